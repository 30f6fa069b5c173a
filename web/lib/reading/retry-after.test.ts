import { expect, test } from "vitest";
import { retryAfterSeconds } from "./retry-after";

const now = new Date("2030-01-01T12:00:00Z");

test.each([
  ["7", 7],
  ["0", 0],
  ["-3", 0],
  ["Tue, 01 Jan 2030 12:00:30 GMT", 30],
  ["Tue, 01 Jan 2030 11:00:00 GMT", 0],
  ["soon", 5],
  ["", 5],
  [null, 5],
])("%s asks for %d seconds", (header, seconds) => {
  expect(retryAfterSeconds(header, now)).toBe(seconds);
});
