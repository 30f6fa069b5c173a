import { describe, expect, test } from "vitest";
import {
  type Edit,
  isEdited,
  partAround,
  partInPixels,
  turnedClockwise,
  turnedCounterclockwise,
  turnedSize,
  unedited,
  wholePart,
} from "./edit";

/** The top left eighth of a picture: half as wide, a quarter as high. */
const corner: Edit = { turns: 0, crop: { x: 0, y: 0, width: 0.5, height: 0.25 } };

describe("turning", () => {
  test("takes the part that was cut out with it", () => {
    expect(turnedClockwise(corner)).toEqual({
      turns: 1,
      crop: { x: 0.75, y: 0, width: 0.25, height: 0.5 },
    });
    expect(turnedCounterclockwise(corner)).toEqual({
      turns: 3,
      crop: { x: 0, y: 0.5, width: 0.25, height: 0.5 },
    });
  });

  test("to one side and back changes nothing", () => {
    expect(turnedCounterclockwise(turnedClockwise(corner))).toEqual(corner);
  });

  test.each([turnedClockwise, turnedCounterclockwise])("four times changes nothing", (turn) => {
    expect(turn(turn(turn(turn(corner))))).toEqual(corner);
    expect(isEdited(turn(turn(turn(turn(unedited)))))).toBe(false);
  });

  test("by a quarter swaps width and height", () => {
    const size = { width: 40, height: 30 };
    expect(turnedSize(size, 1)).toEqual({ width: 30, height: 40 });
    expect(turnedSize(size, 2)).toEqual(size);
  });
});

describe("a part in pixels", () => {
  const size = { width: 101, height: 50 };

  test("is the whole picture for the whole part", () => {
    expect(partInPixels(wholePart, size)).toEqual({ x: 0, y: 0, ...size });
  });

  test("has whole pixels and never none", () => {
    const point = { x: 0.999, y: 1, width: 0, height: 0 };
    expect(partInPixels(point, size)).toEqual({ x: 100, y: 49, width: 1, height: 1 });
  });

  test("stays within the picture", () => {
    const beyond = { x: -0.1, y: 0.5, width: 2, height: 0.9 };
    expect(partInPixels(beyond, size)).toEqual({ x: 0, y: 25, width: 101, height: 25 });
  });
});

describe("the frame to begin with", () => {
  const size = { width: 400, height: 200 };

  test("is around what was found, with air about it", () => {
    const boxes = [
      { x: 100, y: 80, width: 20, height: 40 },
      { x: 200, y: 80, width: 20, height: 40 },
    ];
    expect(partAround(boxes, size)).toEqual({ x: 0.2, y: 0.3, width: 0.4, height: 0.4 });
  });

  test("stays within the picture", () => {
    expect(partAround([{ x: 0, y: 0, width: 400, height: 200 }], size)).toEqual(wholePart);
  });

  test("is in the middle where nothing was found", () => {
    expect(partAround([], size)).toEqual({ x: 0.1, y: 0.1, width: 0.8, height: 0.8 });
  });
});
