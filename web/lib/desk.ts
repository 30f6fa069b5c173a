import {
  allStrokes,
  changeInk,
  type Ink,
  type InkAction,
  isBlank,
  isChanging,
  noInk,
} from "./ink/ink";
import type { Size, Stroke } from "./ink/stroke";
import { roomyViewOf, unmeasured, type View, viewOf } from "./ink/view";
import { createObservable, type Observable } from "./observable";
import { createReader, type ReaderState } from "./reading/reader";
import type { Mode } from "./reading/reading";
import type { Server } from "./reading/server";
import { newSheet } from "./reading/sheet";

/** Paper, pen and reader together: every change of the ink or the mode is read by itself. */
export type Desk = {
  readonly ink: Observable<Ink>;
  readonly view: Observable<View>;
  readonly mode: Observable<Mode>;
  readonly reading: Observable<ReaderState>;
  readonly resize: (canvas: Size) => void;
  readonly change: (action: InkAction) => void;
  readonly setMode: (mode: Mode) => void;
  readonly tryAgain: () => void;
};

/** A pen that rests so long has ended its digit: the paper may move now. */
const restMs = 700;

export function createDesk(
  server: Server,
  takePicture: (strokes: readonly Stroke[], paper: Size) => Blob,
): Desk {
  const ink = createObservable<Ink>(noInk);
  const view = createObservable<View>(viewOf([], unmeasured));
  const mode = createObservable<Mode>("multi");
  const reader = createReader(server);
  let sheet = newSheet();
  let rest: ReturnType<typeof setTimeout> | undefined;

  /** Undo does not enlarge the ink that stays: it would jump from under the pen. */
  function keepInkInSight(): void {
    const fitting = viewOf(allStrokes(ink.get()), view.get().canvas);
    if (isBlank(ink.get()) || fitting.scale < view.get().scale) view.set(fitting);
  }

  /** Never while drawing, nor between two strokes of a digit. */
  function makeRoomSoon(): void {
    clearTimeout(rest);
    if (mode.get() !== "multi" || isChanging(ink.get()) || isBlank(ink.get())) return;
    rest = setTimeout(() => view.set(roomyViewOf(ink.get().strokes, view.get())), restMs);
  }

  function readAgain(): void {
    const { strokes } = ink.get();
    if (isChanging(ink.get())) {
      reader.expect();
    } else if (strokes.length === 0) {
      sheet = newSheet();
      reader.rest();
    } else {
      reader.ask({ image: takePicture(strokes, view.get().paper), mode: mode.get(), sheet });
    }
  }

  return {
    ink,
    view,
    mode,
    reading: reader.state,
    tryAgain: reader.tryAgain,
    resize(canvas) {
      const before = view.get().canvas;
      if (canvas.width === before.width && canvas.height === before.height) return;
      view.set(viewOf(allStrokes(ink.get()), canvas));
      makeRoomSoon();
    },
    change(action) {
      const before = ink.get();
      const after = changeInk(before, action);
      ink.set(after);
      // While a stroke grows it stays in sight, and the reader waits for its end already.
      if (after === before || action.kind === "extend") return;
      keepInkInSight();
      makeRoomSoon();
      readAgain();
    },
    setMode(next) {
      mode.set(next);
      makeRoomSoon();
      readAgain();
    },
  };
}
