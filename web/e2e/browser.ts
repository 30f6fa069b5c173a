import { existsSync } from "node:fs";

const systemChromium = "/usr/bin/chromium";

/** How the tests start their browser: the system's, where there is one. */
export function launchOptionsWith(...args: readonly string[]) {
  return {
    ...(existsSync(systemChromium) ? { executablePath: systemChromium } : {}),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--no-first-run",
      ...args,
    ],
  };
}
