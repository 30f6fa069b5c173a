import { expect, test } from "@playwright/test";
import { canvasOf, eraser, hintOf, numberOf, open, undoButton } from "./page";
import { mousePen, waysOf, write } from "./writing";

test.beforeEach(async ({ page }) => {
  await open(page);
  await write("407", canvasOf(page), mousePen(page));
  await expect(numberOf(page)).toHaveText("407");
});

test("the eraser takes whole strokes, the rest is read, and undo brings them back", async ({
  page,
}) => {
  const ways = await waysOf("407", canvasOf(page));
  await eraser(page).check({ force: true });
  const end = ways.at(-1)?.at(-1);
  if (end === undefined) throw new Error("The 7 ends somewhere.");
  await mousePen(page)([[end[0] + 40, end[1]], end]);
  await expect(numberOf(page)).toHaveText("40");
  await undoButton(page).click();
  await expect(numberOf(page)).toHaveText("407");
});

test("one sweep over all of it is one step for undo", async ({ page }) => {
  const ways = await waysOf("407", canvasOf(page));
  await eraser(page).check({ force: true });
  await mousePen(page)(ways.flat());
  await expect(hintOf(page)).toBeVisible();
  await undoButton(page).click();
  await expect(numberOf(page)).toHaveText("407");
});

test("on blank paper the eraser changes nothing, and the answer stays", async ({ page }) => {
  const box = await canvasOf(page).boundingBox();
  if (box === null) throw new Error("There is no canvas.");
  await eraser(page).check({ force: true });
  const corner = [box.x + 8, box.y + 8] as const;
  await mousePen(page)([corner, [corner[0] + 30, corner[1]]]);
  await expect(numberOf(page)).toHaveText("407");
  await page.getByRole("radio", { name: "Pen" }).check({ force: true });
  await mousePen(page)([corner, [corner[0], corner[1] + 60]]);
  await expect(undoButton(page)).toBeEnabled();
  await page.keyboard.press("Control+z");
  await expect(numberOf(page)).toHaveText("407");
});
