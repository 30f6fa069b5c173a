import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { canvasOf, numberOf, open, readRequests, sampleButton } from "./page";
import { hatchingOn, mousePen } from "./writing";

/**
 * How the page looks, in each project's window, by day and by night. After a change that is meant:
 * `npm run e2e -- look --update-snapshots`, and look at what it wrote.
 */

const tolerance = {
  threshold: 0.1,
  maxDiffPixelRatio: 0.005,
  animations: "disabled",
  scale: "css",
} as const;

// The page's own font is the system's. So that pictures of two machines can be compared, they are
// taken with a font that comes with the tests.
const font = readFileSync(
  path.join(
    import.meta.dirname,
    "../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  ),
).toString("base64");
test.use({ bypassCSP: true, contextOptions: { reducedMotion: "reduce" } });

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test.beforeEach(async ({ page }) => {
      await open(page);
      await page.addStyleTag({
        content: `@font-face { font-family: "Test"; src: url("data:font/woff2;base64,${font}");
          font-weight: 100 900; } * { font-family: "Test" !important; }`,
      });
      await page.evaluate(() => document.fonts.load("600 16px Test"));
    });

    test("a blank paper", async ({ page }) => {
      await expectLook(page, `blank-${colorScheme}`);
    });

    test("a reading, with the guide", async ({ page }) => {
      await page.getByRole("button", { name: "Guide lines" }).click();
      await sampleButton(page).click();
      await expect(numberOf(page)).toHaveText("407");
      await expectLook(page, `reading-${colorScheme}`);
    });

    test("an unreadable mark", async ({ page }) => {
      for (const way of await hatchingOn(canvasOf(page))) await mousePen(page)(way);
      await expect(numberOf(page)).toHaveText("?");
      await expectLook(page, `unreadable-${colorScheme}`);
    });

    test("a server that is away", async ({ page }) => {
      await page.route(readRequests, (route) => route.abort("connectionrefused"));
      await page.route("**/healthz", (route) => route.abort("connectionrefused"));
      await sampleButton(page).click();
      await expect(page.locator("[data-slot=server-banner]")).toBeVisible();
      await expectLook(page, `away-${colorScheme}`);
    });
  });
}

async function expectLook(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await expect(page).toHaveScreenshot(`${name}.png`, tolerance);
}
