import { expect, test } from "vitest";
import { smooth } from "./smooth";

test("a dot has no curve", () => {
  expect(smooth([])).toEqual([]);
  expect(smooth([{ x: 1, y: 1 }])).toEqual([]);
});

test("curves meet halfway between the points and the line ends at the last point", () => {
  const corner = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 10 },
  ];
  expect(smooth(corner)).toEqual([
    { control: { x: 10, y: 0 }, end: { x: 10, y: 5 } },
    { control: { x: 10, y: 10 }, end: { x: 10, y: 10 } },
  ]);
});

test("no point is lost: each but the first steers one curve", () => {
  const points = Array.from({ length: 50 }, (_, x) => ({ x, y: Math.sin(x) }));
  expect(smooth(points).map(({ control }) => control)).toEqual(points.slice(1));
});
