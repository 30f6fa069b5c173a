import { createObservable, type Observable } from "../observable";
import type { Box, Character, Reading } from "../reading/reading";

/** What a person says that characters are, where the reader said something else. */
export type Corrections = ReadonlyMap<Character, string>;

/** Said of a mark that is no digit at all: it gives no character. */
export const noDigit = "";

export const noCorrections: Corrections = new Map();

/** The corrections of all that is on the page. */
export const corrections: Observable<Corrections> = createObservable(noCorrections);

/** To say what the reader said takes a correction back. */
export function correct(character: Character, label: string): void {
  if (label === character.label) takeBack(character);
  else corrections.set(new Map(corrections.get()).set(character, label));
}

export function takeBack(character: Character): void {
  const others = new Map(corrections.get());
  if (others.delete(character)) corrections.set(others);
}

/**
 * A correction stays while the picture grows around its character: it goes to the character that
 * was read the same in the same place, and is forgotten where there is none.
 */
export function carryOver(before: Reading, after: Reading): void {
  const said = corrections.get();
  if (!before.characters.some((character) => said.has(character))) return;
  const next = new Map(said);
  for (const character of before.characters) {
    const label = next.get(character);
    next.delete(character);
    const same = after.characters.find((other) => isSame(character, other));
    if (label !== undefined && same !== undefined) next.set(same, label);
  }
  corrections.set(next);
}

/** The characters of each line of the text, from top to bottom. */
export function linesOf(reading: Reading): readonly (readonly Character[])[] {
  let start = 0;
  return reading.text.split("\n").map((line) => {
    const characters = reading.characters.slice(start, start + line.length);
    start += line.length;
    return characters;
  });
}

/** The text as the person says it is: lines that lost all their characters are gone. */
export function correctedText(reading: Reading, said: Corrections): string {
  return linesOf(reading)
    .map((line) => line.map((character) => labelOf(character, said) ?? "?").join(""))
    .filter((line) => line !== "")
    .join("\n");
}

/** What a character is by now; `null` while nobody could read it. */
export function labelOf(character: Character, said: Corrections): string | null {
  return said.get(character) ?? character.label;
}

export function isCorrected(reading: Reading, said: Corrections): boolean {
  return reading.characters.some((character) => said.has(character));
}

function isSame(one: Character, other: Character): boolean {
  return one.label === other.label && overlap(one.box, other.box) > 0.8;
}

/** The area that both boxes cover, of the area that either covers. */
function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  const both = Math.max(0, width) * Math.max(0, height);
  return both / (a.width * a.height + b.width * b.height - both);
}
