import { expect, test } from "vitest";
import { guideOn, videoUnder } from "./framing";

const portrait = { width: 360, height: 400 };
const wide = { width: 800, height: 300 };

test.each([portrait, wide])("the guide is in the middle of a view of $width × $height", (view) => {
  for (const mode of ["single", "multi"] as const) {
    const { x, y, width, height } = guideOn(view, mode);
    expect(x + width / 2).toBeCloseTo(view.width / 2);
    expect(y + height / 2).toBeCloseTo(view.height / 2);
    expect(Math.min(x, y)).toBeGreaterThan(0);
  }
});

test("one digit has a square frame, several have a wide one", () => {
  const one = guideOn(portrait, "single");
  expect(one.width).toBeCloseTo(one.height);
  const several = guideOn(portrait, "multi");
  expect(several.width / several.height).toBeGreaterThan(1.5);
});

test("a video wider than the view loses its sides", () => {
  const view = { width: 100, height: 100 };
  const all = { x: 0, y: 0, ...view };
  expect(videoUnder(all, view, { width: 400, height: 200 })).toEqual({
    x: 100,
    y: 0,
    width: 200,
    height: 200,
  });
});

test("a video taller than the view loses top and bottom", () => {
  const view = { width: 100, height: 100 };
  const middle = { x: 25, y: 25, width: 50, height: 50 };
  expect(videoUnder(middle, view, { width: 200, height: 400 })).toEqual({
    x: 50,
    y: 150,
    width: 100,
    height: 100,
  });
});
