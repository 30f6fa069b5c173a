import type { Point } from "../ink/stroke";
import type { Box, Character } from "./reading";

/** The character whose box holds the point: the smallest where boxes overlap. */
export function characterAt(point: Point, characters: readonly Character[]): Character | null {
  const [smallest] = characters
    .filter(({ box }) => holds(box, point))
    .sort((a, b) => area(a.box) - area(b.box));
  return smallest ?? null;
}

function holds({ x, y, width, height }: Box, point: Point): boolean {
  return point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height;
}

function area({ width, height }: Box): number {
  return width * height;
}
