import { expect, type Locator, type Page, test } from "@playwright/test";
import { screens } from "./devices";
import { canvasOf, cardsOf, digitOf, numberOf, open, reopen } from "./page";
import { mousePen, write } from "./writing";

const feedbackRequests = "**/api/v1/feedback**";

const button = (page: Page, name: string): Locator => page.getByRole("button", { name });

test.beforeEach(async ({ page }) => {
  await open(page);
  await write("7", canvasOf(page), mousePen(page));
  await expect(numberOf(page)).toHaveText("7");
});

for (const [screen, device] of screens) {
  test.describe(screen, () => {
    test.use(device);

    test("a correction is sent when that is allowed, and can be deleted", async ({ page }) => {
      await digitOf(cardsOf(page).nth(0)).focus();
      await page.keyboard.press("9");
      await button(page, "Send correction").click();
      await button(page, "Allow and send").click();
      await expect(page.getByText("Sent. Thank you.")).toBeVisible();
      await reopen(page);
      await button(page, "About feedback").click();
      const sent = page.getByRole("list", { name: "What you sent" }).getByRole("listitem");
      await expect(sent).toContainText(["9"]);
      await sent.getByRole("button", { name: "Delete 9" }).click();
      await expect(page.getByText("You have sent nothing, or deleted it all.")).toBeVisible();
    });

    test("that it is right is sent with one press, once allowed, and taken back", async ({
      page,
    }) => {
      await button(page, "It’s right").click();
      await button(page, "Allow and send").click();
      await button(page, "Delete it again").click();
      await expect(button(page, "It’s right")).toBeVisible();
      const sending = page.waitForResponse(feedbackRequests);
      await button(page, "It’s right").click();
      expect((await sending).status()).toBe(201);
      await expect(page.getByText("Sent. Thank you.")).toBeVisible();
    });

    test("nothing is sent before a person has allowed it", async ({ page }) => {
      const requests: string[] = [];
      page.on("request", (request) => requests.push(new URL(request.url()).pathname));
      await button(page, "It’s right").click();
      const dialog = page.getByRole("dialog", { name: "Help it read better?" });
      await expect(dialog).toContainText(/this is sent: the picture, what was read/);
      await expect(dialog).toContainText(new URL(page.url()).host);
      await dialog.getByRole("button", { name: "Not now" }).click();
      await expect(dialog).toBeHidden();
      await expect(button(page, "It’s right")).toBeFocused();
      expect(requests).not.toContain("/api/v1/feedback");
    });
  });
}

test("what was allowed can be stopped", async ({ page }) => {
  await button(page, "About feedback").click();
  await button(page, "Allow").click();
  await expect(page.getByText("You allow feedback to be sent")).toBeVisible();
  await button(page, "Stop allowing it").click();
  await expect(button(page, "Allow")).toBeVisible();
});

test("a server that keeps no feedback is no trouble, and is not asked again", async ({ page }) => {
  await page.route(feedbackRequests, (route) =>
    route.fulfill({
      status: 503,
      contentType: "application/problem+json",
      json: { title: "No storage", status: 503, detail: "This server keeps no feedback." },
    }),
  );
  await button(page, "It’s right").click();
  await button(page, "Allow and send").click();
  await expect(page.getByText("This server keeps no feedback.")).toBeVisible();
  await expect(button(page, "It’s right")).toBeHidden();
  await expect(numberOf(page)).toHaveText("7");
});
