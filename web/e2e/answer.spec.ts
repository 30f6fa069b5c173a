import { expect, type Locator, type Page, test } from "@playwright/test";
import { screens } from "./devices";
import { frameOf } from "./frames";
import {
  boxesOf,
  canvasOf,
  cardsOf,
  clearButton,
  digitOf,
  numberOf,
  open,
  readRequests,
} from "./page";
import { hatchingOn, mousePen, write } from "./writing";

const alternativesOf = (card: Locator): Locator =>
  card.getByRole("button", { name: /^It is \d \(/ });

const takeBackOf = (card: Locator): Locator =>
  card.getByRole("button", { name: "Take the correction back" });

const copyButton = (page: Page): Locator => page.getByRole("button", { name: "Copy" });

const livePart = (page: Page): Locator => page.locator("[aria-live=polite]");

async function read(page: Page, number: string): Promise<void> {
  await open(page);
  await write(number, canvasOf(page), mousePen(page));
  await expect(numberOf(page)).toHaveText(number);
}

for (const [screen, device] of screens) {
  test.describe(screen, () => {
    test.use(device);

    test("an alternative is one tap away, and can be taken back", async ({ page }) => {
      await read(page, "407");
      const card = cardsOf(page).nth(0);
      const alternative = alternativesOf(card).first();
      const label = (await alternative.innerText()).charAt(0);
      await alternative.click();
      await expect(numberOf(page)).toHaveText(`${label}07`);
      await expect(card).toContainText("read as 4");
      await expect(page.getByText("Corrected. It read 407.")).toBeVisible();
      await expect(livePart(page)).toHaveText(`Corrected to ${label}07.`);
      await takeBackOf(card).click();
      await expect(numberOf(page)).toHaveText("407");
    });

    test("any digit can be chosen, and none", async ({ page }) => {
      await read(page, "407");
      const card = cardsOf(page).nth(1);
      await digitOf(card).click();
      await card.getByRole("button", { name: "It is 3", exact: true }).click();
      await expect(numberOf(page)).toHaveText("437");
      await expect(digitOf(card)).toBeFocused();
      await digitOf(card).click();
      await card.getByRole("button", { name: "No digit" }).click();
      await expect(numberOf(page)).toHaveText("47");
      await takeBackOf(card).click();
      await expect(numberOf(page)).toHaveText("407");
    });

    test("a mark that can’t be read can be named", async ({ page }) => {
      await open(page);
      const pen = mousePen(page);
      for (const way of await hatchingOn(canvasOf(page))) await pen(way);
      await expect(numberOf(page)).toHaveText("?");
      await digitOf(cardsOf(page).first()).click();
      await page.getByRole("button", { name: "It is 8", exact: true }).click();
      await expect(numberOf(page)).toHaveText("8");
      await expect(cardsOf(page)).toContainText(["could not be read"]);
    });

    test("the controls of the answer are large enough for a thumb", async ({ page }) => {
      await read(page, "407");
      for (const button of await page
        .getByRole("region", { name: "Reading" })
        .getByRole("button")
        .all()) {
        const { width, height } = await frameOf(button);
        expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
      }
    });
  });
}

test("the keyboard corrects the digit that has the focus, and walks from card to card", async ({
  page,
}) => {
  await read(page, "407");
  await digitOf(cardsOf(page).nth(0)).focus();
  await page.keyboard.press("9");
  await expect(numberOf(page)).toHaveText("907");
  await page.keyboard.press("ArrowDown");
  await expect(digitOf(cardsOf(page).nth(1))).toBeFocused();
  await page.keyboard.press("Delete");
  await expect(numberOf(page)).toHaveText("97");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Escape");
  await expect(numberOf(page)).toHaveText("47");
});

test("a digit of the number leads to its card", async ({ page }) => {
  await read(page, "407");
  await numberOf(page).getByText("7", { exact: true }).hover();
  await expect(boxesOf(page).nth(2)).toHaveAttribute("data-highlighted", "true");
  await numberOf(page).getByText("7", { exact: true }).click();
  await page.keyboard.press("1");
  await expect(numberOf(page)).toHaveText("401");
});

test("a correction stays while more is drawn, and ends with the drawing", async ({ page }) => {
  await read(page, "407");
  await digitOf(cardsOf(page).nth(0)).focus();
  await page.keyboard.press("9");
  const seven = await frameOf(boxesOf(page).nth(2));
  const right = seven.x + seven.width * 1.35;
  await mousePen(page)([
    [right, seven.y],
    [right, seven.y + seven.height / 2],
    [right, seven.y + seven.height],
  ]);
  await expect(numberOf(page)).toHaveText("9071");
  await clearButton(page).click();
  await write("407", canvasOf(page), mousePen(page));
  await expect(numberOf(page)).toHaveText("407");
});

test("a doubtful digit is marked in words, in the number and in the picture", async ({ page }) => {
  await page.route(readRequests, async (route) => {
    const answer = await route.fetch();
    const reading = await answer.json();
    const [, second] = reading.characters;
    if (second !== undefined) second.confidence = 0.61;
    await route.fulfill({ response: answer, json: reading });
  });
  await read(page, "407");
  await expect(cardsOf(page).nth(1)).toContainText("doubtful");
  await expect(cardsOf(page).nth(0)).not.toContainText("doubtful");
  await expect(page.getByText("Dotted: less than 90% sure.")).toBeVisible();
  await expect(numberOf(page).getByText("0", { exact: true })).toHaveCSS(
    "text-decoration-style",
    "dotted",
  );
  await expect(boxesOf(page).nth(1)).not.toHaveCSS("stroke-dasharray", "none");
});

test("of a long page the doubtful digits are shown, all when asked for, in their lines", async ({
  page,
}) => {
  await page.route(readRequests, (route) => route.fulfill({ json: pageOf20Lines() }));
  await open(page);
  await write("4", canvasOf(page), mousePen(page));
  await expect(cardsOf(page)).toHaveCount(2);
  await expect(page.getByText("2 of 160 are worth a look.")).toBeVisible();
  expect((await numberOf(page).innerText()).split("\n")).toHaveLength(20);
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(cardsOf(page)).toHaveCount(160);
});

test.describe("copying", () => {
  test.use({ permissions: ["clipboard-read", "clipboard-write"] });

  const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

  test("takes one click, and gives the number as corrected", async ({ page }) => {
    await read(page, "7");
    await copyButton(page).click();
    await expect(page.getByText("Copied")).toBeVisible();
    expect(await clipboard(page)).toBe("7");
    await digitOf(cardsOf(page).nth(0)).focus();
    await page.keyboard.press("9");
    await copyButton(page).click();
    await expect.poll(() => clipboard(page)).toBe("9");
  });

  test("takes one key", async ({ page }) => {
    await read(page, "7");
    await page.keyboard.press("ControlOrMeta+c");
    await expect(page.getByText("Copied")).toBeVisible();
    expect(await clipboard(page)).toBe("7");
  });

  test("works without HTTPS too, where pages have no clipboard of their own", async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, "clipboard", { get: () => undefined });
    });
    await read(page, "7");
    await copyButton(page).click();
    await expect(page.getByText("Copied")).toBeVisible();
    await expect(copyButton(page)).toBeFocused();
    await page.evaluate(() => document.body.append(document.createElement("textarea")));
    await page.locator("textarea").focus();
    await page.keyboard.press("ControlOrMeta+v");
    await expect(page.locator("textarea")).toHaveValue("7");
  });

  test("says so where the browser refuses", async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, "clipboard", { get: () => undefined });
      document.execCommand = () => false;
    });
    await read(page, "7");
    await copyButton(page).click();
    await expect(page.getByText("Select the number and copy it.")).toBeVisible();
  });
});

test.describe("while an answer is awaited", () => {
  const oldNumber = (page: Page): Locator => page.locator("[data-slot=old-number]");

  test("the old number is dimmed, soon hidden, and nothing moves", async ({ page }) => {
    await page.clock.install({ time: 0 });
    await read(page, "407");
    await page.clock.pauseAt(60_000);
    const before = await frameOf(page.getByRole("region", { name: "Reading" }));
    await page.mouse.down();
    await expect(numberOf(page)).toHaveCount(0);
    await expect(oldNumber(page)).toBeVisible();
    await expect(page.locator("section[aria-busy=true]")).toBeVisible();
    await expect(cardsOf(page)).toHaveCount(0);
    await page.clock.runFor(500);
    await expect(oldNumber(page)).toBeHidden();
    expect(await frameOf(page.getByRole("region", { name: "Reading" }))).toEqual(before);
  });

  test("what comes is spoken once it has settled, and not all that was passed", async ({
    page,
  }) => {
    await open(page);
    const spoken = await page.evaluateHandle(() => {
      const texts: string[] = [];
      const live = document.querySelector("[aria-live=polite]");
      if (live === null) throw new Error("There is no live region.");
      new MutationObserver(() => texts.push(live.textContent ?? "")).observe(live, {
        subtree: true,
        childList: true,
        characterData: true,
      });
      return texts;
    });
    await page.clock.install();
    await write("407", canvasOf(page), mousePen(page));
    await expect(numberOf(page)).toHaveText("407");
    await page.clock.runFor(2_000);
    await expect(livePart(page)).toHaveText(/^It reads 407,/);
    expect(await spoken.jsonValue()).toHaveLength(1);
  });
});

test.describe("what the reader saw", () => {
  const show = (page: Page) => page.getByRole("button", { name: "What the reader saw" });

  test("is not sent until somebody wants to see it", async ({ page }) => {
    const answer = page.waitForResponse(readRequests).then((response) => response.json());
    await read(page, "7");
    const { characters } = await answer;
    expect(characters).toHaveLength(1);
    expect(characters[0]).not.toHaveProperty("glyph");
  });

  test("is shown for each character", async ({ page }) => {
    await read(page, "407");
    await show(page).click();
    const glyphs = page.getByRole("list", { name: "What the reader saw" }).getByRole("img");
    await expect(glyphs).toHaveCount(3);
    await expect(glyphs.first()).toHaveAccessibleName("Seen as 4");
    const side = await glyphs
      .first()
      .evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0));
    expect(side).toBeGreaterThan(8);
    await glyphs.nth(1).hover();
    await expect(boxesOf(page).nth(1)).toHaveAttribute("data-highlighted", "true");
  });

  test("is not there on a server that does not show it", async ({ page }) => {
    await page.route(readRequests, async (route) => {
      const answer = await route.fetch();
      const reading = await answer.json();
      for (const character of reading.characters) delete character.glyph;
      await route.fulfill({ response: answer, json: reading });
    });
    await read(page, "407");
    await show(page).click();
    await expect(page.getByText("This server does not show what the reader saw.")).toBeVisible();
  });
});

function pageOf20Lines(): object {
  const lines = Array.from({ length: 20 }, (_, line) => `${20250100 + line}`);
  const characters = lines.flatMap((text, line) =>
    Array.from(text, (label, column) => ({
      label,
      line,
      confidence: line === 3 && column < 2 ? 0.6 : 0.99,
      box: { x: 20 + column * 20, y: 10 + line * 12, width: 12, height: 10 },
      alternatives: [{ label: "7", confidence: 0.01 }],
    })),
  );
  return {
    text: lines.join("\n"),
    confidence: 0.8,
    characters,
    image: { width: 200, height: 260 },
  };
}
