import { existsSync } from "node:fs";
import { defineConfig, devices } from "@playwright/test";
import { serverCommand, serverEnvironment } from "./e2e/server";

const port = Number(process.env.E2E_PORT ?? 8123);
const address = `http://127.0.0.1:${port}`;
const systemChromium = "/usr/bin/chromium";

export default defineConfig({
  testDir: "e2e",
  fullyParallel: true,
  forbidOnly: process.env.CI !== undefined,
  reporter: [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    baseURL: address,
    screenshot: "only-on-failure",
    launchOptions: {
      ...(existsSync(systemChromium) ? { executablePath: systemChromium } : {}),
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
    },
  },
  projects: [
    { name: "page", testMatch: "*.spec.ts" },
    { name: "pictures", testMatch: "pictures.ts" },
  ],
  webServer: {
    command: serverCommand.join(" "),
    env: serverEnvironment(port),
    url: `${address}/readyz`,
    reuseExistingServer: false,
  },
});
