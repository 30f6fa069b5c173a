import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { expectSamePlace, frameOf } from "./frames";
import { canvasOf, numberOf, open, readRequests } from "./page";
import {
  bmpFile,
  type GivenFile,
  jpegFile,
  lyingOnItsSide,
  paperWith,
  withOrientation,
} from "./paper";
import {
  button,
  choosePictures,
  expectPictureShape,
  give,
  itemsOf,
  pictureOf,
  shownBoxes,
  shownCards,
  shownNumber,
  sourceOf,
} from "./picture-desk";
import { mousePen, write } from "./writing";

const paper407 = paperWith("407", 480, 320, 120);
const picture407 = bmpFile("407.bmp", paper407);
const picture12 = bmpFile("12.bmp", paperWith("12", 480, 320, 120));
const notes: GivenFile = {
  name: "notes.txt",
  mimeType: "text/plain",
  buffer: Buffer.from("407, but in words"),
};
const samples = path.join(import.meta.dirname, "..", "..", "model", "tests", "samples");
const heic: GivenFile = {
  name: "407.heic",
  mimeType: "",
  buffer: readFileSync(path.join(samples, "407.heic")),
};

test.beforeEach(({ page }) => open(page));

test("a chosen picture is read, with boxes on its digits", async ({ page }) => {
  await choosePictures(page, picture407);
  await expect(shownNumber(page)).toHaveText("407");
  await expect(shownCards(page)).toHaveCount(3);
  const shown = await frameOf(pictureOf(page));
  const scale = shown.width / paper407.width;
  // As `paperWith` places the zero: its curve is 0.68 of its width and 0.96 of its height.
  const zero = {
    x: shown.x + (240 - 0.34 * 0.62 * 120 - 6) * scale,
    y: shown.y + (160 - 0.48 * 120 - 6) * scale,
    width: (2 * 0.34 * 0.62 * 120 + 12) * scale,
    height: (2 * 0.48 * 120 + 12) * scale,
  };
  expectSamePlace(await frameOf(shownBoxes(page).nth(1)), zero, 8);
});

test("box and card of a digit show that they belong together", async ({ page }) => {
  await choosePictures(page, picture407);
  await expect(shownCards(page)).toHaveCount(3);
  const { x, y, width, height } = await frameOf(shownBoxes(page).nth(2));
  await page.mouse.move(x + width / 2, y + height / 2);
  await expect(shownBoxes(page).nth(2)).toHaveAttribute("data-highlighted", "true");
  await shownCards(page).nth(0).hover();
  await expect(shownBoxes(page).nth(0)).toHaveAttribute("data-highlighted", "true");
  await expect(shownBoxes(page).nth(2)).toHaveAttribute("data-highlighted", "false");
});

test("a picture can be pasted while drawing, and the drawing stays", async ({ page }) => {
  await write("7", canvasOf(page), mousePen(page));
  await expect(numberOf(page)).toHaveText("7");
  await give(page, "paste", picture407);
  await expect(shownNumber(page)).toHaveText("407");
  await expect(canvasOf(page)).toBeHidden();
  await sourceOf(page, "Draw").click();
  await expect(shownNumber(page)).toHaveText("7");
  await page.keyboard.press("Control+z");
  await expect(page.getByText("Draw a number", { exact: true })).toBeVisible();
});

test("pictures can be dropped anywhere, and the page shows that", async ({ page }) => {
  const target = page.locator("[data-slot=drop-target]");
  await page.evaluate(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["x"], "x.png"));
    document.body.dispatchEvent(
      new DragEvent("dragenter", { dataTransfer: transfer, bubbles: true }),
    );
  });
  await expect(target).toBeVisible();
  await give(page, "drop", picture407, picture12);
  await expect(target).toBeHidden();
  await expect(itemsOf(page)).toHaveText(["407", "12"]);
});

test("several are read, each with its own number, and can be removed", async ({ page }) => {
  await choosePictures(page, picture407, picture12);
  await expect(itemsOf(page)).toHaveText(["407", "12"]);
  await expect(shownNumber(page)).toHaveText("407");
  await itemsOf(page).nth(1).click();
  await expect(shownNumber(page)).toHaveText("12");
  await button(page, "Remove 12.bmp").click();
  await expect(itemsOf(page)).toHaveText(["407"]);
  await expect(itemsOf(page).first()).toBeFocused();
  await expect(shownNumber(page)).toHaveText("407");
  await button(page, "Remove 407.bmp").click();
  await expect(page.getByText("Choose pictures")).toBeVisible();
});

test("what is no picture, or broken, says so and loses nothing else", async ({ page }) => {
  const broken = { ...picture12, buffer: picture12.buffer.subarray(0, 200) };
  const svg = { name: "a.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg/>") };
  const sent: string[] = [];
  page.on("request", (request) => sent.push(request.url()));
  await choosePictures(page, notes, svg);
  await expect(page.getByText(/It is no picture/).first()).toBeVisible();
  await itemsOf(page).nth(1).click();
  await expect(page.getByText(/SVG can’t be read/).first()).toBeVisible();
  expect(sent.filter((url) => url.endsWith("/read"))).toEqual([]);
  await page.locator("input[type=file]").first().setInputFiles([broken, picture407]);
  await expect(page.getByText(/damaged/).first()).toBeVisible();
  await expect(itemsOf(page).nth(3)).toHaveText("407");
});

test("HEIC is read, also where the browser cannot show it", async ({ page }) => {
  await choosePictures(page, heic);
  await expect(shownNumber(page)).toHaveText("407");
  await expect(page.getByText(/can’t show HEIC/)).toBeVisible();
  await expect(shownBoxes(page)).toHaveCount(3);
  await expect(button(page, "Crop")).toBeDisabled();
});

test("a photo that lies on its side by its EXIF note is shown and read upright", async ({
  page,
}) => {
  const lying = await jpegFile(page, "407.jpg", lyingOnItsSide(paper407));
  await choosePictures(page, withOrientation(lying, 6));
  await expect(shownNumber(page)).toHaveText("407");
  await expectPictureShape(page, 480 / 320);
  const [four, seven] = [
    await frameOf(shownBoxes(page).first()),
    await frameOf(shownBoxes(page).last()),
  ];
  expect(four.x).toBeLessThan(seven.x);
});

test("a photo of 12 megapixels is reduced before it is sent", async ({ page }) => {
  const photo = await jpegFile(page, "photo.jpg", paper407, 8.84);
  expect(photo.buffer.length).toBeGreaterThan(0);
  const answer = page.waitForResponse(readRequests);
  await choosePictures(page, photo);
  const { image } = await (await answer).json();
  expect(image.width * image.height).toBeLessThanOrEqual(4_000_000);
  expect(image.width * image.height).toBeGreaterThan(3_900_000);
  await expect(shownNumber(page)).toHaveText("407");
});

test("light ink on a transparent ground is read, and shown as it was read", async ({ page }) => {
  const base64 = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 200;
    const context = canvas.getContext("2d");
    if (context === null) return "";
    context.strokeStyle = "white";
    context.lineWidth = 14;
    context.beginPath();
    context.moveTo(60, 40);
    context.lineTo(140, 40);
    context.lineTo(95, 160);
    context.stroke();
    return canvas.toDataURL("image/png").replace(/^.*,/, "");
  });
  const buffer = Buffer.from(base64, "base64");
  await choosePictures(page, { name: "7.png", mimeType: "image/png", buffer });
  await expect(shownNumber(page)).toHaveText("7");
});

test("a turned picture is turned back and read", async ({ page }) => {
  await choosePictures(page, bmpFile("lying.bmp", lyingOnItsSide(paper407)));
  await expectPictureShape(page, 320 / 480);
  await button(page, "Turn right").click();
  await expect(shownNumber(page)).toHaveText("407");
  await expectPictureShape(page, 480 / 320);
  await button(page, "Undo all changes").click();
  await expectPictureShape(page, 320 / 480);
  await expect(shownNumber(page)).not.toHaveText("407");
});

test("a part can be framed by the mouse, and only that is read", async ({ page }) => {
  await choosePictures(page, picture407);
  await expect(shownNumber(page)).toHaveText("407");
  const seven = await frameOf(shownBoxes(page).last());
  const before = await frameOf(pictureOf(page));
  await button(page, "Crop").click();
  const whole = await frameOf(page.locator(".ReactCrop"));
  const scale = whole.width / before.width;
  const left = whole.x + (seven.x - before.x - 15) * scale;
  // Outside the frame that stands there, a drag draws a new one.
  await page.mouse.move(whole.x + whole.width - 3, whole.y + 3);
  await page.mouse.down();
  await page.mouse.move(left, whole.y + whole.height - 3, { steps: 5 });
  await page.mouse.up();
  await button(page, "Read this part").click();
  await expect(shownNumber(page)).toHaveText("7");
  await button(page, "Undo all changes").click();
  await expect(shownNumber(page)).toHaveText("407");
});

test("a part can be framed by the keyboard", async ({ page }) => {
  await choosePictures(page, picture407);
  await expect(shownNumber(page)).toHaveText("407");
  await button(page, "Crop").press("Enter");
  const right = page.getByRole("button", { name: /^Right edge/ });
  const zero = await frameOf(page.locator(".ReactCrop"));
  // From the right, past the seven, to between it and the zero.
  const goal = zero.x + zero.width * (0.5 + 0.09);
  await right.focus();
  await expect(async () => {
    await page.keyboard.press("Shift+ArrowLeft");
    const { x, width } = await frameOf(right);
    expect(x + width / 2).toBeLessThan(goal);
  }).toPass({ intervals: [0] });
  await button(page, "Read this part").press("Enter");
  await expect(shownNumber(page)).toHaveText("40");
  await expect(button(page, "Crop")).toBeFocused();
  await button(page, "Crop").press("Enter");
  await expect(page.getByRole("group", { name: /^Frame/ })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(shownNumber(page)).toHaveText("40");
});

test("the switch between one digit and several holds for pictures too", async ({ page }) => {
  await choosePictures(page, picture407);
  await expect(shownCards(page)).toHaveCount(3);
  await page.getByText("One digit").filter({ visible: true }).click();
  await expect(shownBoxes(page)).toHaveCount(1);
});

test("zoomed in, a card brings its digit into sight", async ({ page }) => {
  await choosePictures(page, picture407);
  await expect(shownCards(page)).toHaveCount(3);
  await button(page, "Zoom in").click();
  await shownCards(page).nth(2).hover();
  const stage = await frameOf(page.getByRole("region", { name: "The picture 407.bmp" }));
  await expect.poll(async () => isWithin(await frameOf(shownBoxes(page).nth(2)), stage)).toBe(true);
});

test("nothing of this is refused by the page’s policy", async ({ page }) => {
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  await choosePictures(page, picture407);
  await expect(shownNumber(page)).toHaveText("407");
  await expect(page.getByRole("img", { name: "407.bmp" })).toHaveJSProperty("complete", true);
  await button(page, "Crop").click();
  await expect(page.locator(".ReactCrop")).toBeVisible();
  expect(complaints).toEqual([]);
});

test("pictures wait while the part of the page that shows them cannot be loaded", async ({
  page,
}: {
  page: Page;
}) => {
  await page.route("**/_next/static/chunks/**", (route) => route.abort());
  await give(page, "paste", picture407);
  await expect(page.getByText(/could not be loaded/)).toBeVisible();
  await page.unroute("**/_next/static/chunks/**");
  await button(page, "Try again").click();
  await expect(shownNumber(page)).toHaveText("407");
});

type Frame = Awaited<ReturnType<typeof frameOf>>;

function isWithin(inner: Frame, outer: Frame): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}
