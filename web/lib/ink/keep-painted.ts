import type { Desk } from "../desk";
import type { GrowingStroke, Ink } from "./ink";
import { type Brush, paintFrom, paintSettled, paintStroke, paintStrokes } from "./paint";
import type { Point, Size, Stroke } from "./stroke";
import type { View } from "./view";

/**
 * Two canvases, one above the other: `dry` holds the ink that stays, `wet` the tip of the stroke
 * that is being drawn, which the next move of the pen changes. So a move paints only what is new,
 * however long the stroke is.
 */
export type Layers = { readonly dry: HTMLCanvasElement; readonly wet: HTMLCanvasElement };

/** What the dry layer shows. */
type Shown = {
  readonly view: View;
  readonly color: string;
  readonly strokes: readonly Stroke[];
  /** The points of the stroke that is being drawn, dry up to the one numbered `settled`. */
  readonly growing: readonly Point[] | null;
  readonly settled: number;
};

/** Shows the desk's ink, once a frame at most, until the returned stop is called. */
export function keepPainted({ dry, wet }: Layers, desk: Desk): () => void {
  let frame: number | null = null;
  let shown: Shown | null = null;
  let tip: GrowingStroke | null = null;

  function paint(): void {
    frame = null;
    const ink = desk.ink.get();
    shown = paintNew(dry, shown, desk.view.get(), ink);
    if (tip !== null || ink.drawing !== null) paintTip(wet, shown, ink.drawing);
    tip = ink.drawing;
  }
  function paintSoon(): void {
    frame ??= requestAnimationFrame(paint);
  }
  function paintAnew(): void {
    shown = null;
    paintSoon();
  }
  function measure(): void {
    // Out of sight the canvas has no size, and the paper keeps the one that it had.
    if (dry.clientWidth > 0) desk.resize({ width: dry.clientWidth, height: dry.clientHeight });
  }

  measure();
  const sizes = new ResizeObserver(measure);
  sizes.observe(dry);
  const stops = [
    desk.ink.subscribe(paintSoon),
    desk.view.subscribe(paintSoon),
    onOtherColors(paintAnew),
  ];
  paintSoon();

  return () => {
    sizes.disconnect();
    for (const stop of stops) stop();
    if (frame !== null) cancelAnimationFrame(frame);
  };
}

/** Adds what is new to the dry layer, and paints all of it only where that is not enough. */
function paintNew(dry: HTMLCanvasElement, before: Shown | null, view: View, ink: Ink): Shown {
  if (before === null || before.view !== view || fitToScreen(dry, view.canvas)) {
    return paintAll(dry, view, ink);
  }
  const { color } = before;
  const brush = brushFor(dry, view, color);
  const added = addedStroke(before, ink);
  if (added === undefined || brush === null) return paintAll(dry, view, ink);
  if (added !== null) {
    if (added.points === before.growing) paintFrom(brush, added, before.settled);
    else paintStroke(brush, added);
  }
  const settled = added === null && before.growing !== null ? before.settled : 1;
  return paintGrowing(brush, { view, color, strokes: ink.strokes, growing: null, settled }, ink);
}

/** The one stroke that is new, `null` for none, `undefined` where more than that has changed. */
function addedStroke({ strokes, growing }: Shown, ink: Ink): Stroke | null | undefined {
  if (ink.strokes === strokes) {
    const sameGoesOn = growing === null || ink.drawing?.points === growing;
    return sameGoesOn ? null : undefined;
  }
  const last = ink.strokes.at(-1);
  const oneMore =
    ink.strokes.length === strokes.length + 1 && ink.strokes.at(-2) === strokes.at(-1);
  const fits = growing === null || last?.points === growing;
  return oneMore && fits ? last : undefined;
}

function paintAll(dry: HTMLCanvasElement, view: View, ink: Ink): Shown {
  fitToScreen(dry, view.canvas);
  const { color } = getComputedStyle(dry);
  const shown = { view, color, strokes: ink.strokes, growing: null, settled: 1 };
  const brush = brushFor(dry, view, color);
  if (brush === null) return shown;
  wipe(brush.context);
  paintStrokes(brush, ink.strokes);
  return paintGrowing(brush, shown, ink);
}

function paintGrowing(brush: Brush, shown: Shown, { drawing }: Ink): Shown {
  if (drawing === null) return shown;
  const settled = paintSettled(brush, drawing, shown.settled);
  return { ...shown, growing: drawing.points, settled };
}

function paintTip(
  wet: HTMLCanvasElement,
  { view, color, settled }: Shown,
  drawing: GrowingStroke | null,
): void {
  fitToScreen(wet, view.canvas);
  const brush = brushFor(wet, view, color);
  if (brush === null) return;
  wipe(brush.context);
  if (drawing === null) return;
  // The two points before the tip give its curve the right beginning.
  const from = Math.max(0, settled - 2);
  const points = [...drawing.points.slice(from), ...drawing.ahead];
  paintFrom(brush, { ...drawing, points }, settled - from);
}

function brushFor(canvas: HTMLCanvasElement, view: View, color: string): Brush | null {
  const context = canvas.getContext("2d");
  if (context === null) return null;
  const scale = view.scale * devicePixelRatio;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  return { context, color };
}

function wipe(context: CanvasRenderingContext2D): void {
  context.save();
  context.resetTransform();
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  context.restore();
}

/** Whether the canvas had another size, and is empty therefore. */
function fitToScreen(canvas: HTMLCanvasElement, size: Size): boolean {
  const width = Math.round(size.width * devicePixelRatio);
  const height = Math.round(size.height * devicePixelRatio);
  if (canvas.width === width && canvas.height === height) return false;
  canvas.width = width;
  canvas.height = height;
  return true;
}

/** Dark or light, by the system or by choice, and the system's own colors. */
function onOtherColors(listener: () => void): () => void {
  const queries = ["(prefers-color-scheme: dark)", "(forced-colors: active)"].map((query) =>
    matchMedia(query),
  );
  const choice = new MutationObserver(listener);
  choice.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  for (const query of queries) query.addEventListener("change", listener);
  return () => {
    choice.disconnect();
    for (const query of queries) query.removeEventListener("change", listener);
  };
}
