import type { Desk } from "./desk";
import { isBlank } from "./ink/ink";
import { keptText, strokesOfKept } from "./ink/kept";
import { inStorage } from "./remembered";

const name = "drawing";

/**
 * Brings the drawing back that a reload, or a phone short of memory, took away, and keeps what is
 * drawn from now on, until the returned stop is called. Only for this tab: a new one is empty.
 */
export function keepDrawing(desk: Desk): () => void {
  if (isBlank(desk.ink.get())) bringBack(desk);
  let kept = desk.ink.get().strokes;

  return desk.ink.subscribe(() => {
    const { strokes } = desk.ink.get();
    if (strokes === kept) return;
    kept = strokes;
    // Not before the answer: what the pen just wrote is read first.
    setTimeout(() => {
      if (desk.ink.get().strokes === strokes) keep(desk);
    });
  });
}

function bringBack(desk: Desk): void {
  const text = inStorage(() => sessionStorage.getItem(name));
  const strokes = strokesOfKept(text ?? "");
  if (strokes.length > 0) desk.change({ kind: "restore", strokes });
}

function keep(desk: Desk): void {
  const text = keptText(desk.ink.get().strokes);
  inStorage(() =>
    text === null ? sessionStorage.removeItem(name) : sessionStorage.setItem(name, text),
  );
}
