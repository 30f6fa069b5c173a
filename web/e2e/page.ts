import type { Locator, Page } from "@playwright/test";

/** Where things are on the page, named once. */

export const canvasOf = (page: Page): Locator => page.locator("[data-slot=ink]");

export const numberOf = (page: Page): Locator => page.locator("[data-slot=number]");

export const cardsOf = (page: Page): Locator =>
  page.getByRole("list", { name: "Characters" }).getByRole("listitem");

export const boxesOf = (page: Page): Locator => page.locator("[data-slot=box]");

export const hintOf = (page: Page): Locator => page.getByText("Draw a number", { exact: true });

export const undoButton = (page: Page): Locator => page.getByRole("button", { name: "Undo" });

export const redoButton = (page: Page): Locator => page.getByRole("button", { name: "Redo" });

export const sampleButton = (page: Page): Locator =>
  page.getByRole("button", { name: "Try a sample" });

export const eraser = (page: Page): Locator => page.getByRole("radio", { name: "Eraser" });

export const clearButton = (page: Page): Locator => page.getByRole("button", { name: "Clear" });

export const awayBanner = (page: Page): Locator =>
  page.locator("[data-slot=server-banner]", { hasText: "The server can’t be reached." });

export const readRequests = "**/api/v1/read";

/** The digit of a card, which corrects it. */
export const digitOf = (card: Locator): Locator => card.locator("[data-slot=digit]");
