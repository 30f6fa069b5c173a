import { expect, test } from "@playwright/test";
import { frameOf } from "./frames";
import { canvasOf, open, readRequests } from "./page";
import { mousePen, write } from "./writing";

test.use({ deviceScaleFactor: 3 });

test("the picture that is sent has the size of the canvas on any screen", async ({ page }) => {
  await open(page);
  const canvas = canvasOf(page);
  const answer = page.waitForResponse(readRequests);
  await write("7", canvas, mousePen(page));
  const { width, height } = await frameOf(canvas);
  expect(await (await answer).json()).toMatchObject({ image: { width, height } });
  await expect(canvas).toHaveJSProperty("width", width * 3);
});
