import type { Point, Stroke } from "./stroke";

/**
 * A drawing as text, to keep it over a reload. Points are flat lists of numbers: x, y, x, y, …,
 * or x, y, pressure, … where the pen told its pressure.
 */
type Kept = { readonly version: 1; readonly strokes: readonly KeptStroke[] };

type KeptStroke = {
  readonly pen: number;
  readonly paper: readonly [width: number, height: number];
  readonly xy?: readonly number[];
  readonly xyp?: readonly number[];
};

/** More than a browser keeps for certain, and far more than anybody writes. */
const longestText = 2_000_000;

/** `null` for a drawing that is too large to be kept. */
export function keptText(strokes: readonly Stroke[]): string | null {
  const kept: Kept = { version: 1, strokes: strokes.map(keptStroke) };
  const text = JSON.stringify(kept);
  return text.length <= longestText ? text : null;
}

/** No strokes where the text is none of `keptText`'s. */
export function strokesOfKept(text: string): readonly Stroke[] {
  const kept = jsonOf(text);
  if (!isRecord(kept) || kept.version !== 1 || !Array.isArray(kept.strokes)) return [];
  const strokes = kept.strokes.map(strokeOf);
  return strokes.every((stroke) => stroke !== null) ? strokes : [];
}

function keptStroke({ points, penWidth, paper }: Stroke): KeptStroke {
  const pen = rounded(penWidth);
  const size = [rounded(paper.width), rounded(paper.height)] as const;
  return points.every(({ pressure }) => pressure === undefined)
    ? { pen, paper: size, xy: points.flatMap(({ x, y }) => [x, y].map(rounded)) }
    : {
        pen,
        paper: size,
        xyp: points.flatMap(({ x, y, pressure }) => [x, y, pressure ?? 0.5].map(rounded)),
      };
}

function strokeOf(kept: unknown): Stroke | null {
  if (!isRecord(kept) || !isNumbers(kept.paper) || !isPositive(kept.pen)) return null;
  const [width, height] = kept.paper;
  const points = isNumbers(kept.xyp) ? pointsOf(kept.xyp, 3) : pointsOf(kept.xy, 2);
  if (!isPositive(width) || !isPositive(height) || points.length === 0) return null;
  return { points, penWidth: kept.pen, paper: { width, height } };
}

function pointsOf(numbers: unknown, perPoint: 2 | 3): readonly Point[] {
  if (!isNumbers(numbers) || numbers.length % perPoint !== 0) return [];
  return Array.from({ length: numbers.length / perPoint }, (_, index) => {
    const [x = 0, y = 0, pressure] = numbers.slice(index * perPoint, (index + 1) * perPoint);
    return pressure === undefined ? { x, y } : { x, y, pressure };
  });
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every(Number.isFinite);
}

function isPositive(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value > 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
