import { isTouched } from "./eraser";
import type { Point, Size, Stroke } from "./stroke";

/**
 * A stroke that is being drawn. Its points grow in place, because copying a long stroke at each
 * move of the pen would make the pen slower the longer it draws.
 */
export type GrowingStroke = Stroke & {
  readonly points: Point[];
  /** Where the browser expects the pen next: shown, never kept. */
  readonly ahead: readonly Point[];
};

export type Ink = {
  readonly strokes: readonly Stroke[];
  readonly drawing: GrowingStroke | null;
  /** The strokes that the eraser found when it came down; `null` while it is up. */
  readonly erasedFrom: readonly Stroke[] | null;
  /** What `strokes` was before each change, the latest last. */
  readonly past: readonly (readonly Stroke[])[];
  /** What undo took back, the latest last. */
  readonly future: readonly (readonly Stroke[])[];
};

export type InkAction =
  | {
      readonly kind: "begin";
      readonly point: Point;
      readonly penWidth: number;
      readonly paper: Size;
    }
  | {
      readonly kind: "extend";
      readonly points: readonly Point[];
      readonly ahead?: readonly Point[];
    }
  /** Takes away each stroke that an eraser `reach` wide touches on its way. */
  | { readonly kind: "erase"; readonly from: Point; readonly to: Point; readonly reach: number }
  | { readonly kind: "end" }
  /** What was being drawn turned out to be no pen: it never was. */
  | { readonly kind: "cancel" }
  | { readonly kind: "undo" }
  | { readonly kind: "redo" }
  | { readonly kind: "clear" }
  /** Puts other strokes in the place of all that are there. */
  | { readonly kind: "put"; readonly strokes: readonly Stroke[] }
  /** Brings a drawing back as it was written, so that undo takes it back stroke by stroke. */
  | { readonly kind: "restore"; readonly strokes: readonly Stroke[] };

export const noInk: Ink = { strokes: [], drawing: null, erasedFrom: null, past: [], future: [] };

const longestPast = 200;

/** Returns the very same ink where the action changes nothing. */
export function changeInk(ink: Ink, action: InkAction): Ink {
  switch (action.kind) {
    case "begin":
      return begin(finish(ink), action.point, action.penWidth, action.paper);
    case "extend":
      return extend(ink, action.points, action.ahead ?? []);
    case "erase":
      return erase(ink, action.from, action.to, action.reach);
    case "end":
      return finish(ink);
    case "cancel":
      return ink.drawing === null ? ink : { ...ink, drawing: null };
    case "undo":
      return undo(ink);
    case "redo":
      return redo(finish(ink));
    case "clear":
      return put(finish(ink), []);
    case "put":
      return put(finish(ink), action.strokes);
    case "restore":
      return restored(action.strokes);
  }
}

export function allStrokes(ink: Ink): readonly Stroke[] {
  return ink.drawing === null ? ink.strokes : [...ink.strokes, ink.drawing];
}

export function isBlank(ink: Ink): boolean {
  return ink.strokes.length === 0 && ink.drawing === null;
}

/** The pen or the eraser is down. */
export function isChanging(ink: Ink): boolean {
  return ink.drawing !== null || ink.erasedFrom !== null;
}

export function canUndo(ink: Ink): boolean {
  return ink.past.length > 0 || isChanging(ink);
}

export function canRedo(ink: Ink): boolean {
  return ink.future.length > 0;
}

function begin(ink: Ink, point: Point, penWidth: number, paper: Size): Ink {
  return { ...ink, drawing: { points: [point], penWidth, paper, ahead: [] } };
}

function extend(ink: Ink, points: readonly Point[], ahead: readonly Point[]): Ink {
  if (ink.drawing === null || points.length === 0) return ink;
  ink.drawing.points.push(...points);
  return { ...ink, drawing: { ...ink.drawing, ahead } };
}

function erase(ink: Ink, from: Point, to: Point, reach: number): Ink {
  const left = ink.strokes.filter((stroke) => !isTouched(stroke, from, to, reach));
  if (left.length === ink.strokes.length) return ink;
  return { ...ink, strokes: left, erasedFrom: ink.erasedFrom ?? ink.strokes };
}

function finish(ink: Ink): Ink {
  if (ink.erasedFrom !== null) return changed(ink, ink.erasedFrom, ink.strokes);
  if (ink.drawing === null) return ink;
  const { points, penWidth, paper } = ink.drawing;
  return changed(ink, ink.strokes, [...ink.strokes, { points, penWidth, paper }]);
}

function undo(ink: Ink): Ink {
  if (ink.drawing !== null) return { ...ink, drawing: null };
  if (ink.erasedFrom !== null) return { ...ink, strokes: ink.erasedFrom, erasedFrom: null };
  const before = ink.past.at(-1);
  if (before === undefined) return ink;
  const future = [...ink.future, ink.strokes];
  return { ...noInk, strokes: before, past: ink.past.slice(0, -1), future };
}

function redo(ink: Ink): Ink {
  const after = ink.future.at(-1);
  if (after === undefined) return ink;
  const past = [...ink.past, ink.strokes];
  return { ...noInk, strokes: after, past, future: ink.future.slice(0, -1) };
}

function put(ink: Ink, strokes: readonly Stroke[]): Ink {
  if (ink.strokes.length === 0 && strokes.length === 0) return ink;
  return changed(ink, ink.strokes, strokes);
}

function restored(strokes: readonly Stroke[]): Ink {
  const past = strokes.map((_, count) => strokes.slice(0, count)).slice(-longestPast);
  return { ...noInk, strokes, past };
}

function changed(ink: Ink, before: readonly Stroke[], strokes: readonly Stroke[]): Ink {
  return { ...noInk, strokes, past: [...ink.past, before].slice(-longestPast) };
}
