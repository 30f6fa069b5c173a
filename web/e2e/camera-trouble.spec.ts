import { expect, test } from "@playwright/test";
import { launchOptionsWith } from "./browser";
import { open } from "./page";
import { bmpFile, paperWith } from "./paper";
import { button, shownNumber, sourceOf } from "./picture-desk";

test.use({ launchOptions: launchOptionsWith("--host-resolver-rules=MAP phone.test 127.0.0.1") });

test("without HTTPS the page says why there is no camera, and takes a photo instead", async ({
  page,
  baseURL,
}) => {
  // As a phone opens it that stands in the same network as the server.
  await open(page, baseURL?.replace("127.0.0.1", "phone.test") ?? "");
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  await sourceOf(page, "Camera").click();
  await expect(page.getByText(/only on pages that come over HTTPS/)).toBeVisible();
  await expect(button(page, "Start again")).toHaveCount(0);
  const photo = bmpFile("photo.bmp", paperWith("407", 480, 320, 120));
  await page.locator("input[capture=environment]").setInputFiles(photo);
  await expect(shownNumber(page)).toHaveText("407");
});

test("without a camera the page says so", async ({ page }) => {
  await open(page);
  await sourceOf(page, "Camera").click();
  await expect(page.getByText(/No camera was found/)).toBeVisible();
  await expect(button(page, "Start again")).toBeVisible();
});
