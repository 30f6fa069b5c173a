import { beforeEach, expect, test } from "vitest";
import type { Character, Reading } from "../reading/reading";
import { reading4AndUnreadable, reading407 } from "../reading/samples";
import {
  carryOver,
  correct,
  correctedText,
  corrections,
  linesOf,
  noCorrections,
  noDigit,
  takeBack,
} from "./corrections";

beforeEach(() => corrections.set(noCorrections));

const textOf = (reading: Reading) => correctedText(reading, corrections.get());

function at(reading: Reading, index: number): Character {
  const character = reading.characters[index];
  if (character === undefined) throw new Error(`There is no character ${index}.`);
  return character;
}

function inLines(...lines: readonly string[]): Reading {
  const characters = Array.from(lines.join(""), (label, index) => ({
    ...at(reading407, 0),
    label,
    box: { x: index * 50, y: 20, width: 40, height: 70 },
  }));
  return { ...reading407, text: lines.join("\n"), characters };
}

test("without corrections the text is as it was read", () => {
  expect(textOf(reading407)).toBe("407");
  expect(textOf(inLines("40", "7"))).toBe("40\n7");
});

test("a corrected digit takes its place in the text, and can be taken back", () => {
  correct(at(reading407, 0), "9");
  expect(textOf(reading407)).toBe("907");
  takeBack(at(reading407, 0));
  expect(textOf(reading407)).toBe("407");
});

test("to choose what was read is to take back", () => {
  correct(at(reading407, 0), "9");
  correct(at(reading407, 0), "4");
  expect(corrections.get().size).toBe(0);
});

test("an unreadable mark can be named", () => {
  expect(textOf(reading4AndUnreadable)).toBe("4?");
  correct(at(reading4AndUnreadable, 1), "8");
  expect(textOf(reading4AndUnreadable)).toBe("48");
});

test("what is no digit leaves the text, and its line where it was alone there", () => {
  const reading = inLines("40", "7");
  correct(at(reading, 0), noDigit);
  expect(textOf(reading)).toBe("0\n7");
  correct(at(reading, 2), noDigit);
  expect(textOf(reading)).toBe("0");
});

test("lines hold their own characters", () => {
  const labels = linesOf(inLines("40", "7", "12")).map((line) => line.map(({ label }) => label));
  expect(labels).toEqual([["4", "0"], ["7"], ["1", "2"]]);
  expect(linesOf({ ...reading407, text: "", characters: [] })).toEqual([[]]);
});

test("a correction stays with its digit when the drawing grows", () => {
  correct(at(reading407, 0), "9");
  const grown = inLines("4071");
  const shifted = {
    ...grown,
    characters: [
      { ...at(reading407, 0), box: { x: 11, y: 20, width: 40, height: 69 } },
      ...grown.characters.slice(1),
    ],
  };
  carryOver(reading407, shifted);
  expect(textOf(shifted)).toBe("9071");
});

test("a correction ends with the ink it was about", () => {
  correct(at(reading407, 0), "9");
  const elsewhere = inLines("4");
  carryOver(reading407, elsewhere);
  expect(textOf(elsewhere)).toBe("4");
  expect(corrections.get().size).toBe(0);
});

test("a mark that reads otherwise by now is no longer what was corrected", () => {
  correct(at(reading407, 0), "9");
  const [first, ...others] = reading407.characters;
  if (first === undefined) throw new Error("There is a first character.");
  const changed = { ...reading407, text: "107", characters: [{ ...first, label: "1" }, ...others] };
  carryOver(reading407, changed);
  expect(textOf(changed)).toBe("107");
});
