import { expect, test } from "vitest";
import { keptText, strokesOfKept } from "./kept";
import type { Stroke } from "./stroke";

const paper = { width: 358, height: 412.5 };
const byFinger: Stroke = {
  points: [
    { x: 1.25, y: 2 },
    { x: 3.5, y: -4 },
  ],
  penWidth: 12,
  paper,
};
const byPen: Stroke = { points: [{ x: 5, y: 6, pressure: 0.25 }], penWidth: 8, paper };

test("a drawing comes back as it was", () => {
  expect(strokesOfKept(keptText([byFinger, byPen]) ?? "")).toEqual([byFinger, byPen]);
  expect(strokesOfKept(keptText([]) ?? "")).toEqual([]);
});

test("places are kept to a hundredth of a pixel", () => {
  const [stroke] = strokesOfKept(
    keptText([{ ...byFinger, points: [{ x: 1 / 3, y: 2 / 3 }] }]) ?? "",
  );
  expect(stroke?.points).toEqual([{ x: 0.33, y: 0.67 }]);
});

test("a drawing too large for the browser to keep is not kept", () => {
  const points = Array.from({ length: 300_000 }, (_, index) => ({ x: index, y: index }));
  expect(keptText([{ ...byFinger, points }])).toBeNull();
});

const good = { pen: 12, paper: [300, 200], xy: [1, 2] };

test.each([
  ["nothing", ""],
  ["half a text", '{"version":1,"strokes":[{"pen":12'],
  ["another program’s text", '"hello"'],
  ["another version", kept({}, 2)],
  ["no strokes", '{"version":1}'],
  ["a pen without width", kept({ pen: 0 })],
  ["a paper without size", kept({ paper: [300] })],
  ["a paper of words", kept({ paper: ["a", "b"] })],
  ["half a point", kept({ xy: [1, 2, 3] })],
  ["no points", kept({ xy: [] })],
  ["points that are none", kept({ xy: [1, null] })],
])("%s gives an empty paper", (_, text) => {
  expect(strokesOfKept(text)).toEqual([]);
});

function kept(change: object, version = 1): string {
  return JSON.stringify({ version, strokes: [good, { ...good, ...change }] });
}
