import { expect, test } from "@playwright/test";
import { awayBanner, canvasOf, cardsOf, hintOf, numberOf, open, readRequests } from "./page";
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
  await open(page, `http://127.0.0.1:${port}/`);
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
  await open(page);
  // With the clock at rest the page cannot try again by itself.
  await page.clock.pauseAt(60_000);
  await page.route(readRequests, (route) => route.abort("connectionrefused"), { times: 1 });
  await write("7", canvasOf(page), mousePen(page));
  await expect(awayBanner(page)).toBeVisible();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(numberOf(page)).toHaveText("7");
});

test("a busy server is asked again after the time it names", async ({ page }) => {
  await open(page);
  const busy = { status: 429, headers: { "Retry-After": "1" }, body: "{}" };
  await page.route(readRequests, (route) => route.fulfill(busy), { times: 1 });
  await write("7", canvasOf(page), mousePen(page));
  await expect(page.getByText("The server is busy.").first()).toBeVisible();
  await expect(numberOf(page)).toHaveText("7");
});

test("the wait for a busy server is counted for the eye, not for the ear", async ({ page }) => {
  await page.clock.install({ time: 0 });
  await open(page);
  await page.clock.pauseAt(60_000);
  const busy = { status: 503, headers: { "Retry-After": "7" }, body: "{}" };
  await page.route(readRequests, (route) => route.fulfill(busy), { times: 1 });
  await write("7", canvasOf(page), mousePen(page));
  const said = page.getByRole("status").filter({ hasText: "The server is busy." });
  const before = await said.textContent();
  await expect(page.getByText(/Next try in [789] seconds\./)).toBeVisible();
  await page.clock.runFor(4_000);
  await expect(page.getByText(/Next try in [345] seconds\./)).toBeVisible();
  expect(await said.textContent()).toBe(before);
});

test("after a few tries in vain the page waits to be told", async ({ page }) => {
  await page.clock.install({ time: 0 });
  await open(page);
  await page.clock.pauseAt(60_000);
  await page.route("**/{api/v1/read,healthz}", (route) => route.abort("connectionrefused"));
  await write("7", canvasOf(page), mousePen(page));
  await expect(page.getByText(/Next try in/)).toBeVisible();
  await expect(async () => {
    await page.clock.runFor(10_000);
    await expect(page.getByText("The server still can’t be reached.").first()).toBeVisible({
      timeout: 100,
    });
  }).toPass();
  await expect(page.getByText(/Next try/)).toBeHidden();
  await page.unroute("**/{api/v1/read,healthz}");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(numberOf(page)).toHaveText("7");
});

test("without a connection the page says so, keeps the answer, and goes on by itself", async ({
  page,
  context,
}) => {
  await open(page);
  await write("40", canvasOf(page), mousePen(page));
  await expect(numberOf(page)).toHaveText("40");
  await context.setOffline(true);
  const offline = page.getByRole("status").filter({ hasText: "You are offline." });
  await expect(offline).toBeVisible();
  await expect(numberOf(page)).toHaveText("40");
  await page.getByText("One digit").click();
  await expect(numberOf(page)).toHaveCount(0);
  await context.setOffline(false);
  await expect(offline).toBeHidden();
  await expect(cardsOf(page)).toHaveCount(1);
});

for (const { status, says } of [
  { status: 400, says: /empty or damaged/ },
  { status: 413, says: /too large\. Crop it or make it smaller/ },
  { status: 415, says: /Use a photo or a picture file/ },
  { status: 422, says: /Load the page again/ },
]) {
  test(`a refusal with ${status} says what to do, and what the server said`, async ({ page }) => {
    await open(page);
    await page.route(readRequests, (route) =>
      route.fulfill({
        status,
        contentType: "application/problem+json",
        json: { title: "Refused", status, detail: "The server’s own words." },
      }),
    );
    await write("7", canvasOf(page), mousePen(page));
    await expect(page.getByText(says).first()).toBeVisible();
    await expect(page.getByText("The server’s own words.").first()).toBeVisible();
    await expect(numberOf(page)).toHaveCount(0);
  });
}

test("a mark that can’t be read is shown as such", async ({ page }) => {
  await open(page);
  const pen = mousePen(page);
  for (const way of await hatchingOn(canvasOf(page))) await pen(way);
  await expect(numberOf(page)).toHaveText("?");
  await expect(cardsOf(page)).toHaveText([/can’t be read/]);
});
