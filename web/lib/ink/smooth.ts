import type { Point } from "./stroke";

/** A quadratic curve. */
export type Curve = { readonly start: Point; readonly control: Point; readonly end: Point };

/**
 * A smooth line through the middles of a pen's way: each point between the first and the last
 * becomes the control point of a curve that ends halfway to the next. The ends are kept.
 * This is the curve that the point at `index` steers; the first point of all steers none.
 * It depends on the neighbours alone, so a growing line never changes behind its last curve.
 */
export function curveAt(points: readonly Point[], index: number): Curve | null {
  const [before, control, after] = [points[index - 1], points[index], points[index + 1]];
  if (before === undefined || control === undefined) return null;
  return {
    start: index === 1 ? before : middle(before, control),
    control,
    end: after === undefined ? control : middle(control, after),
  };
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
