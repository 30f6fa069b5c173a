import { beforeEach, expect, test } from "vitest";
import { createPalmGuard, type PalmGuard } from "./palm";

let guard: PalmGuard;

beforeEach(() => {
  guard = createPalmGuard();
});

const finger = (timeStamp: number) => ({ pointerType: "touch", width: 32, height: 40, timeStamp });
const pen = (timeStamp: number) => ({ pointerType: "pen", width: 1, height: 1, timeStamp });

test("fingers draw where there is no pen, thumbs too", () => {
  guard.see(finger(0));
  expect(guard.mayDraw(finger(1))).toBe(true);
  expect(guard.mayDraw({ ...finger(1), width: 60 })).toBe(true);
});

test("a touch near a pen is the hand that holds it", () => {
  guard.see(pen(1_000));
  expect(guard.mayDraw(finger(1_500))).toBe(false);
  expect(guard.mayDraw(pen(1_500))).toBe(true);
});

test("when the pen is put away, fingers draw again", () => {
  guard.see(pen(1_000));
  expect(guard.mayDraw(finger(9_000))).toBe(true);
});

test("what is as broad as a palm does not draw", () => {
  expect(guard.mayDraw({ ...finger(0), height: 90 })).toBe(false);
});

test("a mouse always draws", () => {
  guard.see(pen(1_000));
  expect(guard.mayDraw({ pointerType: "mouse", width: 1, height: 1, timeStamp: 1_001 })).toBe(true);
});
