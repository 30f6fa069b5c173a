import type { Size } from "../ink/stroke";
import type { Box } from "../reading/reading";

/** A part of a picture, in fractions of its width and height from its top left corner. */
export type Part = Box;

/** What is done to a picture before it is read: it is turned, then a part is cut out. */
export type Edit = {
  /** Quarter turns, clockwise. */
  readonly turns: 0 | 1 | 2 | 3;
  /** Of the turned picture; `null` for all of it. */
  readonly crop: Part | null;
};

export const unedited: Edit = { turns: 0, crop: null };

export const wholePart: Part = { x: 0, y: 0, width: 1, height: 1 };

export function isEdited({ turns, crop }: Edit): boolean {
  return turns !== 0 || crop !== null;
}

const afterClockwise = [1, 2, 3, 0] as const;
const afterCounterclockwise = [3, 0, 1, 2] as const;

/** The part that was cut out turns with the picture. */
export function turnedClockwise({ turns, crop }: Edit): Edit {
  return {
    turns: afterClockwise[turns],
    crop: crop && {
      x: 1 - crop.y - crop.height,
      y: crop.x,
      width: crop.height,
      height: crop.width,
    },
  };
}

export function turnedCounterclockwise({ turns, crop }: Edit): Edit {
  return {
    turns: afterCounterclockwise[turns],
    crop: crop && { x: crop.y, y: 1 - crop.x - crop.width, width: crop.height, height: crop.width },
  };
}

export function turnedSize({ width, height }: Size, turns: Edit["turns"]): Size {
  return turns % 2 === 0 ? { width, height } : { width: height, height: width };
}

/** The part in whole pixels of a picture of this size: at least one, and none beyond its edge. */
export function partInPixels(part: Part, { width, height }: Size): Box {
  const [left, right] = pixelsBetween(part.x, part.x + part.width, width);
  const [top, bottom] = pixelsBetween(part.y, part.y + part.height, height);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function pixelsBetween(from: number, to: number, length: number): readonly [number, number] {
  const first = Math.min(Math.max(Math.round(from * length), 0), length - 1);
  const end = Math.min(Math.max(Math.round(to * length), first + 1), length);
  return [first, end];
}

/**
 * A frame around all of these boxes with air about them, as a part of the picture that they
 * were found in; the middle of it where there are none.
 */
export function partAround(boxes: readonly Box[], { width, height }: Size): Part {
  if (boxes.length === 0) return { x: 0.1, y: 0.1, width: 0.8, height: 0.8 };
  const air = Math.max(...boxes.map((box) => Math.max(box.width, box.height))) / 2;
  const left = Math.max(Math.min(...boxes.map(({ x }) => x)) - air, 0);
  const top = Math.max(Math.min(...boxes.map(({ y }) => y)) - air, 0);
  const right = Math.min(Math.max(...boxes.map((box) => box.x + box.width)) + air, width);
  const bottom = Math.min(Math.max(...boxes.map((box) => box.y + box.height)) + air, height);
  return {
    x: left / width,
    y: top / height,
    width: (right - left) / width,
    height: (bottom - top) / height,
  };
}
