import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Reading } from "../reading/reading";
import { reading4AndUnreadable, reading407 } from "../reading/samples";
import type { Outcome, Server } from "../reading/server";
import { createWatch, type Watch } from "./watch";

const frame = new Blob(["frame"], { type: "image/jpeg" });
const second = 1_000;

let outcomes: Outcome[];
let frames: (Blob | null)[];
let watch: Watch;
const read = vi.fn<Server["read"]>();
const takeFrame = vi.fn(async () => (frames.length > 0 ? (frames.shift() ?? null) : frame));

beforeEach(() => {
  vi.useFakeTimers();
  outcomes = [];
  frames = [];
  read.mockReset();
  takeFrame.mockClear();
  read.mockImplementation(async () => outcomes.shift() ?? readAs(reading407));
});

afterEach(() => {
  watch.stop();
  vi.useRealTimers();
});

function readAs(reading: Reading): Outcome {
  return { kind: "read", reading };
}

function start(): void {
  watch = createWatch({ read, isAlive: async () => true }, "multi", takeFrame);
}

async function untilReads(count: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
  for (let waits = 0; read.mock.calls.length < count && waits < 100; waits++) {
    await vi.advanceTimersByTimeAsync(second / 10);
  }
  expect(read).toHaveBeenCalledTimes(count);
}

const steadyText = () => {
  const { answer } = watch.sight.get().steady;
  return answer.kind === "read" ? answer.reading.text : null;
};

test("a number is shown when two frames in a row agree on it", async () => {
  start();
  await untilReads(1);
  expect(steadyText()).toBeNull();
  await untilReads(2);
  expect(steadyText()).toBe("407");
});

test("one blurred frame changes nothing but the boxes", async () => {
  outcomes = [reading407, reading407, reading4AndUnreadable, reading407].map(readAs);
  start();
  await untilReads(3);
  expect(steadyText()).toBe("407");
  expect(watch.sight.get().latest).toBeNull();
  await untilReads(4);
  expect(watch.sight.get().latest).toBe(reading407);
});

test("while the same is read, what is shown stays the very same, so nothing is said twice", async () => {
  start();
  await untilReads(2);
  const { steady } = watch.sight.get();
  await untilReads(5);
  expect(watch.sight.get().steady).toBe(steady);
});

test("at most three frames a second are sent, and fewer of what stays the same", async () => {
  start();
  await vi.advanceTimersByTimeAsync(second);
  const first = read.mock.calls.length;
  expect(first).toBeLessThanOrEqual(4);
  await vi.advanceTimersByTimeAsync(30 * second);
  expect(read.mock.calls.length - first).toBeLessThan(40);
});

test("no frame is sent while another is on its way", async () => {
  read.mockImplementation(() => new Promise(() => undefined));
  start();
  await vi.advanceTimersByTimeAsync(5 * second);
  expect(read).toHaveBeenCalledOnce();
});

test("nothing is sent while there is nothing to see", async () => {
  frames = [null, null, null];
  start();
  await vi.advanceTimersByTimeAsync(1_200);
  expect(read).not.toHaveBeenCalled();
  await untilReads(1);
});

test("stopping takes back the frame that is on its way", async () => {
  read.mockImplementation(() => new Promise(() => undefined));
  start();
  await untilReads(1);
  watch.stop();
  expect(read.mock.lastCall?.[1].aborted).toBe(true);
});

describe("a server that is", () => {
  test("busy is left alone for as long as it asks, and asked less often from then on", async () => {
    outcomes = [{ kind: "busy", seconds: 7 }];
    start();
    await vi.advanceTimersByTimeAsync(6_900);
    expect(read).toHaveBeenCalledOnce();
    expect(watch.sight.get().steady.server.kind).toBe("busy");
    await vi.advanceTimersByTimeAsync(200);
    expect(read).toHaveBeenCalledTimes(2);
    expect(watch.sight.get().steady.server.kind).toBe("well");
    await vi.advanceTimersByTimeAsync(2 * second);
    expect(read.mock.calls.length).toBeLessThanOrEqual(6);
  });

  test("away is told, and asked again after a while", async () => {
    outcomes = [{ kind: "away" }];
    start();
    await vi.advanceTimersByTimeAsync(0);
    expect(watch.sight.get().steady.server.kind).toBe("away");
    await untilReads(3);
    expect(watch.sight.get().steady.server.kind).toBe("well");
    expect(steadyText()).toBe("407");
  });
});
