import { expect, type Locator, type Page } from "@playwright/test";

/** Where things are on the page, named once. */

export const canvasOf = (page: Page): Locator => page.locator("[data-slot=ink]");

/** Opens the page and waits until it takes what people do, a moment after it is seen. */
export async function open(page: Page, address = "/"): Promise<void> {
  await page.goto(address);
  await expectAlive(page);
}

export async function reopen(page: Page): Promise<void> {
  await page.reload();
  await expectAlive(page);
}

const expectAlive = (page: Page): Promise<void> =>
  expect(canvasOf(page)).toHaveAttribute("aria-busy", "false");

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
