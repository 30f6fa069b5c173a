import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { type Digit, digitWays } from "./digits";
import { allStrokes, changeInk, type Ink, noInk } from "./ink";
import { keptText, strokesOfKept } from "./kept";
import { curveAt } from "./smooth";
import type { Point, Stroke } from "./stroke";
import { roomyViewOf, viewOf } from "./view";

/** The ink over handwriting: the project's own strokes and, where it is there, that of DATA_DIR. */

const paper = { width: 640, height: 480 };
const penWidth = 12;

type Way = readonly Point[];
type Writing = { readonly name: string; readonly digits: readonly (readonly Way[])[] };

const own: Writing = {
  name: "the project’s own digits",
  digits: (Object.keys(digitWays) as Digit[]).map((digit) =>
    digitWays[digit].map((way) => way.map(([x, y]) => ({ x: 40 + x * 200, y: 40 + y * 320 }))),
  ),
};

const data = process.env.DATA_DIR;
const real = ["pendigits", "unipen_digits"].map((set) => ({ set, file: fileOf(set) }));

for (const { set } of real.filter(({ file }) => file === null)) {
  test.skip(`${set}: there is no strokes/${set}.jsonl.gz in DATA_DIR`);
}
const writings = [
  own,
  ...real.flatMap(({ set, file }) => (file === null ? [] : [read(set, file)])),
];

describe.each(writings)("$name", ({ digits }) => {
  const drawings = digits.map(drawn);

  test("each stroke is kept, point by point", () => {
    for (const [index, ink] of drawings.entries()) {
      expect(ink.strokes.map(({ points }) => points)).toEqual(digits[index]);
    }
  });

  test("undo and redo walk through the drawing and come back to it", () => {
    for (const ink of drawings) {
      let walked = ink;
      for (const _ of ink.strokes) walked = changeInk(walked, { kind: "undo" });
      expect(walked.strokes).toEqual([]);
      for (const _ of ink.strokes) walked = changeInk(walked, { kind: "redo" });
      expect(walked.strokes).toEqual(ink.strokes);
    }
  });

  test("the smoothed line begins and ends where the pen did, and keeps to its steps", () => {
    for (const { points } of drawings.flatMap(allStrokes)) {
      for (let index = 1; index < points.length; index++) {
        const curve = curveAt(points, index);
        const [before, here] = [points[index - 1], points[index]];
        if (!curve || !before || !here) throw new Error("Each point after the first has a curve.");
        const step = Math.hypot(here.x - before.x, here.y - before.y);
        expect(distance(curve.start, here)).toBeLessThanOrEqual(step + 1e-9);
        if (index + 1 === points.length) expect(curve.end).toEqual(here);
      }
    }
  });

  test("an eraser on any point takes its stroke", () => {
    for (const ink of drawings) {
      for (const stroke of ink.strokes) {
        const at = stroke.points[Math.floor(stroke.points.length / 2)];
        if (at === undefined) throw new Error("A stroke has points.");
        const rubbed = changeInk(ink, { kind: "erase", from: at, to: at, reach: 1 });
        expect(rubbed.strokes).not.toContain(stroke);
      }
    }
  });

  test("it is all in sight on a smaller canvas, with room for more", () => {
    for (const { strokes } of drawings) {
      const view = roomyViewOf(strokes, viewOf(strokes, { width: 320, height: 240 }));
      for (const { x, y } of strokes.flatMap(({ points }) => points)) {
        expect(x).toBeLessThanOrEqual(view.paper.width * 0.85);
        expect(y).toBeLessThanOrEqual(view.paper.height);
      }
    }
  });

  test("it comes back from the browser’s storage, to a hundredth of a pixel", () => {
    for (const { strokes } of drawings) {
      const back = strokesOfKept(keptText(strokes) ?? "");
      expect(back.length).toBe(strokes.length);
      const points = flat(strokes);
      for (const [index, point] of flat(back).entries()) {
        const before = points[index];
        expect(before && distance(before, point)).toBeLessThan(0.01);
      }
    }
  });
});

function drawn(ways: readonly Way[]): Ink {
  return ways.reduce((ink, [first, ...rest]) => {
    if (first === undefined) return ink;
    const begun = changeInk(ink, { kind: "begin", point: first, penWidth, paper });
    const extended = changeInk(begun, { kind: "extend", points: rest });
    return changeInk(extended, { kind: "end" });
  }, noInk);
}

function flat(strokes: readonly Stroke[]): readonly Point[] {
  return strokes.flatMap(({ points }) => points);
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function fileOf(set: string): string | null {
  const file = path.join(data ?? "", "strokes", `${set}.jsonl.gz`);
  return data !== undefined && existsSync(file) ? file : null;
}

/** Each fiftieth sample, brought to the paper's size. */
function read(name: string, file: string): Writing {
  const lines = gunzipSync(readFileSync(file)).toString("utf8").trim().split("\n");
  const samples = lines.filter((_, index) => index % 50 === 0);
  return { name, digits: samples.map((line) => fitted(JSON.parse(line).strokes)) };
}

function fitted(strokes: readonly (readonly (readonly [number, number])[])[]): readonly Way[] {
  const dots = strokes.flat();
  const [left, top] = [Math.min(...dots.map(([x]) => x)), Math.min(...dots.map(([, y]) => y))];
  const side = Math.max(...dots.map(([x, y]) => Math.max(x - left, y - top)), 1);
  return strokes.map((way) =>
    way.map(([x, y]) => ({ x: 40 + ((x - left) / side) * 360, y: 40 + ((y - top) / side) * 360 })),
  );
}
