import { expect, type Page, test } from "@playwright/test";
import { boxesOf, canvasOf, cardsOf, numberOf, open } from "./page";
import { mousePen, write } from "./writing";

const mode = (page: Page, name: string) => page.getByRole("radio", { name });

test.beforeEach(async ({ page }) => {
  await open(page);
  await write("40", canvasOf(page), mousePen(page));
  await expect(numberOf(page)).toHaveText("40");
});

test("several digits is where one begins", async ({ page }) => {
  await expect(mode(page, "Several digits")).toBeChecked();
});

test("switching reads the same ink in the other mode", async ({ page }) => {
  await page.getByText("One digit").click();
  await expect(cardsOf(page)).toHaveCount(1);
  await expect(boxesOf(page)).toHaveCount(1);
  await page.getByText("Several digits").click();
  await expect(numberOf(page)).toHaveText("40");
});

test("the keyboard can switch", async ({ page }) => {
  await mode(page, "Several digits").focus();
  await page.keyboard.press("ArrowLeft");
  await expect(mode(page, "One digit")).toBeChecked();
  await expect(cardsOf(page)).toHaveCount(1);
});
