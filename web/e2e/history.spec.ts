import { readFile } from "node:fs/promises";
import { type Download, expect, type Locator, type Page, test } from "@playwright/test";
import { screens } from "./devices";
import { boxesOf, canvasOf, cardsOf, clearButton, digitOf, numberOf, open, reopen } from "./page";
import { mousePen, write } from "./writing";

const historyButton = (page: Page): Locator => page.getByRole("button", { name: "History" });

const dialogOf = (page: Page): Locator => page.getByRole("dialog", { name: "History" });

const entriesOf = (page: Page): Locator =>
  dialogOf(page).getByRole("list", { name: "Readings" }).getByRole("listitem");

async function read(page: Page, number: string): Promise<void> {
  await write(number, canvasOf(page), mousePen(page));
  await expect(numberOf(page)).toHaveText(number);
}

/** A drawing that is left behind is in the history at once. */
async function readAndClear(page: Page, number: string): Promise<void> {
  await read(page, number);
  await clearButton(page).click();
  await expect(numberOf(page)).toHaveCount(0);
}

async function openHistory(page: Page, entries: number): Promise<void> {
  await expect(async () => {
    if (await dialogOf(page).isVisible()) await page.keyboard.press("Escape");
    await historyButton(page).click();
    await expect(entriesOf(page)).toHaveCount(entries, { timeout: 1_000 });
  }).toPass();
}

for (const [screen, device] of screens) {
  test.describe(screen, () => {
    test.use(device);

    test("what was read is listed, opened again, deleted and brought back", async ({ page }) => {
      await open(page);
      await readAndClear(page, "407");
      await readAndClear(page, "12");
      await openHistory(page, 2);
      await expect(entriesOf(page)).toContainText([/12.*\d% sure/, /407.*\d% sure/]);

      await entriesOf(page).nth(1).getByRole("button").first().click();
      await expect(dialogOf(page).getByRole("img", { name: "What was read" })).toBeVisible();
      await expect(dialogOf(page).locator("[data-slot=box]")).toHaveCount(3);
      await dialogOf(page).getByRole("button", { name: "Delete" }).click();
      await expect(entriesOf(page)).toContainText([/12/]);
      await expect(dialogOf(page).getByRole("button", { name: "Undo" })).toBeFocused();
      await page.keyboard.press("Enter");
      await expect(entriesOf(page)).toContainText([/12/, /407/]);

      await page.keyboard.press("Escape");
      await expect(dialogOf(page)).toBeHidden();
      await expect(historyButton(page)).toBeFocused();
    });
  });
}

test("is there on the next visit", async ({ page }) => {
  await open(page);
  await readAndClear(page, "7");
  await openHistory(page, 1);
  await reopen(page);
  await openHistory(page, 1);
});

test("a drawing that grows is one entry, with its corrections", async ({ page }) => {
  await open(page);
  await read(page, "40");
  await openHistory(page, 1);
  await page.keyboard.press("Escape");
  await digitOf(cardsOf(page).nth(0)).focus();
  await page.keyboard.press("9");
  await expect(async () => {
    await openHistory(page, 1);
    await expect(entriesOf(page)).toContainText([/90.*corrected, read as 40/], { timeout: 500 });
  }).toPass();
  expect(await boxesOf(page).count()).toBe(2);
});

test("can be deleted all at once, and brought back", async ({ page }) => {
  await open(page);
  await readAndClear(page, "4");
  await readAndClear(page, "7");
  await openHistory(page, 2);
  await dialogOf(page).getByRole("button", { name: "Delete all" }).click();
  await expect(dialogOf(page).getByText("Nothing yet.")).toBeVisible();
  await dialogOf(page).getByRole("button", { name: "Undo" }).click();
  await expect(entriesOf(page)).toHaveCount(2);
});

test("can be saved as a table, as JSON and as a picture", async ({ page }) => {
  await open(page);
  await readAndClear(page, "407");
  await openHistory(page, 1);

  const csv = await saved(page, "CSV");
  expect(csv.suggestedFilename()).toBe("digit-reader-history.csv");
  expect(await textOf(csv)).toMatch(/^time,text,.*\r\n[^,]+Z,407,407,0\.\d+,no,.*,multi\r\n$/);

  const json = JSON.parse(await textOf(await saved(page, "JSON")));
  expect(json).toMatchObject([{ text: "407", characters: [{ label: "4" }, {}, {}] }]);

  const sheet = await readFile(await (await saved(page, "PNG")).path());
  expect(sheet.subarray(1, 4).toString()).toBe("PNG");

  await entriesOf(page).first().getByRole("button").first().click();
  const picture = await saved(page, "PNG");
  expect(picture.suggestedFilename()).toMatch(/^digit-reader-407-.*\.png$/);
});

test("is not kept where a person does not want it", async ({ page }) => {
  await open(page);
  await historyButton(page).click();
  await dialogOf(page).getByRole("checkbox", { name: "Keep a history" }).uncheck();
  await expect(dialogOf(page).getByText("New readings are not kept.")).toBeVisible();
  await reopen(page);
  await readAndClear(page, "7");
  await historyButton(page).click();
  await expect(dialogOf(page).getByText("Nothing yet.")).toBeVisible();
  await expect(dialogOf(page).getByRole("checkbox")).not.toBeChecked();
});

test("lasts as long as the page where the browser keeps no databases", async ({ page }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    };
  });
  await open(page);
  await readAndClear(page, "7");
  await openHistory(page, 1);
  await expect(dialogOf(page).getByText("This browser keeps nothing for this page")).toBeVisible();
});

test("without a connection the page says that the list can’t be fetched, and goes on", async ({
  page,
  context,
}) => {
  await open(page);
  await context.setOffline(true);
  await historyButton(page).click();
  await expect(page.getByText("This part of the page could not be loaded.")).toBeVisible();
  await context.setOffline(false);
  await historyButton(page).click();
  await expect(dialogOf(page)).toBeVisible();
});

async function saved(page: Page, name: string): Promise<Download> {
  const download = page.waitForEvent("download");
  await dialogOf(page).getByRole("button", { name, exact: true }).click();
  return download;
}

async function textOf(download: Download): Promise<string> {
  return readFile(await download.path(), "utf8");
}
