import { expect, test } from "@playwright/test";
import { launchOptionsWith } from "./browser";
import { watchCameras } from "./camera";
import { open } from "./page";
import { button, sourceOf } from "./picture-desk";

test.use({
  launchOptions: launchOptionsWith("--use-fake-device-for-media-stream=device-count=2"),
  permissions: ["camera"],
});

test("another camera takes over, and only that is on", async ({ page }) => {
  const cameras = await watchCameras(page);
  await open(page);
  await sourceOf(page, "Camera").click();
  await expect(button(page, "Other camera")).toBeVisible();
  const [first] = await cameras.on();
  await button(page, "Other camera").click();
  await expect.poll(cameras.on).toEqual([expect.not.stringMatching(`^${first}$`)]);
  await expect(page.locator("[data-slot=guide]")).toBeVisible();
});
