import type { Point, Size, Stroke } from "./stroke";

/** How the paper lies on the canvas: `paper` is the part of it that the canvas shows. */
export type View = { readonly canvas: Size; readonly scale: number; readonly paper: Size };

/** The canvas before the first layout: too small to use, yet large enough to divide by. */
export const unmeasured: Size = { width: 1, height: 1 };

export function isMeasured(view: View): boolean {
  return view.canvas !== unmeasured;
}

/** With less of the paper free at the right of the ink, the next digit would be squeezed. */
const tight = 0.15;
/** The part of the paper that is free when room was made. */
const room = 0.3;
/** Below this, a finger is too thick for the digits. */
const smallestScale = 0.3;

/**
 * Paper and canvas have the same scale until the canvas becomes too small for the ink (a phone
 * is turned, a window shrinks). Then the paper shrinks just enough to keep all ink in sight.
 */
export function viewOf(strokes: readonly Stroke[], canvas: Size): View {
  const ink = inkExtent(strokes);
  return viewAt(Math.min(1, canvas.width / ink.width, canvas.height / ink.height), canvas);
}

/** The view that has room for another digit at the right: the same one where there is room. */
export function roomyViewOf(strokes: readonly Stroke[], view: View): View {
  const { canvas, paper } = view;
  const { width } = inkExtent(strokes);
  if (paper.width - width >= paper.width * tight) return view;
  const scale = Math.max(smallestScale, (canvas.width * (1 - room)) / width);
  return scale < view.scale ? viewAt(scale, canvas) : view;
}

export function toPaper(canvasPoint: Point, view: View): Point {
  return { ...canvasPoint, x: canvasPoint.x / view.scale, y: canvasPoint.y / view.scale };
}

function viewAt(scale: number, canvas: Size): View {
  return { canvas, scale, paper: { width: canvas.width / scale, height: canvas.height / scale } };
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
