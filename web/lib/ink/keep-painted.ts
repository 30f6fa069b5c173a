import type { Desk } from "../desk";
import { allStrokes } from "./ink";
import { paintStrokes } from "./paint";
import type { Size } from "./stroke";

/** Shows the desk's ink on the canvas, once a frame at most, until the returned stop is called. */
export function keepPainted(canvas: HTMLCanvasElement, desk: Desk): () => void {
  let frame: number | null = null;

  function paint(): void {
    frame = null;
    paintCanvas(canvas, desk);
  }
  function paintSoon(): void {
    frame ??= requestAnimationFrame(paint);
  }

  const sizes = new ResizeObserver(() => {
    desk.resize({ width: canvas.clientWidth, height: canvas.clientHeight });
  });
  sizes.observe(canvas);
  const unsubscribeInk = desk.ink.subscribe(paintSoon);
  const unsubscribeView = desk.view.subscribe(paintSoon);

  return () => {
    sizes.disconnect();
    unsubscribeInk();
    unsubscribeView();
    if (frame !== null) cancelAnimationFrame(frame);
  };
}

function paintCanvas(canvas: HTMLCanvasElement, desk: Desk): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const { canvas: size, scale } = desk.view.get();

  fitToScreen(canvas, size);
  context.resetTransform();
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.scale(scale * devicePixelRatio, scale * devicePixelRatio);
  paintStrokes(context, allStrokes(desk.ink.get()), getComputedStyle(canvas).color);
}

function fitToScreen(canvas: HTMLCanvasElement, size: Size): void {
  const width = Math.round(size.width * devicePixelRatio);
  const height = Math.round(size.height * devicePixelRatio);
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}
