import { defineConfig, devices } from "@playwright/test";
import { launchOptionsWith } from "./e2e/browser";
import { serverCommand, serverEnvironment } from "./e2e/server";

const port = Number(process.env.E2E_PORT ?? 8123);
const address = `http://127.0.0.1:${port}`;
/** As a phone shows it, still in Chromium. */
const { defaultBrowserType: _, ...phone } = devices["Pixel 7"];
const onPhonesOnly = "touch.spec.ts";
const onBoth = ["everyone.spec.ts", "look.spec.ts"];

export default defineConfig({
  testDir: "e2e",
  snapshotPathTemplate: "{testDir}/looks/{projectName}/{arg}{ext}",
  fullyParallel: true,
  workers: 2,
  forbidOnly: process.env.CI !== undefined,
  reporter: [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    baseURL: address,
    screenshot: "only-on-failure",
    launchOptions: launchOptionsWith(),
  },
  projects: [
    { name: "page", testMatch: "*.spec.ts", testIgnore: onPhonesOnly },
    { name: "phone", testMatch: [onPhonesOnly, ...onBoth], use: phone },
    { name: "pictures", testMatch: "pictures.ts" },
    { name: "bench", testDir: "bench", testMatch: "page.ts" },
  ],
  webServer: {
    command: serverCommand.join(" "),
    env: serverEnvironment(port),
    url: `${address}/readyz`,
    reuseExistingServer: false,
  },
});
