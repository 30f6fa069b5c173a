import { expect, type Locator, type Page } from "@playwright/test";
import type { GivenFile } from "./paper";

/** Where things are on the picture desk, beside which the hidden drawing still exists. */

export const sourceOf = (page: Page, name: "Draw" | "Picture" | "Camera"): Locator =>
  page.getByRole("group", { name: "Where the number comes from" }).getByText(name);

export const shownNumber = (page: Page): Locator =>
  page.locator("[data-slot=number]").filter({ visible: true });

export const shownCards = (page: Page): Locator =>
  page.getByRole("list", { name: "Characters" }).getByRole("listitem");

export const shownBoxes = (page: Page): Locator =>
  page.locator("[data-slot=box]").filter({ visible: true });

export const pictureOf = (page: Page): Locator => page.locator("[data-slot=picture]");

export const itemsOf = (page: Page): Locator =>
  page.getByRole("list", { name: "Your pictures" }).getByRole("button", { name: /^Show / });

export const button = (page: Page, name: string): Locator =>
  page.getByRole("button", { name, exact: true });

export async function choosePictures(page: Page, ...files: readonly GivenFile[]): Promise<void> {
  await sourceOf(page, "Picture").click();
  await page
    .locator("input[type=file]")
    .first()
    .setInputFiles([...files]);
}

/** A paste or drop anywhere on the page, as the browser reports it. */
export async function give(
  page: Page,
  kind: "paste" | "drop",
  ...files: readonly GivenFile[]
): Promise<void> {
  const given = files.map(({ name, mimeType, buffer }) => ({
    name,
    type: mimeType,
    base64: buffer.toString("base64"),
  }));
  await page.evaluate(
    ([how, list]) => {
      const transfer = new DataTransfer();
      for (const { name, type, base64 } of list) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        transfer.items.add(new File([bytes], name, { type }));
      }
      const event =
        how === "paste"
          ? new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true })
          : new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true });
      document.body.dispatchEvent(event);
    },
    [kind, given] as const,
  );
}

export async function expectPictureShape(page: Page, shape: number): Promise<void> {
  await expect
    .poll(async () => {
      const frame = await pictureOf(page).boundingBox();
      return frame === null ? 0 : frame.width / frame.height;
    })
    .toBeCloseTo(shape, 1);
}
