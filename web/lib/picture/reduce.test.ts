import { expect, test } from "vitest";
import { fittedSize } from "./fit";
import { largestArea, reducedSize } from "./reduce";

test("a photo of 12 megapixels shrinks to four, in its own shape", () => {
  const { width, height } = reducedSize({ width: 4000, height: 3000 }, largestArea);
  expect(width * height).toBeLessThanOrEqual(largestArea);
  expect(width * height).toBeGreaterThan(0.99 * largestArea);
  expect(width / height).toBeCloseTo(4 / 3, 2);
});

test.each([
  { width: 1, height: 1 },
  { width: 2000, height: 2000 },
  { width: 12_000, height: 300 },
])("$width × $height stays as it is", (size) => {
  expect(reducedSize(size, largestArea)).toEqual(size);
});

test("a line of pixels does not vanish", () => {
  expect(reducedSize({ width: 100_000, height: 1 }, 1000).height).toBe(1);
});

test("a picture is shown as large as its room allows, or so many times that", () => {
  const picture = { width: 4000, height: 3000 };
  const room = { width: 400, height: 400 };
  expect(fittedSize(picture, room, 1)).toEqual({ width: 400, height: 300 });
  expect(fittedSize(picture, room, 2)).toEqual({ width: 800, height: 600 });
  expect(fittedSize({ width: 28, height: 28 }, room, 1)).toEqual(room);
});
