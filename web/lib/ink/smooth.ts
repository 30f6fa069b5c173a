import type { Point } from "./stroke";

/** A quadratic curve that starts where the one before it ended. */
export type Curve = { readonly control: Point; readonly end: Point };

/**
 * A smooth line through the middles of a pen's way: each point between the first and the last
 * becomes the control point of a curve that ends halfway to the next. The ends are kept.
 */
export function smooth(points: readonly Point[]): readonly Curve[] {
  const [first, ...rest] = points;
  if (first === undefined) return [];
  return rest.map((point, index) => {
    const next = rest[index + 1];
    return { control: point, end: next === undefined ? point : middle(point, next) };
  });
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
