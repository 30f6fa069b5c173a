import { describe, expect, test } from "vitest";
import { pictureSize } from "./picture";
import type { Point, Size, Stroke } from "./stroke";
import { roomyViewOf, toPaper, viewOf } from "./view";

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

describe("room for the next digit", () => {
  const inkTo = (x: number) => [stroke([{ x: x - 5, y: 100 }], wide)];
  const freeOf = ({ paper }: ReturnType<typeof viewOf>, x: number) =>
    (paper.width - x) / paper.width;

  test("is left as it is while there is some", () => {
    const view = viewOf(inkTo(500), wide);
    expect(roomyViewOf(inkTo(500), view)).toBe(view);
  });

  test("is made where the ink comes near the right edge, and all ink stays in sight", () => {
    const roomy = roomyViewOf(inkTo(780), viewOf(inkTo(780), wide));
    expect(freeOf(roomy, 780)).toBeCloseTo(0.3);
    expect(roomy.scale).toBeLessThan(1);
  });

  test("is made again and again, until digits would be too small to write", () => {
    let view = viewOf([], wide);
    for (let digits = 0; digits < 20; digits++) {
      const ink = inkTo(view.paper.width - 10).map((one) => ({ ...one, paper: view.paper }));
      view = roomyViewOf(ink, view);
    }
    expect(view.scale).toBeCloseTo(0.3);
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
