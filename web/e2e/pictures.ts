import path from "node:path";
import { expect, test } from "@playwright/test";
import { canvasOf, numberOf, open } from "./page";
import { mousePen, write } from "./writing";

/** Pictures of the running page for the README, made by `npm run pictures`. */

const folder = path.resolve(
  process.env.PICTURES_DIR ?? path.join(import.meta.dirname, "..", "..", "docs", "pictures"),
);

for (const { name, width, height } of [
  { name: "wide", width: 1120, height: 700 },
  { name: "narrow", width: 390, height: 844 },
]) {
  test(name, async ({ browser, baseURL }) => {
    const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: 2 });
    await open(page, baseURL ?? "/");
    await write("407", canvasOf(page), mousePen(page));
    await expect(numberOf(page)).toHaveText("407");
    await page.mouse.move(0, 0);
    await page.screenshot({
      path: path.join(folder, `reading-407-${name}.png`),
      animations: "disabled",
    });
    await page.close();
  });
}
