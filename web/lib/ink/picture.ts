import { paintStrokes } from "./paint";
import type { Size, Stroke } from "./stroke";

/**
 * The drawing as a PNG, dark on white, one pixel per paper unit: the same on every screen.
 * Encoded at once, because `toBlob` may wait until the browser is idle.
 */
export function inkPicture(strokes: readonly Stroke[], paper: Size): Blob {
  const canvas = document.createElement("canvas");
  const { width, height } = pictureSize(paper);
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  if (context === null) throw new Error("This browser has no canvas to draw on.");
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  paintStrokes({ context, color: "black" }, strokes);
  return pngFromDataUrl(canvas.toDataURL("image/png"));
}

/** Whole pixels that lose nothing at the right and bottom edge. */
export function pictureSize(paper: Size): Size {
  return { width: wholePixels(paper.width), height: wholePixels(paper.height) };
}

function wholePixels(length: number): number {
  // Scaling leaves dust such as 600.0000000001, which is no pixel of its own.
  return Math.max(1, Math.ceil(length - 0.001));
}

function pngFromDataUrl(url: string): Blob {
  const base64 = url.slice(url.indexOf(",") + 1);
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new Blob([bytes], { type: "image/png" });
}
