/** Prints Lighthouse's scores, 0 to 100, of the page at an address, on a phone and on a desktop. */

import { existsSync } from "node:fs";
import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";

const [address] = process.argv.slice(2);
const systemChromium = "/usr/bin/chromium";
const chrome = await launch({
  ...(existsSync(systemChromium) ? { chromePath: systemChromium } : {}),
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"],
});

const runs = 3;
const attempts = 6;

/** The run whose performance is the median of three; a run that the browser spoilt is repeated. */
async function scores(config) {
  const reports = [];
  for (let attempt = 0; attempt < attempts && reports.length < runs; attempt++) {
    const options = { port: chrome.port, output: "json", logLevel: "error" };
    const { lhr } = await lighthouse(address, options, config);
    if (lhr.runtimeError === undefined) reports.push(lhr);
    else console.error(lhr.runtimeError.message);
  }
  if (reports.length < runs) throw new Error(`Lighthouse failed in ${attempts} attempts.`);
  reports.sort((a, b) => a.categories.performance.score - b.categories.performance.score);
  const { categories, audits } = reports[Math.floor(runs / 2)];
  const failed = Object.values(audits).filter(({ score }) => score !== null && score < 0.9);
  return {
    scores: Object.fromEntries(
      Object.values(categories).map(({ title, score }) => [title, Math.round(score * 100)]),
    ),
    below: failed.map(({ id }) => id),
  };
}

try {
  console.log(JSON.stringify({ phone: await scores(), desktop: await scores(desktopConfig) }));
} finally {
  chrome.kill();
}
