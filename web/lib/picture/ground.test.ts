import { expect, test } from "vitest";
import { groundOf } from "./ground";

type Rgba = readonly [number, number, number, number];
const clear: Rgba = [0, 0, 0, 0];
const ink: Rgba = [20, 20, 20, 255];
const chalk: Rgba = [240, 240, 240, 255];

function samples(...pixels: readonly Rgba[]): Uint8ClampedArray {
  return Uint8ClampedArray.from(pixels.flat());
}

test("a picture without transparency needs no paper", () => {
  expect(groundOf(samples(ink, chalk, chalk))).toBe("opaque");
});

test("dark ink on transparency lies on white paper", () => {
  expect(groundOf(samples(clear, ink, clear, clear))).toBe("white");
});

test("light ink on transparency lies on black paper", () => {
  expect(groundOf(samples(clear, chalk, clear, clear))).toBe("black");
});

test("a light page with a soft corner lies on white paper", () => {
  const page = Array.from({ length: 99 }, () => chalk);
  expect(groundOf(samples(clear, ...page))).toBe("white");
});

test("nothing at all lies on white paper", () => {
  expect(groundOf(samples(clear, clear))).toBe("white");
});
