import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Settled } from "./entry";
import { createKeeper, type Keeper } from "./keeper";
import { settledOn } from "./samples";

const first = settledOn("a");
const later = settledOn("a");
const other = settledOn("b");

const save = vi.fn((_settled: Settled) => undefined);
let keeper: Keeper;

beforeEach(() => {
  vi.useFakeTimers();
  save.mockClear();
  keeper = createKeeper(save);
});

afterEach(() => vi.useRealTimers());

const wait = () => vi.advanceTimersByTime(10_000);

test("a reading is kept once it has stood for a while", () => {
  keeper.see(first);
  expect(save).not.toHaveBeenCalled();
  wait();
  expect(save.mock.calls).toEqual([[first]]);
});

test("what a quick writer passes through is not kept", () => {
  keeper.see(first);
  keeper.see("changing");
  wait();
  expect(save).not.toHaveBeenCalled();
  keeper.see(later);
  wait();
  expect(save.mock.calls).toEqual([[later]]);
});

test("a sheet that is left behind is kept at once", () => {
  keeper.see(first);
  keeper.see("nothing");
  expect(save.mock.calls).toEqual([[first]]);
  keeper.see(first);
  keeper.see(other);
  expect(save.mock.calls).toEqual([[first], [first]]);
});

test("when the page goes, what waits is kept, and only once", () => {
  keeper.see(first);
  keeper.flush();
  keeper.flush();
  wait();
  expect(save).toHaveBeenCalledOnce();
});
