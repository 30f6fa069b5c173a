/**
 * The ten digits as a pen writes them, each in a box one wide and one high (x to the right,
 * y down). Curves are sampled finely, like the moves that a browser reports.
 */

export type Dot = readonly [x: number, y: number];
export type Way = readonly Dot[];

export type Digit = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";

const stepsPerPiece = 14;

export const digitWays: Record<Digit, readonly Way[]> = {
  "0": [arc({ center: [0.5, 0.5], radii: [0.34, 0.48], from: -75, to: -433 })],
  "1": [joined(curve([0.3, 0.24], [0.44, 0.16], [0.55, 0.02]), line([0.55, 0.02], [0.53, 0.98]))],
  "2": [
    joined(
      arc({ center: [0.5, 0.3], radii: [0.33, 0.27], from: -160, to: 30 }),
      curve([0.79, 0.43], [0.62, 0.68], [0.16, 0.95]),
      curve([0.16, 0.95], [0.5, 0.93], [0.88, 0.95]),
    ),
  ],
  "3": [
    joined(
      arc({ center: [0.47, 0.27], radii: [0.3, 0.25], from: -150, to: 80 }),
      arc({ center: [0.47, 0.73], radii: [0.34, 0.25], from: -80, to: 150 }),
    ),
  ],
  "4": [
    joined(curve([0.5, 0.03], [0.36, 0.38], [0.1, 0.64]), line([0.1, 0.64], [0.92, 0.62])),
    curve([0.68, 0.28], [0.66, 0.64], [0.66, 0.98]),
  ],
  "5": [
    joined(
      curve([0.26, 0.05], [0.24, 0.24], [0.22, 0.46]),
      arc({ center: [0.46, 0.67], radii: [0.35, 0.28], from: -125, to: 140 }),
    ),
    line([0.26, 0.05], [0.82, 0.04]),
  ],
  "6": [
    joined(
      curve([0.7, 0.03], [0.26, 0.24], [0.18, 0.68]),
      arc({ center: [0.48, 0.72], radii: [0.3, 0.25], from: 190, to: -165 }),
    ),
  ],
  "7": [
    joined(
      curve([0.12, 0.07], [0.5, 0.04], [0.86, 0.06]),
      curve([0.86, 0.06], [0.55, 0.45], [0.42, 0.98]),
    ),
  ],
  "8": [
    joined(
      curve([0.74, 0.14], [0.5, -0.08], [0.26, 0.14]),
      curve([0.26, 0.14], [0.14, 0.36], [0.5, 0.48]),
      curve([0.5, 0.48], [0.94, 0.62], [0.78, 0.86]),
      curve([0.78, 0.86], [0.5, 1.08], [0.22, 0.86]),
      curve([0.22, 0.86], [0.06, 0.62], [0.5, 0.48]),
      curve([0.5, 0.48], [0.86, 0.36], [0.74, 0.14]),
    ),
  ],
  "9": [
    joined(
      arc({ center: [0.48, 0.29], radii: [0.3, 0.27], from: -20, to: -370 }),
      curve([0.78, 0.24], [0.76, 0.62], [0.6, 0.98]),
    ),
  ],
};

function line(from: Dot, to: Dot): Way {
  return sampled((t) => between(from, to, t));
}

function curve(from: Dot, control: Dot, to: Dot): Way {
  return sampled((t) => between(between(from, control, t), between(control, to, t), t));
}

type Arc = {
  readonly center: Dot;
  readonly radii: Dot;
  /** Degrees, clockwise from the right, as y grows downwards. */
  readonly from: number;
  readonly to: number;
};

function arc({ center, radii, from, to }: Arc): Way {
  return sampled((t) => {
    const angle = ((from + (to - from) * t) * Math.PI) / 180;
    return [center[0] + radii[0] * Math.cos(angle), center[1] + radii[1] * Math.sin(angle)];
  });
}

function joined(...ways: readonly Way[]): Way {
  return ways.flat();
}

function sampled(at: (t: number) => Dot): Way {
  return Array.from({ length: stepsPerPiece + 1 }, (_, step) => at(step / stepsPerPiece));
}

function between(a: Dot, b: Dot, t: number): Dot {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
}
