import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, type Page, test } from "@playwright/test";
import { frameOf } from "../e2e/frames";
import { canvasOf, numberOf, open } from "../e2e/page";
import { bareExport } from "../e2e/weight";
import { mousePen, waysOf } from "../e2e/writing";
import { bareExportSize, firstLoadSize } from "./first-load";

/**
 * Measures the page in the browser, on a local server: `npm run bench`. What it finds goes to
 * REPORT_DIR/page.json and, between the marks there, to docs/page.md.
 */

const run = promisify(execFile);
const web = path.join(import.meta.dirname, "..");
const report = path.resolve(process.env.REPORT_DIR ?? path.join(web, "..", "report"));
const page_md = path.join(web, "..", "docs", "page.md");

test.describe.configure({ mode: "serial" });
test.setTimeout(600_000);

type Spread = {
  readonly n: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
};

const lines: string[] = [];
const figures: Record<string, unknown> = {};

function found(name: string, figure: unknown, line: string): void {
  figures[name] = figure;
  lines.push(`- ${line}`);
}

test("from pen-up to the answer", async ({ page }) => {
  await page.addInitScript(recordAnswers);
  await open(page);
  const ways = await waysOf("407", canvasOf(page));
  const pen = mousePen(page);
  for (let round = 0; round < 40; round++) {
    for (const way of ways) {
      const before = await answersOf(page);
      await pen(way);
      await expect
        .poll(async () => (await answersOf(page)).length, { intervals: [20] })
        .toBe(before.length + 1);
    }
    await expect(numberOf(page)).toHaveText("407");
    await page.keyboard.press("Delete");
  }
  const spread = spreadOf(await answersOf(page));
  found(
    "answer_ms",
    spread,
    `from pen-up to the frame that shows the answer: ${inWords(spread, "strokes")}`,
  );
});

test("frames while a stroke of 2,000 points is drawn", async ({ page }) => {
  const points = 2000;
  await open(page);
  const frame = await frameOf(canvasOf(page));
  const at = (step: number): readonly [number, number] => {
    const turn = (step / points) * 40 * Math.PI;
    const reach = 0.05 + 0.4 * (step / points);
    return [
      frame.x + frame.width * (0.5 + reach * Math.cos(turn)),
      frame.y + frame.height * (0.5 + reach * Math.sin(turn)),
    ];
  };
  const browser = await page.context().newCDPSession(page);
  await page.mouse.move(...at(0));
  await page.mouse.down();
  await page.evaluate(recordFrames);
  for (let step = 1; step <= points; step += 4) {
    // Four at once, like a screen that asks a pen 240 times a second.
    const moves = [0, 1, 2, 3].map((more) => {
      const [x, y] = at(step + more);
      const held = { button: "left", buttons: 1 } as const;
      return browser.send("Input.dispatchMouseEvent", { type: "mouseMoved", x, y, ...held });
    });
    await Promise.all([...moves, page.evaluate(() => new Promise(requestAnimationFrame))]);
  }
  const frames = await page.evaluate(() => window.bench.frames);
  await page.mouse.up();
  const drawn = async () =>
    page.evaluate(() => JSON.parse(sessionStorage.getItem("drawing") ?? "{}").strokes?.[0].xy);
  await expect.poll(async () => (await drawn())?.length / 2).toBeGreaterThan(points * 0.9);
  const kept = (await drawn()).length / 2;
  for (const [name, part] of [
    ["first", frames.slice(0, frames.length / 4)],
    ["last", frames.slice(-frames.length / 4)],
  ] as const) {
    const spread = spreadOf(part);
    found(
      `frames_ms_${name}_quarter`,
      spread,
      `between two frames, ${name} quarter of a stroke of ${kept} points: ${inWords(spread, "frames")}`,
    );
  }
  const all = spreadOf(frames);
  found("frames_ms", all, `between two frames, the whole stroke: ${inWords(all, "frames")}`);
});

test("the first load", async () => {
  const page = firstLoadSize(path.join(web, "out"));
  const bare = await bareExportSize(web);
  const known = Math.abs(bare - bareExport.bytes) < 1024;
  expect(known, `e2e/weight.ts should name a bare export's size, ${bare} bytes`).toBe(true);
  found(
    "script_bytes",
    { page, bare },
    `JavaScript of the first load, gzipped: ${kB(page)}, a bare export of the same Next ${kB(bare)}, over it ${kB(page - bare)}`,
  );
});

test("Lighthouse", async ({ baseURL }) => {
  const { stdout } = await run(
    process.execPath,
    [path.join(import.meta.dirname, "lighthouse.mjs"), `${baseURL}/`],
    { maxBuffer: 1 << 24 },
  );
  const both: Record<string, { scores: Record<string, number>; below: string[] }> =
    JSON.parse(stdout);
  for (const [device, { scores, below }] of Object.entries(both)) {
    const inOrder = Object.entries(scores).map(([title, score]) => `${title} ${score}`);
    const rest = below.length > 0 ? ` (audits below 90: ${below.join(", ")})` : "";
    found(
      `lighthouse_${device}`,
      scores,
      `Lighthouse, ${device}, median of 3 runs: ${inOrder.join(", ")}${rest}`,
    );
  }
});

test.afterAll(() => {
  const [load = 0] = loadavg();
  const machine = `${cpus().length} cores, load average ${load.toFixed(1)} at the end`;
  found("machine", machine, `the machine: ${machine}`);
  mkdirSync(report, { recursive: true });
  writeFileSync(path.join(report, "page.json"), `${JSON.stringify(figures, null, 2)}\n`);
  const [begin, end] = ["<!-- figures of make bench -->", "<!-- end of figures -->"];
  const text = readFileSync(page_md, "utf8");
  const [before, after] = [text.indexOf(begin), text.indexOf(end)];
  if (before < 0 || after < 0) throw new Error("docs/page.md has no place for the figures.");
  writeFileSync(
    page_md,
    `${text.slice(0, before + begin.length)}\n\n${lines.join("\n")}\n\n${text.slice(after)}`,
  );
});

type Bench = { readonly answers: number[]; readonly frames: number[] };

declare global {
  interface Window {
    bench: Bench;
  }
}

async function answersOf(page: Page): Promise<readonly number[]> {
  return page.evaluate(() => window.bench.answers);
}

/** In the page: the time from each pen-up to the frame after the one that the answer changed. */
function recordAnswers(): void {
  window.bench = { answers: [], frames: [] };
  let lifted = 0;
  let arrived = false;
  document.addEventListener(
    "pointerup",
    (event) => {
      lifted = event.timeStamp;
      arrived = false;
    },
    { capture: true },
  );
  const fetchBefore = window.fetch;
  window.fetch = async (...question) => {
    const answer = await fetchBefore(...question);
    arrived = String(question[0]).includes("/read");
    return answer;
  };
  new MutationObserver(() => {
    if (!arrived) return;
    arrived = false;
    requestAnimationFrame(() => {
      // A message comes when the frame has been painted.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.bench.answers.push(performance.now() - lifted);
      port2.postMessage(null);
    });
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

/** In the page: the time between each two frames from now on. */
function recordFrames(): void {
  window.bench = { answers: [], frames: [] };
  let before = 0;
  const next = (now: number) => {
    if (before > 0) window.bench.frames.push(now - before);
    before = now;
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
  return { n: sorted.length, p50: at(0.5), p95: at(0.95), max: at(1) };
}

function inWords({ n, p50, p95, max }: Spread, what: string): string {
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  return `p50 ${ms(p50)}, p95 ${ms(p95)}, slowest ${ms(max)} of ${n} ${what}`;
}

function kB(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
