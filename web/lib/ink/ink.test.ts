import { describe, expect, test } from "vitest";
import {
  allStrokes,
  canRedo,
  canUndo,
  changeInk,
  type Ink,
  type InkAction,
  isBlank,
  noInk,
} from "./ink";

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

describe("redo", () => {
  test("brings back what undo took, step by step", () => {
    const none = inkAfter(...dotAt1, ...dotAt2, { kind: "undo" }, { kind: "undo" });
    const one = changeInk(none, { kind: "redo" });
    const two = changeInk(one, { kind: "redo" });
    expect(firstXs(one)).toEqual([1]);
    expect(firstXs(two)).toEqual([1, 2]);
    expect(canRedo(two)).toBe(false);
    expect(firstXs(changeInk(two, { kind: "undo" }))).toEqual([1]);
  });

  test("is over as soon as something else is drawn", () => {
    const ink = inkAfter(...dotAt1, { kind: "undo" }, ...dotAt2);
    expect(canRedo(ink)).toBe(false);
    expect(changeInk(ink, { kind: "redo" })).toBe(ink);
  });
});

describe("the eraser", () => {
  const lineAt = (y: number): readonly InkAction[] => [
    { kind: "begin", point: { x: 10, y }, penWidth: 10, paper },
    { kind: "extend", points: [{ x: 100, y }] },
    { kind: "end" },
  ];
  const rub = (x0: number, y0: number, x1: number, y1: number): InkAction => ({
    kind: "erase",
    from: { x: x0, y: y0 },
    to: { x: x1, y: y1 },
    reach: 4,
  });
  const lines = inkAfter(...lineAt(20), ...lineAt(60), ...lineAt(100));
  const heights = (ink: Ink) => ink.strokes.map(({ points }) => points[0]?.y);

  test("takes whole strokes, also between two of their points", () => {
    expect(heights(changeInk(lines, rub(50, 58, 50, 58)))).toEqual([20, 100]);
  });

  test("feels the width of the pen, and leaves what it does not touch", () => {
    expect(heights(changeInk(lines, rub(50, 68, 50, 68)))).toEqual([20, 100]);
    expect(changeInk(lines, rub(50, 72, 50, 72))).toBe(lines);
  });

  test("misses nothing when it moves fast", () => {
    expect(heights(changeInk(lines, rub(50, 0, 50, 199)))).toEqual([]);
  });

  test("is undone and redone in one step, however many strokes it took", () => {
    const erased = [rub(50, 20, 50, 20), rub(50, 60, 50, 60)].reduce(changeInk, lines);
    const ended = changeInk(erased, { kind: "end" });
    const undone = changeInk(ended, { kind: "undo" });
    expect(heights(ended)).toEqual([100]);
    expect(heights(undone)).toEqual([20, 60, 100]);
    expect(heights(changeInk(undone, { kind: "redo" }))).toEqual([100]);
  });

  test("that is undone while it is down gives back what it took", () => {
    const erased = changeInk(lines, rub(50, 20, 50, 20));
    expect(heights(changeInk(erased, { kind: "undo" }))).toEqual([20, 60, 100]);
  });
});

describe("other changes", () => {
  test("what was no pen never was", () => {
    const ink = inkAfter(...dotAt1, begin(2, 2), { kind: "cancel" });
    expect(firstXs(ink)).toEqual([1]);
    expect(firstXs(changeInk(ink, { kind: "undo" }))).toEqual([]);
  });

  test("a sample takes the place of the drawing, and undo brings that back", () => {
    const sample = inkAfter(...dotAt2).strokes;
    const ink = inkAfter(...dotAt1, { kind: "put", strokes: sample });
    expect(firstXs(ink)).toEqual([2]);
    expect(firstXs(changeInk(ink, { kind: "undo" }))).toEqual([1]);
  });

  test("a drawing that came back is taken back stroke by stroke", () => {
    const ink = inkAfter({ kind: "restore", strokes: inkAfter(...dotAt1, ...dotAt2).strokes });
    const one = changeInk(ink, { kind: "undo" });
    expect(firstXs(one)).toEqual([1]);
    expect(firstXs(changeInk(one, { kind: "undo" }))).toEqual([]);
  });

  test("where the browser expects the pen is shown, and not kept", () => {
    const ahead: InkAction = { kind: "extend", points: [{ x: 2, y: 2 }], ahead: [{ x: 3, y: 3 }] };
    const ink = inkAfter(begin(1, 1), ahead);
    expect(ink.drawing?.ahead).toEqual([{ x: 3, y: 3 }]);
    expect(changeInk(ink, { kind: "end" }).strokes[0]?.points.at(-1)).toEqual({ x: 2, y: 2 });
  });
});
