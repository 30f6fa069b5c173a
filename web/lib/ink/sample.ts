import { type Digit, digitWays } from "./digits";
import type { Size, Stroke } from "./stroke";

/** Numbers to try without drawing, one after the other. */
export const sampleNumbers = ["407", "58", "3162", "90"] as const;

type SampleNumber = (typeof sampleNumbers)[number];

const digitWidth = 0.62;
const gap = 0.34;
const slant = 0.12;
const unevenness = 0.05;

/** The number as somebody might write it in the middle of the paper. */
export function sampleStrokes(number: SampleNumber, paper: Size): readonly Stroke[] {
  const widthForOne = number.length * digitWidth + (number.length - 1) * gap;
  const height = Math.min(paper.height * 0.5, (paper.width * 0.66) / widthForOne);
  const left = (paper.width - widthForOne * height) / 2;
  const top = (paper.height - height) / 2;
  const penWidth = Math.min(14, height * 0.09);

  return Array.from(number).flatMap((digit, place) => {
    const x0 = left + place * (digitWidth + gap) * height;
    const y0 = top + (place % 2 === 0 ? -1 : 1) * unevenness * height;
    return digitWays[digit as Digit].map((way) => ({
      points: way.map(([x, y]) => ({
        x: x0 + (x * digitWidth + (0.5 - y) * slant) * height,
        y: y0 + y * height,
      })),
      penWidth,
      paper,
    }));
  });
}
