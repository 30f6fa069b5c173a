import { smooth } from "./smooth";
import type { Stroke } from "./stroke";

export function paintStrokes(
  context: CanvasRenderingContext2D,
  strokes: readonly Stroke[],
  color: string,
): void {
  for (const stroke of strokes) {
    context.save();
    clipToPaper(context, stroke);
    paintStroke(context, stroke, color);
    context.restore();
  }
}

function clipToPaper(context: CanvasRenderingContext2D, { paper }: Stroke): void {
  context.beginPath();
  context.rect(0, 0, paper.width, paper.height);
  context.clip();
}

function paintStroke(context: CanvasRenderingContext2D, stroke: Stroke, color: string): void {
  const [first] = stroke.points;
  if (first === undefined) return;
  const curves = smooth(stroke.points);

  context.beginPath();
  if (curves.length === 0) {
    context.arc(first.x, first.y, stroke.penWidth / 2, 0, 2 * Math.PI);
    context.fillStyle = color;
    context.fill();
    return;
  }
  context.moveTo(first.x, first.y);
  for (const { control, end } of curves) {
    context.quadraticCurveTo(control.x, control.y, end.x, end.y);
  }
  context.lineWidth = stroke.penWidth;
  context.lineCap = "round";
  context.lineJoin = "round";
  context.strokeStyle = color;
  context.stroke();
}
