import { expect, type Locator } from "@playwright/test";
import type { Way } from "../lib/ink/digits";

export type Frame = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export async function frameOf(element: Locator): Promise<Frame> {
  const frame = await element.boundingBox();
  if (frame === null) throw new Error("The element is not on the screen.");
  return frame;
}

/** The frame around the ink that the canvas shows, in page coordinates. */
export async function inkFrame(canvas: Locator): Promise<Frame> {
  return canvas.evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement)) throw new Error("This is no canvas.");
    const context = element.getContext("2d");
    if (context === null) throw new Error("The canvas shows nothing.");
    const { data, width, height } = context.getImageData(0, 0, element.width, element.height);
    let [left, top, right, bottom] = [width, height, 0, 0];
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        if ((data[(y * width + x) * 4 + 3] ?? 0) < 128) continue;
        left = Math.min(left, x);
        top = Math.min(top, y);
        right = Math.max(right, x + 1);
        bottom = Math.max(bottom, y + 1);
      }
    }
    const place = element.getBoundingClientRect();
    const scale = place.width / width;
    return {
      x: place.x + left * scale,
      y: place.y + top * scale,
      width: (right - left) * scale,
      height: (bottom - top) * scale,
    };
  });
}

export function frameAround(ways: readonly Way[], reach: number): Frame {
  const xs = ways.flat().map(([x]) => x);
  const ys = ways.flat().map(([, y]) => y);
  const left = Math.min(...xs) - reach;
  const top = Math.min(...ys) - reach;
  return {
    x: left,
    y: top,
    width: Math.max(...xs) + reach - left,
    height: Math.max(...ys) + reach - top,
  };
}

export function union(frames: readonly Frame[]): Frame {
  const left = Math.min(...frames.map(({ x }) => x));
  const top = Math.min(...frames.map(({ y }) => y));
  return {
    x: left,
    y: top,
    width: Math.max(...frames.map(({ x, width }) => x + width)) - left,
    height: Math.max(...frames.map(({ y, height }) => y + height)) - top,
  };
}

/** Each edge of `frame` lies at most `tolerance` pixels from the same edge of `other`. */
export function expectSamePlace(frame: Frame, other: Frame, tolerance: number): void {
  for (const [edge, otherEdge] of [
    [frame.x, other.x],
    [frame.y, other.y],
    [frame.x + frame.width, other.x + other.width],
    [frame.y + frame.height, other.y + other.height],
  ] as const) {
    expect(Math.abs(edge - otherEdge)).toBeLessThanOrEqual(tolerance);
  }
}
