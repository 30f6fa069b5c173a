import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import {
  canvasOf,
  clearButton,
  hintOf,
  numberOf,
  open,
  readRequests,
  sampleButton,
  undoButton,
} from "./page";
import { bmpFile, paperWith } from "./paper";
import { button, choosePictures, shownNumber, sourceOf } from "./picture-desk";
import { hatchingOn, mousePen } from "./writing";

/** What everybody needs: on a desktop and on a phone. */

type State = { readonly name: string; readonly reach: (page: Page) => Promise<void> };

const states: readonly State[] = [
  { name: "a blank paper", reach: async (page) => expect(hintOf(page)).toBeVisible() },
  { name: "a reading", reach: readSample },
  {
    name: "an unreadable mark, and the guide",
    reach: async (page) => {
      await page.getByRole("button", { name: "Guide lines" }).click();
      for (const way of await hatchingOn(canvasOf(page))) await mousePen(page)(way);
      await expect(numberOf(page)).toHaveText("?");
    },
  },
  {
    name: "a server that is away",
    reach: async (page) => {
      await page.route(readRequests, (route) => route.abort("connectionrefused"));
      await page.route("**/healthz", (route) => route.abort("connectionrefused"));
      await sampleButton(page).click();
      await expect(page.locator("[data-slot=server-banner]")).toBeVisible();
    },
  },
  {
    name: "the list of keys",
    reach: async (page) => {
      await page.getByRole("button", { name: "Keyboard" }).click();
      await expect(page.getByRole("dialog", { name: "Keyboard" })).toBeVisible();
    },
  },
  {
    name: "what the reader saw",
    reach: async (page) => {
      await readSample(page);
      await button(page, "What the reader saw").click();
      await expect(page.getByRole("list", { name: "What the reader saw" })).toBeVisible();
    },
  },
  {
    name: "the history",
    reach: async (page) => {
      await readSample(page);
      await clearButton(page).click();
      await button(page, "History").click();
      await expect(page.getByRole("list", { name: "Readings" })).toBeVisible();
    },
  },
  {
    name: "the question for feedback",
    reach: async (page) => {
      await readSample(page);
      await button(page, "It’s right").click();
      await expect(page.getByRole("dialog", { name: "Help it read better?" })).toBeVisible();
    },
  },
  { name: "pictures", reach: readPictures },
  {
    name: "a picture that is cropped",
    reach: async (page) => {
      await readPictures(page);
      await button(page, "Crop").click();
      await expect(button(page, "Read this part")).toBeVisible();
    },
  },
  {
    name: "a camera that is missing",
    reach: async (page) => {
      await sourceOf(page, "Camera").click();
      await expect(page.getByText(/No camera was found/)).toBeVisible();
    },
  },
];

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: "reduce" } });

    for (const { name, reach } of states) {
      test(`axe finds nothing in ${name}`, async ({ page }) => {
        await open(page);
        await reach(page);
        const { violations } = await new AxeBuilder({ page })
          .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
          .analyze();
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      });
    }

    test("axe finds nothing in the page for unknown addresses", async ({ page }) => {
      await page.goto("/unknown/");
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id }) => id)).toEqual([]);
    });
  });
}

test("the colors follow the system, or the choice, which is remembered without a flash", async ({
  page,
}) => {
  const dark = "rgb(19, 20, 24)";
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: "light" });
  await open(page);
  expect(await background()).not.toBe(dark);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(background).toBe(dark);
  await page.getByRole("radio", { name: "Light" }).check({ force: true });
  await expect.poll(background).not.toBe(dark);
  await page.getByRole("radio", { name: "Dark" }).check({ force: true });
  await page.emulateMedia({ colorScheme: "light" });
  await expect.poll(background).toBe(dark);

  // With the page's own code held back, only its first script can have chosen.
  await page.route("**/_next/static/**/*.js", (route) => route.abort());
  await page.reload();
  expect(await background()).toBe(dark);
});

test("ink shows on the paper in any colors", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await open(page);
  await readSample(page);
  expect(await inkIsDark(page)).toBe(true);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(() => inkIsDark(page)).toBe(false);
  await expect(numberOf(page)).toHaveText("407");
});

test("the keyboard reaches every control, in the order of the page", async ({ page }) => {
  await open(page);
  const visited: string[] = [];
  await page.locator("body").press("Tab");
  for (let stop = 0; stop < 40; stop++) {
    const label = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return null;
      const labels = element instanceof HTMLInputElement ? element.labels : null;
      return element.getAttribute("aria-label") ?? (labels?.[0] ?? element).textContent;
    });
    if (label === null) break;
    visited.push(label);
    await page.keyboard.press("Tab");
  }
  const inOrder = ["As the system", "Try a sample", "Pen", "Pen size", "Several digits"];
  const known = visited.filter((label) => inOrder.includes(label));
  expect(known).toEqual(inOrder);
  expect(visited).toEqual(expect.arrayContaining(["Guide lines", "Use it from your program"]));
});

test("the list of keys closes by Escape and gives the focus back", async ({ page }) => {
  await open(page);
  const opener = page.getByRole("button", { name: "Keyboard" });
  await opener.click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(opener).toBeFocused();
});

for (const { name, width, height } of [
  { name: "320 pixels wide", width: 320, height: 640 },
  { name: "200 % of a 1280 pixel window", width: 640, height: 400 },
  { name: "a phone on its side", width: 740, height: 360 },
]) {
  test(`${name}: nothing is cut off or lost`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await open(page);
    await readSample(page);
    await expectNothingOverflows(page);
    for (const control of [undoButton(page), page.getByTitle("Eraser"), numberOf(page)]) {
      await control.scrollIntoViewIfNeeded();
      await expect(control).toBeInViewport();
    }
  });
}

test("from right to left the page mirrors, and nothing overflows", async ({ page }) => {
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (document.documentElement === null) return;
      document.documentElement.dir = "rtl";
      observer.disconnect();
    }).observe(document, { childList: true });
  });
  await open(page);
  await readSample(page);
  await expectNothingOverflows(page);
  const heading = await page.getByRole("heading", { level: 1 }).boundingBox();
  const themes = await page.getByRole("group", { name: "Colors" }).boundingBox();
  expect(heading?.x ?? 0).toBeGreaterThan(themes?.x ?? 0);
});

test("targets are large enough for a finger", async ({ page }) => {
  await open(page);
  await readSample(page);
  const small = await page.evaluate(() =>
    Array.from(document.querySelectorAll("main button, label, input[type=range]"))
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.height > 0 && (box.height < 44 || box.width < 44))
      .map(({ element }) => element.outerHTML),
  );
  expect(small).toEqual([]);
});

test("the system’s own colors leave everything to be seen", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await open(page);
  await readSample(page);
  const chosen = page.locator("label:has(:checked)").first();
  await expect(chosen).toHaveCSS("outline-style", "solid");
});

async function readPictures(page: Page): Promise<void> {
  const [number, nothing] = [paperWith("407", 480, 320, 120), paperWith("", 480, 320, 120)];
  await choosePictures(page, bmpFile("407.bmp", number), bmpFile("empty.bmp", nothing));
  await expect(shownNumber(page)).toHaveText("407");
}

async function readSample(page: Page): Promise<void> {
  await sampleButton(page).click();
  await expect(numberOf(page)).toHaveText("407");
}

async function inkIsDark(page: Page): Promise<boolean> {
  return canvasOf(page).evaluate((canvas: HTMLCanvasElement) => {
    const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
    if (pixels === undefined) throw new Error("The canvas shows nothing.");
    const solid = pixels.findIndex((value, index) => index % 4 === 3 && value === 255);
    return (pixels[solid - 3] ?? 0) < 128;
  });
}

async function expectNothingOverflows(page: Page): Promise<void> {
  const wide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect(wide).toBeLessThanOrEqual(0);
}
