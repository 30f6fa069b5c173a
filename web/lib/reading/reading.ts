import type { Size } from "../ink/stroke";
import { isRecord } from "../is-record";

/** What `POST /api/v1/read` answers, as far as the page uses it. */
export type Reading = {
  readonly text: string;
  readonly confidence: number;
  readonly characters: readonly Character[];
  /** Of the upright image, in the pixels that the boxes count in. */
  readonly image: Size;
};

export type Character = {
  /** `null` where the reader declines to name the mark. */
  readonly label: string | null;
  readonly confidence: number;
  readonly box: Box;
  readonly alternatives: readonly Alternative[];
  /** The picture that the classifier saw, as a data URL, where it was asked for. */
  readonly glyph?: string;
};

export type Alternative = { readonly label: string; readonly confidence: number };

export type Box = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export type Mode = "single" | "multi";

export function isReading(value: unknown): value is Reading {
  return (
    isRecord(value) &&
    typeof value.text === "string" &&
    isProbability(value.confidence) &&
    isListOf(value.characters, isCharacter) &&
    isSize(value.image)
  );
}

function isCharacter(value: unknown): value is Character {
  return (
    isRecord(value) &&
    (value.label === null || typeof value.label === "string") &&
    isProbability(value.confidence) &&
    isBox(value.box) &&
    isListOf(value.alternatives, isAlternative) &&
    (value.glyph === undefined || isPicture(value.glyph))
  );
}

function isAlternative(value: unknown): value is Alternative {
  return isRecord(value) && typeof value.label === "string" && isProbability(value.confidence);
}

function isPicture(value: unknown): value is string {
  return typeof value === "string" && value.startsWith("data:image/png;base64,");
}

function isBox(value: unknown): value is Box {
  return isRecord(value) && [value.x, value.y, value.width, value.height].every(Number.isFinite);
}

function isSize(value: unknown): value is Size {
  return isRecord(value) && isLength(value.width) && isLength(value.height);
}

function isLength(value: unknown): value is number {
  return typeof value === "number" && value > 0 && Number.isFinite(value);
}

function isProbability(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= 1;
}

function isListOf<Item>(
  value: unknown,
  isItem: (item: unknown) => item is Item,
): value is readonly Item[] {
  return Array.isArray(value) && value.every(isItem);
}
