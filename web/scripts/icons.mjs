/** Draws the icons that a phone wants as PNG from app/icon.svg, by `npm run icons`. */

import { existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";

const web = path.join(import.meta.dirname, "..");
const icons = path.join(web, "public", "icons");
const systemChromium = "/usr/bin/chromium";
const svg = readFileSync(path.join(web, "app", "icon.svg"), "utf8");
/** To the edges: whoever shows it cuts the corners in his own way. */
const square = svg.replace(' rx="9"', "");
/** With the safe zone around the sign that a mask may cut away. */
const maskable = square.replace(
  "<path ",
  '<path transform="translate(16 16) scale(.8) translate(-16 -16)" ',
);

mkdirSync(icons, { recursive: true });
const browser = await chromium.launch({
  ...(existsSync(systemChromium) ? { executablePath: systemChromium } : {}),
  args: ["--no-sandbox", "--disable-gpu"],
});
for (const { file, size, source } of [
  { file: path.join(icons, "192.png"), size: 192, source: svg },
  { file: path.join(icons, "512.png"), size: 512, source: svg },
  { file: path.join(icons, "maskable-512.png"), size: 512, source: maskable },
  { file: path.join(web, "app", "apple-icon.png"), size: 180, source: square },
]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>body { margin: 0 } svg { display: block; width: 100vw; height: 100vh }</style>${source}`,
  );
  await page.screenshot({ path: file, omitBackground: true });
  await page.close();
}
await browser.close();
