import { expect, test } from "@playwright/test";
import { inkFrame } from "./frames";
import { canvasOf, cardsOf, clearButton, hintOf, numberOf, open, undoButton } from "./page";
import { mousePen, write } from "./writing";

test.beforeEach(({ page }) => open(page));

test("407, stroke by stroke, is read with a confidence for each digit", async ({ page }) => {
  await expect(hintOf(page)).toBeVisible();
  await write("407", canvasOf(page), mousePen(page));
  await expect(hintOf(page)).toBeHidden();
  await expect(numberOf(page)).toHaveText("407");
  await expect(cardsOf(page)).toHaveText([/^4.*\d%/, /^0.*\d%/, /^7.*\d%/]);
  await expect(page.getByText(/\d% sure$/)).toBeVisible();
});

test("the reading is told to screen readers", async ({ page }) => {
  await write("407", canvasOf(page), mousePen(page));
  await expect(page.locator("[aria-live=polite]")).toHaveText(/^It reads 407, .*\d% sure\.$/);
});

for (const number of ["12", "83", "569", "2025"]) {
  test(`${number} is read`, async ({ page }) => {
    await write(number, canvasOf(page), mousePen(page));
    await expect(numberOf(page)).toHaveText(number);
    await expect(cardsOf(page)).toHaveCount(number.length);
  });
}

for (const digit of ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]) {
  test(`one ${digit} is read as one digit`, async ({ page }) => {
    await page.getByText("One digit").click();
    await write(digit, canvasOf(page), mousePen(page));
    await expect(numberOf(page)).toHaveText(digit);
    await expect(cardsOf(page)).toHaveCount(1);
  });
}

test("a stroke may leave the canvas and come back", async ({ page }) => {
  const canvas = canvasOf(page);
  const frame = await canvas.boundingBox();
  if (frame === null) throw new Error("There is no canvas.");
  await page.mouse.move(frame.x + 100, frame.y + 100);
  await page.mouse.down();
  await page.mouse.move(frame.x + 100, frame.y - 40, { steps: 5 });
  await page.mouse.move(frame.x + 300, frame.y - 40, { steps: 5 });
  await page.mouse.move(frame.x + 300, frame.y + 200, { steps: 5 });
  await page.mouse.up();
  await expect
    .poll(async () => (await inkFrame(canvas)).height, { message: "the ink reaches the end" })
    .toBeGreaterThan(195);
  await undoButton(page).click();
  await expect(hintOf(page)).toBeVisible();
});

test("only the main button of the mouse draws", async ({ page }) => {
  await canvasOf(page).click({ button: "right" });
  await expect(hintOf(page)).toBeVisible();
  await expect(clearButton(page)).toBeDisabled();
});

test("the pen is as wide as its preview", async ({ page }) => {
  const canvas = canvasOf(page);
  await page.getByRole("slider", { name: "Pen size" }).fill("30");
  await canvas.click();
  await expect.poll(async () => Math.round((await inkFrame(canvas)).width)).toBe(30);
  const preview = await page.locator("[data-slot=pen-preview]").boundingBox();
  expect(preview?.width).toBe(30);
});
