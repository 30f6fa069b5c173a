import { devices, expect, test } from "@playwright/test";
import { browserLookingAt, watchCameras } from "./camera";
import { frameOf } from "./frames";
import { open, readRequests } from "./page";
import { paperWith } from "./paper";
import { button, itemsOf, shownBoxes, shownCards, shownNumber, sourceOf } from "./picture-desk";

test.use({ launchOptions: browserLookingAt("407", paperWith("407", 640, 480, 130)) });

const guide = "[data-slot=guide]";

test.describe("allowed", () => {
  test.use({ permissions: ["camera"] });

  test("what stands in the frame is read as it stands, and nothing beside it", async ({ page }) => {
    await open(page);
    const answer = page.waitForResponse(readRequests);
    await sourceOf(page, "Camera").click();
    await expect(shownNumber(page)).toHaveText("407");
    await expect(shownBoxes(page)).toHaveCount(3);
    const frame = await frameOf(page.locator(guide));
    const { image } = await (await answer).json();
    expect(image.width / image.height).toBeCloseTo(frame.width / frame.height, 1);
    const [four] = await shownBoxes(page).all();
    if (four === undefined) throw new Error("There is a first box.");
    expect((await frameOf(four)).x).toBeGreaterThan(frame.x);
    await shownCards(page).nth(2).hover();
    await expect(shownBoxes(page).nth(2)).toHaveAttribute("data-highlighted", "true");
  });

  test("one frame is on its way at a time, and none when that is not wanted", async ({ page }) => {
    let onItsWay = 0;
    let most = 0;
    let sent = 0;
    await page.route(readRequests, async (route) => {
      sent += 1;
      onItsWay += 1;
      most = Math.max(most, onItsWay);
      await route.continue();
      await (await route.request().response())?.finished();
      onItsWay -= 1;
    });
    await open(page);
    await sourceOf(page, "Camera").click();
    await expect.poll(() => sent).toBeGreaterThan(3);
    expect(most).toBe(1);
    await button(page, "Read live").click();
    await expect(shownNumber(page)).toHaveCount(0);
    await expect(button(page, "Read live")).toHaveAttribute("aria-pressed", "false");
  });

  test("a picture can be taken: it is read, kept and cropped like any other", async ({ page }) => {
    const cameras = await watchCameras(page);
    await open(page);
    await sourceOf(page, "Camera").click();
    await expect(page.locator(guide)).toBeVisible();
    await button(page, "Take a picture").click();
    await expect(itemsOf(page)).toHaveText(["407"]);
    await expect(button(page, "Crop")).toBeEnabled();
    expect(await cameras.on()).toEqual([]);
  });

  test("the camera goes off when one leaves it", async ({ page }) => {
    const cameras = await watchCameras(page);
    await open(page);
    await sourceOf(page, "Camera").click();
    await expect(page.locator(guide)).toBeVisible();
    expect(await cameras.on()).toHaveLength(1);
    await sourceOf(page, "Draw").click();
    await expect.poll(cameras.on).toEqual([]);
  });

  test("the light is offered where the camera has one", async ({ page }) => {
    // No pretended camera has a light, so this one says that it had.
    await page.addInitScript(() => {
      const asked: unknown[] = [];
      Object.assign(window, { asked });
      MediaStreamTrack.prototype.getCapabilities = () => ({ torch: true });
      MediaStreamTrack.prototype.applyConstraints = async (constraints) => {
        asked.push(constraints?.advanced);
      };
    });
    await open(page);
    await sourceOf(page, "Camera").click();
    await button(page, "Light").click();
    await expect(button(page, "Light")).toHaveAttribute("aria-pressed", "true");
    await button(page, "Light").click();
    await expect(button(page, "Light")).toHaveAttribute("aria-pressed", "false");
    expect(await page.evaluate("asked")).toEqual([[{ torch: true }], [{ torch: false }]]);
  });

  test("a camera whose permission is taken back says so, and can be started again", async ({
    page,
    context,
  }) => {
    await open(page);
    await sourceOf(page, "Camera").click();
    await expect(page.locator(guide)).toBeVisible();
    await context.clearPermissions();
    await expect(page.getByText(/The camera went off/)).toBeVisible();
    await context.grantPermissions(["camera"]);
    await button(page, "Start again").click();
    await expect(page.locator(guide)).toBeVisible();
  });

  test.describe("on a phone", () => {
    const { defaultBrowserType: _, ...phone } = devices["Pixel 7"];
    test.use(phone);

    test("the frame fits upright and lying, and reads in both", async ({ page }) => {
      await open(page);
      await sourceOf(page, "Camera").tap();
      await expect(shownNumber(page)).toHaveText("407");
      await expect(shownNumber(page)).toBeInViewport();
      await page.setViewportSize({ width: 840, height: 412 });
      await expect(page.locator(guide)).toBeInViewport({ ratio: 1 });
      await expect(shownNumber(page)).toHaveText("407");
    });
  });
});

test("where it is not allowed, the page says what to do, and takes a photo instead", async ({
  page,
}) => {
  await open(page);
  await sourceOf(page, "Camera").click();
  await expect(page.getByText(/The camera is not allowed/)).toBeVisible();
  await expect(page.locator("input[capture=environment]")).toBeAttached();
  await expect(button(page, "Start again")).toBeVisible();
});
