import { expect, test } from "vitest";
import { curveAt } from "./smooth";

test("a dot has no curve", () => {
  expect(curveAt([], 1)).toBeNull();
  expect(curveAt([{ x: 1, y: 1 }], 0)).toBeNull();
  expect(curveAt([{ x: 1, y: 1 }], 1)).toBeNull();
});

test("curves meet halfway between the points and the line ends at the last point", () => {
  const corner = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 10 },
  ];
  expect(curveAt(corner, 1)).toEqual({
    start: { x: 0, y: 0 },
    control: { x: 10, y: 0 },
    end: { x: 10, y: 5 },
  });
  expect(curveAt(corner, 2)).toEqual({
    start: { x: 10, y: 5 },
    control: { x: 10, y: 10 },
    end: { x: 10, y: 10 },
  });
});

test("a line that grows keeps all its curves but the last", () => {
  const points = Array.from({ length: 50 }, (_, x) => ({ x, y: Math.sin(x) }));
  for (let index = 1; index < 48; index++) {
    expect(curveAt(points.slice(0, 49), index)).toEqual(curveAt(points, index));
  }
});
