import { devices, expect, test } from "@playwright/test";
import { frameOf } from "./frames";
import { open } from "./page";
import { bmpFile, paperWith } from "./paper";
import {
  button,
  choosePictures,
  itemsOf,
  pictureOf,
  shownBoxes,
  shownNumber,
  sourceOf,
} from "./picture-desk";

const { defaultBrowserType: _, ...phone } = devices["Pixel 7"];
test.use(phone);

const picture407 = bmpFile("407.bmp", paperWith("407", 480, 320, 120));

test.beforeEach(async ({ page }) => {
  await open(page);
  await sourceOf(page, "Picture").tap();
  await choosePictures(page, picture407);
  await expect(shownNumber(page)).toHaveText("407");
});

test("a tap on a digit shows its box and card; the number is in sight", async ({ page }) => {
  await expect(shownNumber(page)).toBeInViewport();
  const { x, y, width, height } = await frameOf(shownBoxes(page).nth(1));
  await page.touchscreen.tap(x + width / 2, y + height / 2);
  await expect(shownBoxes(page).nth(1)).toHaveAttribute("data-highlighted", "true");
});

test("turning the phone keeps picture and number, and the boxes on the digits", async ({
  page,
}) => {
  const place = async () => {
    const [box, picture] = [await frameOf(shownBoxes(page).nth(1)), await frameOf(pictureOf(page))];
    return (box.x + box.width / 2 - picture.x) / picture.width;
  };
  const before = await place();
  await page.setViewportSize({ width: 840, height: 412 });
  await expect.poll(place).toBeCloseTo(before, 2);
  await expect(shownNumber(page)).toHaveText("407");
  const { width } = page.viewportSize() ?? { width: 0 };
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
    width,
  );
});

test("a part can be framed by a finger", async ({ page }) => {
  await button(page, "Crop").tap();
  const corner = await frameOf(page.getByRole("button", { name: /^Top left corner/ }));
  const whole = await frameOf(page.locator(".ReactCrop"));
  const [x, y] = [corner.x + corner.width / 2, corner.y + corner.height / 2];
  const browser = await page.context().newCDPSession(page);
  const touch = (
    type: "touchStart" | "touchMove" | "touchEnd",
    points: { x: number; y: number }[],
  ) => browser.send("Input.dispatchTouchEvent", { type, touchPoints: points });
  await touch("touchStart", [{ x, y }]);
  const betweenFourAndZero = whole.x + whole.width * 0.41;
  await touch("touchMove", [{ x: (x + betweenFourAndZero) / 2, y }]);
  await touch("touchMove", [{ x: betweenFourAndZero, y }]);
  const selection = page.locator(".ReactCrop__crop-selection");
  await expect.poll(async () => (await frameOf(selection)).x).toBeCloseTo(betweenFourAndZero, 0);
  await touch("touchEnd", []);
  // By a click: a tap right after a pretended finger is taken for its second one.
  await button(page, "Read this part").click();
  await expect(shownNumber(page)).toHaveText("07");
  await expect(itemsOf(page)).toHaveText(["07"]);
});
