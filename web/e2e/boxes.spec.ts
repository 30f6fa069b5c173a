import { expect, type Page, test } from "@playwright/test";
import { expectSamePlace, frameAround, frameOf, inkFrame, union } from "./frames";
import { boxesOf, canvasOf, cardsOf, digitOf, numberOf, open } from "./page";
import { mousePen, waysOf, write } from "./writing";

const distanceToInk = 4;
const tolerance = distanceToInk + 2;
const usualPen = 12;

test.beforeEach(async ({ page }) => {
  await open(page);
  await write("407", canvasOf(page), mousePen(page));
  await expect(numberOf(page)).toHaveText("407");
});

test("each box sits on the ink of its digit", async ({ page }) => {
  const [four, down, zero, seven] = await waysOf("407", canvasOf(page));
  if (!four || !down || !zero || !seven) throw new Error("407 has four strokes.");
  const digits = [[four, down], [zero], [seven]];
  for (const [index, ways] of digits.entries()) {
    const box = await frameOf(boxesOf(page).nth(index));
    expectSamePlace(box, frameAround(ways, usualPen / 2), tolerance);
  }
});

test("a smaller window keeps all ink in sight, its boxes on it, and the reading", async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await expectBoxesOnInk(page);
  await expect(numberOf(page)).toHaveText("407");
  await page.setViewportSize({ width: 1280, height: 800 });
  await expectBoxesOnInk(page);
  await expect(numberOf(page)).toHaveText("407");
});

test("what is drawn in the smaller window is read with the rest", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await expectBoxesOnInk(page);
  await page.keyboard.press("Control+z");
  await expect(numberOf(page)).toHaveText("40");
  const zero = await frameOf(boxesOf(page).nth(1));
  const pen = mousePen(page);
  const left = zero.x + zero.width * 1.8;
  await pen([
    [left, zero.y],
    [left, zero.y + zero.height / 2],
    [left, zero.y + zero.height],
  ]);
  await expect(numberOf(page)).toHaveText("401");
  await expectBoxesOnInk(page);
});

test("box and card of a digit show that they belong together", async ({ page }) => {
  const seven = boxesOf(page).nth(2);
  const { x, y, width, height } = await frameOf(seven);
  await page.mouse.move(x + width / 2, y + height / 2);
  await expect(cardsOf(page).nth(2)).toHaveAttribute("data-highlighted", "true");
  await cardsOf(page).nth(0).hover();
  await expect(boxesOf(page).nth(0)).toHaveAttribute("data-highlighted", "true");
  await expect(seven).toHaveAttribute("data-highlighted", "false");
  await digitOf(cardsOf(page).nth(1)).focus();
  await expect(boxesOf(page).nth(1)).toHaveAttribute("data-highlighted", "true");
});

async function expectBoxesOnInk(page: Page): Promise<void> {
  await expect(async () => {
    const boxes = await boxesOf(page).all();
    const frames = await Promise.all(boxes.map(frameOf));
    expectSamePlace(union(frames), await inkFrame(canvasOf(page)), tolerance);
  }).toPass();
}
