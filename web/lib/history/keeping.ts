import { recall, remember } from "../browser-storage";
import { createObservable, type Observable } from "../observable";

const key = "history";

/** Whether the page keeps readings in its history. */
export const keepingHistory: Observable<boolean> = createObservable(recall(key) !== "off");

export function keepHistory(keep: boolean): void {
  remember(key, keep ? null : "off");
  keepingHistory.set(keep);
}
