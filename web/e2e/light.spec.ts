import { expect, type Page, type Response, test } from "@playwright/test";
import { canvasOf, numberOf, open, reopen, sampleButton } from "./page";
import { bareExport, gzippedSize } from "./weight";
import { mousePen, write } from "./writing";

test("the first load is light", async ({ page }) => {
  const scripts: Promise<number>[] = [];
  page.on("response", (response) => {
    if (isScript(response)) scripts.push(response.body().then(gzippedSize));
  });
  await page.goto("/", { waitUntil: "networkidle" });
  const sizes = await Promise.all(scripts);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThan(bareExport.bytes);
  expect(total - bareExport.bytes).toBeLessThanOrEqual(80 * 1024);
});

test("the canvas says when it can be drawn on", async ({ page }) => {
  const scripts = "**/_next/static/**/*.js";
  await page.route(scripts, (route) => route.abort());
  await page.goto("/");
  await expect(canvasOf(page)).toHaveAttribute("aria-busy", "true");
  await page.unroute(scripts);
  await reopen(page);
});

test("nothing is asked of anybody else", async ({ page, baseURL }) => {
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(request.url()));
  await page.goto("/", { waitUntil: "networkidle" });
  await write("407", canvasOf(page), mousePen(page));
  await expect(numberOf(page)).toHaveText("407");
  const others = addresses.filter(
    (address) => !address.startsWith(`${baseURL}/`) && !/^(data|blob):/.test(address),
  );
  expect(others).toEqual([]);
  expect(addresses.length).toBeGreaterThan(3);
});

test("nothing jumps while the page loads, is drawn on and reads", async ({ page }) => {
  const shift = await recordLayoutShift(page);
  await open(page);
  await write("4071", canvasOf(page), mousePen(page));
  await expect(numberOf(page)).toHaveText("4071");
  await page.keyboard.press("Delete");
  await sampleButton(page).click();
  await expect(numberOf(page)).toHaveText("407");
  await reopen(page);
  await expect(numberOf(page)).toHaveText("407");
  expect(await shift()).toBe(0);
});

test("the page can be installed", async ({ page, request }) => {
  await open(page);
  const address = await page.locator("link[rel=manifest]").getAttribute("href");
  const answer = await request.get(address ?? "");
  expect(answer.headers()["content-type"]).toContain("application/manifest+json");
  const manifest = await answer.json();
  expect(manifest).toMatchObject({ name: "Digit Reader", start_url: "/", display: "standalone" });
  expect(manifest.icons.map(({ purpose }: { purpose: string }) => purpose)).toContain("maskable");
  for (const { src, sizes } of manifest.icons) {
    const icon = await request.get(src);
    expect(icon.headers()["content-type"]).toBe("image/png");
    const png = await icon.body();
    expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`).toBe(sizes);
  }
  const touchIcon = await page.locator("link[rel=apple-touch-icon]").getAttribute("href");
  expect((await request.get(touchIcon ?? "")).ok()).toBe(true);
});

function isScript(response: Response): boolean {
  return response.request().resourceType() === "script";
}

/** How far things moved that nobody moved, after a key or a click too, where the metric looks away. */
async function recordLayoutShift(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    let sum = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if ("value" in entry && typeof entry.value === "number") sum += entry.value;
      }
    }).observe({ type: "layout-shift", buffered: true });
    Object.assign(window, { layoutShift: () => sum });
  });
  return () =>
    page.evaluate(() =>
      "layoutShift" in window && typeof window.layoutShift === "function"
        ? window.layoutShift()
        : Number.NaN,
    );
}
