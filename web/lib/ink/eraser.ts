import type { Point, Stroke } from "./stroke";

/** Whether an eraser that moves straight from `from` to `to` comes within `reach` of the ink. */
export function isTouched(stroke: Stroke, from: Point, to: Point, reach: number): boolean {
  const distance = reach + stroke.penWidth / 2;
  return stroke.points.some((point, index) => {
    const before = stroke.points[index - 1] ?? point;
    return gap(before, point, from, to) <= distance;
  });
}

/** The distance between two straight lines, each given by its ends. */
function gap(a: Point, b: Point, c: Point, d: Point): number {
  if (cross(a, b, c, d)) return 0;
  return Math.min(
    distanceTo(a, c, d),
    distanceTo(b, c, d),
    distanceTo(c, a, b),
    distanceTo(d, a, b),
  );
}

function cross(a: Point, b: Point, c: Point, d: Point): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/** Positive on one side of the line through `a` and `b`, negative on the other. */
function side(a: Point, b: Point, point: Point): number {
  return (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x);
}

function distanceTo(point: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((point.x - a.x) * dx + (point.y - a.y) * dy) / length;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(point.x - a.x - t * dx, point.y - a.y - t * dy);
}
