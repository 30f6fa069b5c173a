import { describe, expect, test } from "vitest";
import { noCorrections } from "../corrections/corrections";
import type { Answer } from "./reader";
import type { Reading } from "./reading";
import { question407, reading4AndUnreadable, reading407 } from "./samples";
import { announcement, percent, refusal, serverTrouble } from "./spoken";

test.each([
  [1, ">99.9%"],
  [0.9995, ">99.9%"],
  [0.994, "99.4%"],
  [0.5, "50.0%"],
  [0.0004, "<0.1%"],
  [0, "<0.1%"],
])("%d is %s", (probability, words) => {
  expect(percent(probability)).toBe(words);
});

test.each([
  [400, /damaged/],
  [413, /too large.*smaller/],
  [415, /JPEG/],
  [422, /Load the page again/],
  [418, /could not be read/],
])("a refusal with %d says what is wrong and what to do", (status, words) => {
  expect(refusal({ kind: "refused", detail: "", status })).toMatch(words);
});

describe("the announcement", () => {
  function read(reading: Reading): Answer {
    return { kind: "read", reading, question: question407 };
  }

  function says(answer: Answer): string | null {
    return announcement(answer, noCorrections);
  }

  test("tells the reading and how sure it is", () => {
    expect(says(read(reading407))).toBe("It reads 407, 96.5% sure.");
  });

  test("tells that something can’t be read", () => {
    expect(says(read(reading4AndUnreadable))).toBe(
      "It reads 4?, 61.0% sure. 1 of 2 can’t be read.",
    );
  });

  test("tells lines apart", () => {
    const reading = { ...reading407, text: "40\n7" };
    expect(says(read(reading))).toContain("40, new line, 7");
  });

  test("tells what a person made of the reading", () => {
    const [four] = reading407.characters;
    if (four === undefined) throw new Error("There is a first character.");
    expect(announcement(read(reading407), new Map([[four, "9"]]))).toBe("Corrected to 907.");
  });

  test("tells that nothing was found", () => {
    const reading = { ...reading407, text: "", confidence: 1, characters: [] };
    expect(says(read(reading))).toBe("No number found here.");
  });

  test("says nothing new while an answer is awaited, and is silent about empty paper", () => {
    expect(says({ kind: "awaited", before: null })).toBeNull();
    expect(says({ kind: "none" })).toBe("");
  });
});

describe("trouble with the server", () => {
  const nextTry = Date.now() + 7_000;

  test("is told without counting", () => {
    expect(serverTrouble({ kind: "away", nextTry }, true)).toContain("can’t be reached");
    expect(serverTrouble({ kind: "busy", seconds: 7, nextTry }, true)).toMatch(
      /busy\D*in a moment/,
    );
  });

  test("tells that the page gave up trying", () => {
    expect(serverTrouble({ kind: "away", nextTry: null }, true)).toContain("try again when you");
    expect(serverTrouble({ kind: "busy", seconds: 7, nextTry: null }, true)).toContain("stays");
  });

  test("tells a missing connection from a missing server", () => {
    expect(serverTrouble({ kind: "away", nextTry: null }, false)).toContain("You are offline.");
  });
});
