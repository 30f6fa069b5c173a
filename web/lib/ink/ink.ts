import type { Point, Size, Stroke } from "./stroke";

export type Ink = {
  readonly strokes: readonly Stroke[];
  readonly drawing: Stroke | null;
  /** What `strokes` was before each change, the latest last. */
  readonly past: readonly (readonly Stroke[])[];
};

export type InkAction =
  | {
      readonly kind: "begin";
      readonly point: Point;
      readonly penWidth: number;
      readonly paper: Size;
    }
  | { readonly kind: "extend"; readonly points: readonly Point[] }
  | { readonly kind: "end" }
  | { readonly kind: "undo" }
  | { readonly kind: "clear" };

export const noInk: Ink = { strokes: [], drawing: null, past: [] };

/** Returns the very same ink where the action changes nothing. */
export function changeInk(ink: Ink, action: InkAction): Ink {
  switch (action.kind) {
    case "begin":
      return begin(finish(ink), action.point, action.penWidth, action.paper);
    case "extend":
      return extend(ink, action.points);
    case "end":
      return finish(ink);
    case "undo":
      return undo(ink);
    case "clear":
      return clear(finish(ink));
  }
}

export function allStrokes(ink: Ink): readonly Stroke[] {
  return ink.drawing === null ? ink.strokes : [...ink.strokes, ink.drawing];
}

export function isBlank(ink: Ink): boolean {
  return ink.strokes.length === 0 && ink.drawing === null;
}

export function canUndo(ink: Ink): boolean {
  return ink.past.length > 0 || ink.drawing !== null;
}

function begin(ink: Ink, point: Point, penWidth: number, paper: Size): Ink {
  return { ...ink, drawing: { points: [point], penWidth, paper } };
}

function extend(ink: Ink, points: readonly Point[]): Ink {
  if (ink.drawing === null || points.length === 0) return ink;
  return { ...ink, drawing: { ...ink.drawing, points: [...ink.drawing.points, ...points] } };
}

function finish(ink: Ink): Ink {
  if (ink.drawing === null) return ink;
  return replaceStrokes(ink, [...ink.strokes, ink.drawing]);
}

function undo(ink: Ink): Ink {
  if (ink.drawing !== null) return { ...ink, drawing: null };
  const before = ink.past.at(-1);
  if (before === undefined) return ink;
  return { strokes: before, drawing: null, past: ink.past.slice(0, -1) };
}

function clear(ink: Ink): Ink {
  return ink.strokes.length === 0 ? ink : replaceStrokes(ink, []);
}

function replaceStrokes(ink: Ink, strokes: readonly Stroke[]): Ink {
  return { strokes, drawing: null, past: [...ink.past, ink.strokes] };
}
