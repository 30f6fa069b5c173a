import { describe, expect, test } from "vitest";
import { pictureSize } from "./picture";
import type { Point, Size, Stroke } from "./stroke";
import { toPaper, viewOf } from "./view";

const wide: Size = { width: 800, height: 400 };
const narrow: Size = { width: 400, height: 300 };

function stroke(points: readonly Point[], paper: Size): Stroke {
  return { points, penWidth: 10, paper };
}

describe("the view", () => {
  test("is the canvas itself while the ink fits", () => {
    const small = stroke([{ x: 20, y: 20 }], wide);
    expect(viewOf([], wide)).toEqual({ canvas: wide, scale: 1, paper: wide });
    expect(viewOf([small], narrow)).toEqual({ canvas: narrow, scale: 1, paper: narrow });
  });

  test("shrinks the paper until all ink is in sight, pen width included", () => {
    const farRight = stroke([{ x: 795, y: 100 }], wide);
    const { scale, paper } = viewOf([farRight], narrow);
    expect(scale).toBe(0.5);
    expect(paper).toEqual({ width: 800, height: 600 });
  });

  test("is the old one again when the canvas is large again", () => {
    const farRight = stroke([{ x: 795, y: 100 }], wide);
    expect(viewOf([farRight], wide)).toMatchObject({ scale: 1, paper: wide });
  });

  test("does not make room for ink that was drawn beyond the edge", () => {
    const leaving = stroke(
      [
        { x: 390, y: 100 },
        { x: 2000, y: 5000 },
      ],
      narrow,
    );
    expect(viewOf([leaving], narrow).scale).toBe(1);
  });

  test("stays as it is while a stroke is drawn on a shrunken paper", () => {
    const farRight = stroke([{ x: 795, y: 100 }], wide);
    const shrunken = viewOf([farRight], narrow);
    const corner = toPaper({ x: 400, y: 300 }, shrunken);
    const next = viewOf([farRight, stroke([corner], shrunken.paper)], narrow);
    expect(next.scale).toBeCloseTo(shrunken.scale);
  });

  test("takes a point of the canvas to its place on the paper", () => {
    const halved = { canvas: narrow, scale: 0.5, paper: wide };
    expect(toPaper({ x: 100, y: 50 }, halved)).toEqual({ x: 200, y: 100 });
  });
});

describe("the picture", () => {
  test("has whole pixels for all of the paper", () => {
    expect(pictureSize({ width: 358.4, height: 300 })).toEqual({ width: 359, height: 300 });
  });

  test("has no pixel for the dust of scaling", () => {
    expect(pictureSize({ width: 600.0000001, height: 299.9999999 })).toEqual({
      width: 600,
      height: 300,
    });
  });

  test("is never empty", () => {
    expect(pictureSize({ width: 0, height: 0 })).toEqual({ width: 1, height: 1 });
  });
});
