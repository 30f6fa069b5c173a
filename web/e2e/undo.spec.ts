import { expect, test } from "@playwright/test";
import {
  boxesOf,
  canvasOf,
  cardsOf,
  clearButton,
  hintOf,
  numberOf,
  open,
  redoButton,
  undoButton,
} from "./page";
import { mousePen, write } from "./writing";

test.beforeEach(async ({ page }) => {
  await open(page);
  await write("407", canvasOf(page), mousePen(page));
  await expect(numberOf(page)).toHaveText("407");
});

test("the button takes back the last stroke and the rest is read", async ({ page }) => {
  await undoButton(page).click();
  await expect(numberOf(page)).toHaveText("40");
  await expect(cardsOf(page)).toHaveCount(2);
});

for (const keys of ["Control+z", "Meta+z"]) {
  test(`${keys} takes back the last stroke and the rest is read`, async ({ page }) => {
    await page.keyboard.press(keys);
    await expect(numberOf(page)).toHaveText("40");
  });
}

test("the first stroke of all can be taken back", async ({ page }) => {
  for (const _stroke of ["7", "0", "4, down", "4"]) await undoButton(page).click();
  await expect(hintOf(page)).toBeVisible();
  await expect(numberOf(page)).toHaveCount(0);
  await expect(undoButton(page)).toBeDisabled();
});

test("clear empties paper and reading, and undo brings both back", async ({ page }) => {
  await clearButton(page).click();
  await expect(hintOf(page)).toBeVisible();
  await expect(numberOf(page)).toHaveCount(0);
  await expect(boxesOf(page)).toHaveCount(0);
  await undoButton(page).click();
  await expect(hintOf(page)).toBeHidden();
  await expect(numberOf(page)).toHaveText("407");
});

test("redo brings back what undo took, by button and by keys", async ({ page }) => {
  await expect(redoButton(page)).toBeDisabled();
  for (const keys of ["Control+Shift+z", "Meta+Shift+z", "Control+y"]) {
    await undoButton(page).click();
    await expect(numberOf(page)).toHaveText("40");
    await page.keyboard.press(keys);
    await expect(numberOf(page)).toHaveText("407");
  }
  await undoButton(page).click();
  await redoButton(page).click();
  await expect(numberOf(page)).toHaveText("407");
  await expect(redoButton(page)).toBeDisabled();
});

test("Delete clears, and undo brings it back", async ({ page }) => {
  await page.keyboard.press("Delete");
  await expect(hintOf(page)).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(numberOf(page)).toHaveText("407");
});
