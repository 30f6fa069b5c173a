import { describe, expect, test } from "vitest";
import type { Answer, ServerState } from "./reader";
import type { Reading } from "./reading";
import { question407, reading4AndUnreadable, reading407 } from "./samples";
import { announcement, percent } from "./spoken";

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

describe("the announcement", () => {
  const well: ServerState = { kind: "well" };

  function read(reading: Reading): Answer {
    return { kind: "read", reading, question: question407 };
  }

  function says(answer: Answer, server: ServerState = well): string {
    return announcement({ answer, server });
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

  test("tells that nothing was found", () => {
    const reading = { ...reading407, text: "", confidence: 1, characters: [] };
    expect(says(read(reading))).toBe("No number found in this drawing.");
  });

  test("is silent while an answer is awaited", () => {
    expect(says({ kind: "awaited", places: 3 })).toBe("");
  });

  test("tells first that the server is away or busy", () => {
    const awaited: Answer = { kind: "awaited", places: 0 };
    expect(says(awaited, { kind: "away", failures: 1 })).toContain("can’t be reached");
    expect(says(awaited, { kind: "busy", seconds: 1 })).toContain("in a second");
    expect(says(awaited, { kind: "busy", seconds: 7 })).toContain("in 7 seconds");
  });
});
