import { expect, test } from "vitest";
import { isReading } from "./reading";
import { reading407 } from "./samples";

test("takes what the server promises", () => {
  expect(isReading(reading407)).toBe(true);
  expect(isReading({ ...reading407, lines: [], elapsed_ms: 1.7 })).toBe(true);
  expect(isReading(withCharacter({ glyph: "data:image/png;base64,iVBORw0KGgo=" }))).toBe(true);
  expect(isReading({ ...reading407, text: "", confidence: 1, characters: [] })).toBe(true);
});

test.each([
  ["nothing", undefined],
  ["a list", []],
  ["no text", { ...reading407, text: null }],
  ["a confidence beyond 1", { ...reading407, confidence: 1.2 }],
  ["a confidence that is no number", { ...reading407, confidence: Number.NaN }],
  ["characters that are no list", { ...reading407, characters: {} }],
  ["a label that is a number", withCharacter({ label: 4 })],
  ["a box without height", withCharacter({ box: { x: 1, y: 1, width: 1 } })],
  ["a glyph that is no picture", withCharacter({ glyph: "https://example.org/glyph.png" })],
  ["an image without size", { ...reading407, image: {} }],
  ["alternatives without confidence", withCharacter({ alternatives: [{ label: "9" }] })],
])("refuses %s", (_, value) => {
  expect(isReading(value)).toBe(false);
});

function withCharacter(change: object): unknown {
  const [first, ...others] = reading407.characters;
  return { ...reading407, characters: [{ ...first, ...change }, ...others] };
}
