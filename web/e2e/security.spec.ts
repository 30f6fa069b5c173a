import { expect, type Page, test } from "@playwright/test";
import { canvasOf, cardsOf, numberOf, open } from "./page";
import { mousePen, write } from "./writing";

test("the page draws and reads with nothing refused by its policy", async ({ page }) => {
  const complaints = await recordComplaints(page);
  const answer = await page.goto("/");
  expect(answer?.headers()["content-security-policy"]).toContain("'sha256-");
  expect(answer?.headers()["content-security-policy"]).not.toContain("unsafe");
  await write("407", canvasOf(page), mousePen(page));
  await expect(numberOf(page)).toHaveText("407");
  await expect(cardsOf(page)).toHaveCount(3);
  await cardsOf(page).nth(0).hover();
  expect(complaints).toEqual([]);
});

test("the page for unknown addresses is not refused anything either", async ({ page }) => {
  const complaints = await recordComplaints(page);
  await page.goto("/unknown/");
  await page.getByRole("link").first().click();
  await expect(canvasOf(page)).toBeVisible();
  // The browser itself tells that the address was unknown.
  const ours = complaints.filter((complaint) => !complaint.includes("status of 404"));
  expect(ours).toEqual([]);
});

test("a script that somebody slips into the page is refused", async ({ page }) => {
  const complaints = await recordComplaints(page);
  await open(page);
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "document.title = 'Taken over';";
    document.body.append(script);
  });
  await expect.poll(() => complaints.join()).toContain("script-src-elem refused inline");
  await expect(page).toHaveTitle("Digit Reader");
});

test("the documentation shows and tries the API with nothing refused", async ({ page }) => {
  const complaints = await recordComplaints(page);
  await page.goto("/docs");
  const alive = page.locator("#operations-health-healthz_healthz_get");
  await alive.getByRole("button").first().click();
  await alive.getByRole("button", { name: "Try it out" }).click();
  await alive.getByRole("button", { name: "Execute" }).click();
  await expect(alive.locator(".live-responses-table")).toContainText("200");
  await page.locator("#operations-reading-read_api_v1_read_post button").first().click();
  await expect(
    page.locator("#operations-reading-read_api_v1_read_post table").first(),
  ).toBeVisible();
  expect(complaints).toEqual([]);
});

/** All errors in the console and all that the policy refuses, from now on. */
async function recordComplaints(page: Page): Promise<readonly string[]> {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`${event.effectiveDirective} refused ${event.blockedURI}`);
    });
  });
  return complaints;
}
