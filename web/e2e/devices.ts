import { devices } from "@playwright/test";

const { defaultBrowserType: _, ...pixel } = devices["Pixel 7"];

/** The same tests hold on each of these. */
export const screens = [
  ["on a desktop", {}],
  ["on a phone", pixel],
] as const;
