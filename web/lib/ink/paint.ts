import { curveAt } from "./smooth";
import type { Point, Stroke } from "./stroke";

export type Brush = { readonly context: CanvasRenderingContext2D; readonly color: string };

export function paintStrokes(brush: Brush, strokes: readonly Stroke[]): void {
  for (const stroke of strokes) paintStroke(brush, stroke);
}

export function paintStroke(brush: Brush, stroke: Stroke): void {
  paintFrom(brush, stroke, 0);
}

/**
 * Paints what more points cannot change any more, from the point `from` on. Returns the point to
 * go on from: a stroke painted piece by piece looks like one painted at once.
 */
export function paintSettled(brush: Brush, stroke: Stroke, from: number): number {
  const settled = Math.max(1, stroke.points.length - 1);
  onPaper(brush, stroke, () => paintCurves(brush, stroke, from, settled));
  return settled;
}

/** Paints the stroke from its point `from` to its end. */
export function paintFrom(brush: Brush, stroke: Stroke, from: number): void {
  const { length } = stroke.points;
  onPaper(brush, stroke, () => {
    if (length === 1) paintDot(brush, stroke);
    else paintCurves(brush, stroke, from, length);
  });
}

function onPaper({ context }: Brush, { paper }: Stroke, paint: () => void): void {
  context.save();
  context.beginPath();
  context.rect(0, 0, paper.width, paper.height);
  context.clip();
  paint();
  context.restore();
}

function paintDot({ context, color }: Brush, stroke: Stroke): void {
  const [dot] = stroke.points;
  if (dot === undefined) return;
  context.beginPath();
  context.arc(dot.x, dot.y, widthAt(stroke, 0) / 2, 0, 2 * Math.PI);
  context.fillStyle = color;
  context.fill();
}

/** One path for all curves of one width: a single path a stroke, unless a pen pressed. */
function paintCurves({ context, color }: Brush, stroke: Stroke, from: number, to: number): void {
  context.lineCap = "round";
  context.lineJoin = "round";
  context.strokeStyle = color;
  let width = 0;
  for (let index = Math.max(1, from); index < to; index++) {
    const curve = curveAt(stroke.points, index);
    if (curve === null) continue;
    if (widthAt(stroke, index) !== width) {
      if (width > 0) context.stroke();
      width = widthAt(stroke, index);
      context.lineWidth = width;
      context.beginPath();
      context.moveTo(curve.start.x, curve.start.y);
    }
    context.quadraticCurveTo(curve.control.x, curve.control.y, curve.end.x, curve.end.y);
  }
  if (width > 0) context.stroke();
}

/** Half the pen's width at the lightest touch, up to one and a half at full pressure. */
function widthAt({ points, penWidth }: Stroke, index: number): number {
  const pressure = pressureAround(points, index);
  return pressure === null ? penWidth : penWidth * (0.5 + pressure);
}

/** The mean over the neighbours, because sensors tremble. */
function pressureAround(points: readonly Point[], index: number): number | null {
  const here = points[index]?.pressure;
  if (here === undefined) return null;
  const before = points[index - 1]?.pressure ?? here;
  const after = points[index + 1]?.pressure ?? here;
  return (before + 2 * here + after) / 4;
}
