import { expect, type Page, type Route, test } from "@playwright/test";
import { boxesOf, canvasOf, clearButton, numberOf, open, readRequests, undoButton } from "./page";
import { mousePen, waysOf, write } from "./writing";

test.beforeEach(({ page }) => open(page));

test("an answer that comes late is never shown for newer ink", async ({ page }) => {
  const first = await holdFirstRead(page);
  const shown = await recordNumbers(page);
  const canvas = canvasOf(page);
  const [start, ...rest] = await waysOf("107", canvas);
  if (start === undefined) throw new Error("107 has strokes.");
  const pen = mousePen(page);

  await pen(start);
  const held = await first.arrival;
  for (const way of rest) await pen(way);
  await expect(numberOf(page)).toHaveText("107");
  await held.continue();
  await undoButton(page).click();
  await expect(numberOf(page)).toHaveText("10");
  expect(await shown()).not.toContain("1");
});

test("an answer that comes after clear is not shown", async ({ page }) => {
  const first = await holdFirstRead(page);
  const shown = await recordNumbers(page);
  const canvas = canvasOf(page);
  await write("1", canvas, mousePen(page));
  const held = await first.arrival;
  await clearButton(page).click();
  await held.continue();
  await write("7", canvas, mousePen(page));
  await expect(numberOf(page)).toHaveText("7");
  expect(await shown()).toEqual(["7"]);
});

test("the number disappears when the next stroke begins", async ({ page }) => {
  const canvas = canvasOf(page);
  await write("1", canvas, mousePen(page));
  await expect(numberOf(page)).toHaveText("1");
  const { x, y } = (await canvas.boundingBox()) ?? { x: 0, y: 0 };
  await page.mouse.move(x + 60, y + 60);
  await page.mouse.down();
  await expect(numberOf(page)).toHaveCount(0);
  await expect(boxesOf(page)).toHaveCount(0);
  await page.mouse.up();
  await expect(numberOf(page)).toBeVisible();
});

test("a new stroke takes back the question that is on its way", async ({ page }) => {
  const first = await holdFirstRead(page);
  const failed = page.waitForEvent("requestfailed");
  await write("1", canvasOf(page), mousePen(page));
  await first.arrival;
  await page.mouse.down();
  expect((await failed).url()).toContain("/api/v1/read");
});

type HeldRead = { readonly arrival: Promise<Route> };

/** Keeps the first question from the server until the test lets it go; the others pass. */
async function holdFirstRead(page: Page): Promise<HeldRead> {
  let arrive: (route: Route) => void;
  const arrival = new Promise<Route>((resolve) => {
    arrive = resolve;
  });
  await page.route(readRequests, (route) => arrive(route), { times: 1 });
  return { arrival };
}

/** All the numbers that the page shows from now on, in order. */
async function recordNumbers(page: Page): Promise<() => Promise<readonly string[]>> {
  const record = await page.evaluateHandle(() => {
    const numbers: string[] = [];
    const look = () => {
      const number = document.querySelector("[data-slot=number]")?.textContent;
      if (number && number !== numbers.at(-1)) numbers.push(number);
    };
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    return numbers;
  });
  return () => record.jsonValue();
}
