import type { Size } from "../ink/stroke";
import type { Box, Mode } from "../reading/reading";

/** The guide frame on a view of this size, in CSS pixels: a line of digits, or one of them. */
export function guideOn(view: Size, mode: Mode): Box {
  const width = view.width * 0.9;
  const shape =
    mode === "single"
      ? squareIn({ width, height: view.height * 0.8 })
      : { width, height: Math.min(view.height * 0.8, width * 0.6) };
  return { x: (view.width - shape.width) / 2, y: (view.height - shape.height) / 2, ...shape };
}

function squareIn({ width, height }: Size): Size {
  const side = Math.min(width, height);
  return { width: side, height: side };
}

/** The part of the video, in its own pixels, under a frame on the view that the video covers. */
export function videoUnder(frame: Box, view: Size, video: Size): Box {
  const scale = Math.max(view.width / video.width, view.height / video.height);
  const hidden = {
    x: (video.width * scale - view.width) / 2,
    y: (video.height * scale - view.height) / 2,
  };
  return {
    x: (frame.x + hidden.x) / scale,
    y: (frame.y + hidden.y) / scale,
    width: frame.width / scale,
    height: frame.height / scale,
  };
}
