import type { Size } from "../ink/stroke";
import { contextOf, jpegOf } from "../picture/jpeg";
import { reducedSize } from "../picture/reduce";
import type { Mode } from "../reading/reading";
import { guideOn, videoUnder } from "./framing";

/** Large enough for a line of digits, small enough to be sent several times a second. */
export const liveArea = 640_000;

/**
 * What stands in the guide frame now, as a JPEG of at most `area` pixels; `null` while the video
 * shows nothing.
 */
export async function frameOf(
  video: HTMLVideoElement,
  mode: Mode,
  area: number,
): Promise<Blob | null> {
  const pixels: Size = { width: video.videoWidth, height: video.videoHeight };
  const view: Size = { width: video.clientWidth, height: video.clientHeight };
  if (pixels.width === 0 || view.width === 0) return null;
  const part = videoUnder(guideOn(view, mode), view, pixels);
  const canvas = document.createElement("canvas");
  Object.assign(canvas, reducedSize(part, area));
  const { x, y, width, height } = part;
  contextOf(canvas).drawImage(video, x, y, width, height, 0, 0, canvas.width, canvas.height);
  return jpegOf(canvas);
}
