import { expect, test } from "@playwright/test";
import { awayBanner, canvasOf, cardsOf, hintOf, numberOf, readRequests } from "./page";
import { freePort, type RunningServer, startServer } from "./server";
import { hatchingOn, mousePen, write } from "./writing";

let ownServer: RunningServer | null = null;

test.afterEach(async () => {
  await ownServer?.stop();
  ownServer = null;
});

test("while the server is away the drawing waits, and is read when it is back", async ({
  page,
}) => {
  const port = await freePort();
  ownServer = await startServer(port);
  await page.goto(`http://127.0.0.1:${port}/`);
  await ownServer.stop();

  await write("407", canvasOf(page), mousePen(page));
  await expect(awayBanner(page)).toBeVisible();
  await expect(awayBanner(page).getByRole("button", { name: "Try again" })).toBeVisible();
  await expect(hintOf(page)).toBeHidden();

  ownServer = await startServer(port);
  await expect(numberOf(page)).toHaveText("407", { timeout: 20_000 });
  await expect(awayBanner(page)).toBeHidden();
});

test("“Try again” reads as soon as the server is back", async ({ page }) => {
  await page.clock.install({ time: 0 });
  await page.goto("/");
  // With the clock at rest the page cannot try again by itself.
  await page.clock.pauseAt(60_000);
  await page.route(readRequests, (route) => route.abort("connectionrefused"), { times: 1 });
  await write("7", canvasOf(page), mousePen(page));
  await expect(awayBanner(page)).toBeVisible();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(numberOf(page)).toHaveText("7");
});

test("a busy server is asked again after the time it names", async ({ page }) => {
  await page.goto("/");
  const busy = { status: 429, headers: { "Retry-After": "1" }, body: "{}" };
  await page.route(readRequests, (route) => route.fulfill(busy), { times: 1 });
  await write("7", canvasOf(page), mousePen(page));
  await expect(page.getByText("The server is busy.").first()).toBeVisible();
  await expect(numberOf(page)).toHaveText("7");
});

test("a refusal is told in the server’s words", async ({ page }) => {
  await page.goto("/");
  await page.route(readRequests, (route) =>
    route.fulfill({
      status: 413,
      contentType: "application/problem+json",
      json: { title: "Too large", status: 413, detail: "The image has too many pixels." },
    }),
  );
  await write("7", canvasOf(page), mousePen(page));
  await expect(page.getByText("The image has too many pixels.").first()).toBeVisible();
  await expect(numberOf(page)).toHaveCount(0);
});

test("a mark that can’t be read is shown as such", async ({ page }) => {
  await page.goto("/");
  const pen = mousePen(page);
  for (const way of await hatchingOn(canvasOf(page))) await pen(way);
  await expect(numberOf(page)).toHaveText("?");
  await expect(cardsOf(page)).toHaveText([/can’t be read/]);
});
