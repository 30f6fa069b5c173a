import { expect, test } from "@playwright/test";
import { frameOf, inkFrame } from "./frames";
import { canvasOf, cardsOf, hintOf, numberOf, open, undoButton } from "./page";
import { touchPen, write } from "./writing";

test.beforeEach(({ page }) => open(page));

test("407 is read as a finger draws it, and the page does not scroll", async ({ page }) => {
  await write("407", canvasOf(page), await touchPen(page));
  await expect(numberOf(page)).toHaveText("407");
  await expect(numberOf(page)).toBeInViewport();
  await expect(cardsOf(page)).toHaveCount(3);
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

test("turning the phone keeps drawing and reading", async ({ page }) => {
  const canvas = canvasOf(page);
  await write("407", canvas, await touchPen(page));
  await expect(numberOf(page)).toHaveText("407");
  await page.setViewportSize({ width: 840, height: 412 });
  await expect.poll(async () => isInside(await inkFrame(canvas), await frameOf(canvas))).toBe(true);
  await expect(numberOf(page)).toHaveText("407");
  await undoButton(page).click();
  await expect(numberOf(page)).toHaveText("40");
});

test("a second finger draws nothing while the first one does", async ({ page }) => {
  const { x, y } = await frameOf(canvasOf(page));
  const browser = await page.context().newCDPSession(page);
  const first = { x: x + 100, y: y + 100, id: 1 };
  const palm = { x: x + 250, y: y + 250, id: 2 };
  const send = (type: "touchStart" | "touchMove" | "touchEnd", touchPoints: (typeof first)[]) =>
    browser.send("Input.dispatchTouchEvent", { type, touchPoints });
  await send("touchStart", [first]);
  await send("touchStart", [first, palm]);
  await send("touchMove", [
    { ...first, y: first.y + 50 },
    { ...palm, y: palm.y + 20 },
  ]);
  await send("touchEnd", []);
  await expect.poll(async () => (await inkFrame(canvasOf(page))).width).toBeLessThan(20);
  await undoButton(page).tap();
  await expect(hintOf(page)).toBeVisible();
});

test("a stroke that the system interrupts stays, and the next one can be drawn", async ({
  page,
}) => {
  const canvas = canvasOf(page);
  const { x, y } = await frameOf(canvas);
  const browser = await page.context().newCDPSession(page);
  await browser.send("Input.dispatchTouchEvent", {
    type: "touchStart",
    touchPoints: [{ x: x + 20, y: y + 20 }],
  });
  await browser.send("Input.dispatchTouchEvent", { type: "touchCancel", touchPoints: [] });
  await expect(hintOf(page)).toBeHidden();
  await undoButton(page).tap();
  await write("7", canvas, await touchPen(page));
  await expect(numberOf(page)).toHaveText("7");
});

function isInside(
  inner: Awaited<ReturnType<typeof frameOf>>,
  outer: Awaited<ReturnType<typeof frameOf>>,
): boolean {
  return (
    inner.width > 0 &&
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}
