import { expect, type Page, test } from "@playwright/test";
import { frameOf, inkFrame } from "./frames";
import {
  boxesOf,
  canvasOf,
  hintOf,
  numberOf,
  open,
  readRequests,
  reopen,
  sampleButton,
  undoButton,
} from "./page";
import { mousePen, write } from "./writing";

const usualPen = 12;

test.beforeEach(({ page }) => open(page));

test("near the right edge room appears, all digits stay in sight, and the next one is read", async ({
  page,
}) => {
  const canvas = canvasOf(page);
  const pen = mousePen(page);
  const { x, y, width, height } = await frameOf(canvas);
  await oneAt(page, x + width * 0.5, y + height / 2);
  await oneAt(page, x + width * 0.94, y + height / 2);
  const right = async () => {
    const ink = await inkFrame(canvas);
    return (ink.x + ink.width - x) / width;
  };
  await expect.poll(right).toBeCloseTo(0.7, 1);
  await expect(numberOf(page)).toHaveText("11");
  await expect(boxesOf(page)).toHaveCount(2);
  await pen([
    [x + width * 0.85, y + height * 0.3],
    [x + width * 0.85, y + height * 0.5],
  ]);
  await expect(numberOf(page)).toHaveText("111");
});

test("one digit keeps the paper as it is", async ({ page }) => {
  await page.getByText("One digit").click();
  const { x, y, width, height } = await frameOf(canvasOf(page));
  await oneAt(page, x + width * 0.94, y + height / 2);
  await expect(numberOf(page)).toBeVisible();
  const before = await inkFrame(canvasOf(page));
  await oneAt(page, x + width * 0.9, y + height / 2);
  await page.getByText("Several digits").click();
  await expect.poll(async () => (await inkFrame(canvasOf(page))).x).toBeLessThan(before.x - 20);
});

test("a drawing survives a reload, is read again, and is taken back stroke by stroke", async ({
  page,
}) => {
  await write("407", canvasOf(page), mousePen(page));
  await expect(numberOf(page)).toHaveText("407");
  const before = await inkFrame(canvasOf(page));
  await reopen(page);
  await expect(numberOf(page)).toHaveText("407");
  expect(await inkFrame(canvasOf(page))).toEqual(before);
  await undoButton(page).click();
  await expect(numberOf(page)).toHaveText("40");
});

test("a cleared paper stays clear over a reload", async ({ page }) => {
  await write("7", canvasOf(page), mousePen(page));
  await expect(numberOf(page)).toHaveText("7");
  await page.keyboard.press("Delete");
  await expect(hintOf(page)).toBeVisible();
  await reopen(page);
  await expect(undoButton(page)).toBeDisabled();
  await expect(hintOf(page)).toBeVisible();
});

test("bad data in the browser’s storage does no harm", async ({ page }) => {
  await page.evaluate(() => {
    sessionStorage.setItem("drawing", '{"version":1,"strokes":[{"pen":"x"}]}');
    localStorage.setItem("pen-width", "-5");
    localStorage.setItem("theme", "pink");
    localStorage.setItem("guide", "maybe");
  });
  await reopen(page);
  await expect(hintOf(page)).toBeVisible();
  await expect(page.getByRole("slider", { name: "Pen size" })).toHaveValue("12");
  await write("7", canvasOf(page), mousePen(page));
  await expect(numberOf(page)).toHaveText("7");
});

test("pen and guide lines are remembered, and the guide is no part of the picture", async ({
  page,
}) => {
  await page.getByRole("slider", { name: "Pen size" }).fill("20");
  await page.getByRole("button", { name: "Guide lines" }).click();
  await reopen(page);
  await expect(page.getByRole("slider", { name: "Pen size" })).toHaveValue("20");
  await expect(page.locator("[data-slot=guide]")).toBeVisible();
  const asked = page.waitForRequest(readRequests);
  await oneAt(page, 300, 300);
  await asked;
  await expect(numberOf(page)).toHaveText("1");
});

test("samples are numbers to try without drawing, for the keyboard too", async ({ page }) => {
  await sampleButton(page).focus();
  await page.keyboard.press("Enter");
  await expect(numberOf(page)).toHaveText("407");
  await expect(undoButton(page)).toBeFocused();
  const seen = [];
  for (const number of ["58", "3162", "90", "407"]) {
    await page.keyboard.press("Delete");
    await sampleButton(page).click();
    await expect(numberOf(page)).toHaveText(number);
    seen.push(number);
  }
  expect(seen).toHaveLength(4);
});

test("a long stroke has the same ink while it is drawn and after", async ({ page }) => {
  const canvas = canvasOf(page);
  const { x, y, width, height } = await frameOf(canvas);
  await page.mouse.move(x + 40, y + 40);
  await page.mouse.down();
  for (let step = 0; step <= 60; step++) {
    const turn = (step / 60) * 6 * Math.PI;
    const reach = 30 + step;
    await page.mouse.move(
      x + width / 2 + Math.cos(turn) * reach,
      y + height / 2 + Math.sin(turn) * reach,
    );
  }
  await expect.poll(async () => (await inkFrame(canvas)).width).toBeGreaterThan(100);
  const drawn = await inkFrame(canvas);
  await page.mouse.up();
  await expect
    .poll(async () => Math.abs((await inkFrame(canvas)).width - drawn.width))
    .toBeLessThan(12);
});

test("a pen that presses draws thicker than one that hardly touches", async ({ page }) => {
  const canvas = canvasOf(page);
  const { x, y } = await frameOf(canvas);
  const browser = await page.context().newCDPSession(page);
  const dab = async (force: number) => {
    for (const type of ["mousePressed", "mouseReleased"] as const) {
      await browser.send("Input.dispatchMouseEvent", {
        type,
        x: x + 100,
        y: y + 100,
        button: "left",
        clickCount: 1,
        pointerType: "pen",
        force: type === "mousePressed" ? force : 0,
      });
    }
  };
  await dab(0.9);
  await expect.poll(async () => (await inkFrame(canvas)).width).toBeGreaterThan(usualPen + 2);
  await page.keyboard.press("Delete");
  await dab(0.1);
  await expect.poll(async () => (await inkFrame(canvas)).width).toBeLessThan(usualPen - 2);
  expect((await inkFrame(canvas)).width).toBeGreaterThan(usualPen / 2 - 2);
});

test("while a pen is near, the hand that holds it draws nothing", async ({ page }) => {
  const { x, y } = await frameOf(canvasOf(page));
  const browser = await page.context().newCDPSession(page);
  const touch = async () => {
    const touchPoints = [{ x: x + 200, y: y + 200 }];
    await browser.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
    await browser.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  };
  await touch();
  await expect(numberOf(page)).toBeVisible();
  await page.keyboard.press("Delete");
  await browser.send("Input.dispatchMouseEvent", {
    type: "mouseMoved",
    x: x + 100,
    y: y + 100,
    pointerType: "pen",
  });
  await touch();
  await expect(hintOf(page)).toBeVisible();
  await undoButton(page).click();
  // Undo brings back what Delete took, so the touch in between was no step.
  await expect(numberOf(page)).toBeVisible();
});

/** Writes a 1. */
async function oneAt(page: Page, x: number, y: number): Promise<void> {
  await mousePen(page)([
    [x, y - 50],
    [x, y],
    [x, y + 50],
  ]);
}
