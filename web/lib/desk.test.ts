import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createDesk, type Desk } from "./desk";
import type { InkAction } from "./ink/ink";
import type { Size, Stroke } from "./ink/stroke";
import type { Outcome, Question, Server } from "./reading/server";

const canvas: Size = { width: 300, height: 200 };
const forever = new Promise<Outcome>(() => undefined);
const png = new Blob(["png"]);

const read = vi.fn((_question: Question, _signal: AbortSignal) => forever);
const takePicture = vi.fn((_strokes: readonly Stroke[], _paper: Size) => png);
const server: Server = { read, isAlive: async () => true };

let desk: Desk;

beforeEach(() => {
  vi.clearAllMocks();
  desk = createDesk(server, takePicture);
  desk.resize(canvas);
});

afterEach(() => vi.useRealTimers());

const begin = {
  kind: "begin",
  point: { x: 9, y: 9 },
  penWidth: 8,
  paper: canvas,
} satisfies InkAction;

function drawDot(): void {
  desk.change(begin);
  desk.change({ kind: "end" });
}

test("the drawing is read as soon as the pen lifts, and not before", () => {
  desk.change(begin);
  desk.change({ kind: "extend", points: [{ x: 10, y: 10 }] });
  expect(read).not.toHaveBeenCalled();
  desk.change({ kind: "end" });
  expect(read).toHaveBeenCalledOnce();
  expect(takePicture).toHaveBeenCalledWith(desk.ink.get().strokes, canvas);
});

test("the beginning of a stroke takes back the question about the ink before it", () => {
  drawDot();
  desk.change(begin);
  expect(read.mock.lastCall?.[1].aborted).toBe(true);
  expect(desk.reading.get().answer.kind).toBe("awaited");
});

test("a change of mode reads the same ink in the new mode", () => {
  drawDot();
  desk.setMode("single");
  expect(read.mock.calls.map(([question]) => question.mode)).toEqual(["multi", "single"]);
});

test("undo and the undoing of clear read what is left", () => {
  drawDot();
  drawDot();
  desk.change({ kind: "undo" });
  desk.change({ kind: "clear" });
  desk.change({ kind: "undo" });
  expect(takePicture.mock.calls.map(([strokes]) => strokes.length)).toEqual([1, 2, 1, 1]);
});

test("an empty paper asks nothing", () => {
  desk.setMode("single");
  desk.change({ kind: "undo" });
  desk.change({ kind: "clear" });
  expect(read).not.toHaveBeenCalled();
  drawDot();
  desk.change({ kind: "clear" });
  expect(read).toHaveBeenCalledOnce();
  expect(desk.reading.get().answer).toEqual({ kind: "none" });
});

test("in a smaller canvas undo leaves the ink where it is, and an empty paper is new", () => {
  const farRight: InkAction = { ...begin, point: { x: 296, y: 9 } };
  drawDot();
  desk.change(farRight);
  desk.change({ kind: "end" });
  desk.resize({ width: 150, height: 200 });
  expect(desk.view.get().scale).toBe(0.5);
  desk.change({ kind: "undo" });
  expect(desk.view.get().scale).toBe(0.5);
  desk.change({ kind: "clear" });
  expect(desk.view.get().scale).toBe(1);
});

function drawFarRight(): void {
  desk.change({ ...begin, point: { x: 296, y: 9 } });
  desk.change({ kind: "end" });
}

test("room for the next digit is made when the pen rests, and not before", () => {
  vi.useFakeTimers();
  drawFarRight();
  expect(desk.view.get().scale).toBe(1);
  desk.change(begin);
  vi.advanceTimersByTime(5_000);
  expect(desk.view.get().scale).toBe(1);
  desk.change({ kind: "end" });
  vi.advanceTimersByTime(5_000);
  expect(desk.view.get().scale).toBeCloseTo(0.7);
  expect(read).toHaveBeenCalledTimes(2);
});

test("one digit needs no room for another", () => {
  vi.useFakeTimers();
  desk.setMode("single");
  drawFarRight();
  vi.advanceTimersByTime(5_000);
  expect(desk.view.get().scale).toBe(1);
  desk.setMode("multi");
  vi.advanceTimersByTime(5_000);
  expect(desk.view.get().scale).toBeCloseTo(0.7);
});

test("what the eraser leaves is read when it lifts; where it takes nothing, nothing is asked", () => {
  drawDot();
  drawFarRight();
  const erase = (x: number): InkAction => ({
    kind: "erase",
    from: { x, y: 9 },
    to: { x, y: 9 },
    reach: 4,
  });
  desk.change(erase(150));
  desk.change({ kind: "end" });
  expect(read).toHaveBeenCalledTimes(2);
  desk.change(erase(296));
  expect(desk.reading.get().answer.kind).toBe("awaited");
  expect(read).toHaveBeenCalledTimes(2);
  desk.change({ kind: "end" });
  expect(takePicture.mock.lastCall?.[0]).toHaveLength(1);
  expect(read).toHaveBeenCalledTimes(3);
});

test("a drawing that comes back is read", () => {
  drawDot();
  const { strokes } = desk.ink.get();
  const next = createDesk(server, takePicture);
  next.resize(canvas);
  next.change({ kind: "restore", strokes });
  expect(takePicture.mock.lastCall?.[0]).toBe(strokes);
  expect(next.reading.get().answer.kind).toBe("awaited");
});
