import { expect, test } from "vitest";
import { busyPauseMs, lookPauseMs } from "./retry-policy";

const earliest = () => 0;
const middle = () => 0.5;
const latest = () => 0.999;

test("looks for the server come ever more seldom, and end", () => {
  const pauses = Array.from({ length: 9 }, (_, tries) => lookPauseMs(tries, middle));
  expect(pauses).toEqual([1000, 2000, 4000, 8000, 8000, 8000, 8000, 8000, null]);
});

test("looks of many pages are spread", () => {
  expect(lookPauseMs(2, earliest)).toBe(3000);
  expect(lookPauseMs(2, latest)).toBeCloseTo(5000, -1);
});

test("a busy server is never asked earlier than it said", () => {
  expect(busyPauseMs(7, 0, earliest)).toBe(7000);
  expect(busyPauseMs(7, 0, latest)).toBeCloseTo(8400, -1);
});

test("a busy server that names no time is asked ever more seldom, and not for ever", () => {
  const pauses = [0, 1, 2, 3, 8].map((tries) => busyPauseMs(0, tries, earliest));
  expect(pauses).toEqual([250, 500, 1000, 2000, null]);
});
