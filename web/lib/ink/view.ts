import type { Point, Size, Stroke } from "./stroke";

/** How the paper lies on the canvas: `paper` is the part of it that the canvas shows. */
export type View = { readonly canvas: Size; readonly scale: number; readonly paper: Size };

/**
 * Paper and canvas have the same scale until the canvas becomes too small for the ink (a phone
 * is turned, a window shrinks). Then the paper shrinks just enough to keep all ink in sight.
 */
export function viewOf(strokes: readonly Stroke[], canvas: Size): View {
  const ink = inkExtent(strokes);
  const scale = Math.min(1, canvas.width / ink.width, canvas.height / ink.height);
  return { canvas, scale, paper: { width: canvas.width / scale, height: canvas.height / scale } };
}

export function toPaper(canvasPoint: Point, view: View): Point {
  return { x: canvasPoint.x / view.scale, y: canvasPoint.y / view.scale };
}

/** The size of a paper, from its top left, that holds all visible ink. */
function inkExtent(strokes: readonly Stroke[]): Size {
  let width = 0;
  let height = 0;
  for (const { points, penWidth, paper } of strokes) {
    const reach = penWidth / 2;
    for (const { x, y } of points) {
      width = Math.max(width, Math.min(x + reach, paper.width));
      height = Math.max(height, Math.min(y + reach, paper.height));
    }
  }
  return { width, height };
}
