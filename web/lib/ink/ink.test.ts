import { describe, expect, test } from "vitest";
import { allStrokes, canUndo, changeInk, type Ink, type InkAction, isBlank, noInk } from "./ink";

const paper = { width: 300, height: 200 };

function begin(x: number, y: number): InkAction {
  return { kind: "begin", point: { x, y }, penWidth: 10, paper };
}

function inkAfter(...actions: readonly InkAction[]): Ink {
  return actions.reduce(changeInk, noInk);
}

const dotAt1: readonly InkAction[] = [begin(1, 1), { kind: "end" }];
const dotAt2: readonly InkAction[] = [begin(2, 2), { kind: "end" }];

function firstXs(ink: Ink): readonly (number | undefined)[] {
  return allStrokes(ink).map(({ points }) => points[0]?.x);
}

describe("drawing", () => {
  test("a stroke grows from its beginning to its end", () => {
    const ink = inkAfter(
      begin(1, 2),
      { kind: "extend", points: [{ x: 3, y: 4 }] },
      { kind: "end" },
    );
    expect(ink.drawing).toBeNull();
    expect(ink.strokes).toEqual([
      {
        points: [
          { x: 1, y: 2 },
          { x: 3, y: 4 },
        ],
        penWidth: 10,
        paper,
      },
    ]);
  });

  test("a stroke shows before it ends", () => {
    const ink = inkAfter(...dotAt1, begin(2, 2));
    expect(firstXs(ink)).toEqual([1, 2]);
    expect(isBlank(inkAfter(begin(1, 1)))).toBe(false);
  });

  test("beginning again keeps the stroke that never ended", () => {
    expect(firstXs(inkAfter(begin(1, 1), begin(2, 2)))).toEqual([1, 2]);
  });

  test("moves without a stroke change nothing", () => {
    const ink = inkAfter(...dotAt1);
    expect(changeInk(ink, { kind: "extend", points: [{ x: 9, y: 9 }] })).toBe(ink);
    expect(changeInk(ink, { kind: "end" })).toBe(ink);
  });
});

describe("undo", () => {
  test("takes back one stroke after the other", () => {
    const two = inkAfter(...dotAt1, ...dotAt2);
    const one = changeInk(two, { kind: "undo" });
    const none = changeInk(one, { kind: "undo" });
    expect(firstXs(one)).toEqual([1]);
    expect(isBlank(none)).toBe(true);
    expect(canUndo(none)).toBe(false);
  });

  test("brings back what clear took", () => {
    const cleared = inkAfter(...dotAt1, ...dotAt2, { kind: "clear" });
    expect(isBlank(cleared)).toBe(true);
    expect(firstXs(changeInk(cleared, { kind: "undo" }))).toEqual([1, 2]);
  });

  test("drops the stroke being drawn, and what the pen still does belongs to none", () => {
    const ink = inkAfter(...dotAt1, begin(2, 2), { kind: "undo" });
    expect(firstXs(ink)).toEqual([1]);
    expect(firstXs(changeInk(ink, { kind: "end" }))).toEqual([1]);
  });

  test("changes nothing where nothing was done", () => {
    expect(changeInk(noInk, { kind: "undo" })).toBe(noInk);
  });
});

describe("clear", () => {
  test("takes the unfinished stroke too, and undo brings it back", () => {
    const cleared = inkAfter(...dotAt1, begin(2, 2), { kind: "clear" });
    expect(isBlank(cleared)).toBe(true);
    expect(firstXs(changeInk(cleared, { kind: "undo" }))).toEqual([1, 2]);
  });

  test("an empty paper is no step for undo", () => {
    expect(changeInk(noInk, { kind: "clear" })).toBe(noInk);
  });
});
