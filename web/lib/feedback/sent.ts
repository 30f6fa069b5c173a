import { isRecord } from "../is-record";
import { createObservable, type Observable } from "../observable";
import { inStorage } from "../remembered";

/** Feedback that the server keeps, remembered here so that it can be deleted there. */
export type Sent = {
  readonly id: string;
  readonly at: number;
  readonly sheet: string;
  readonly correction: string;
};

const key = "feedback-sent";

/** Latest first. */
export const sent: Observable<readonly Sent[]> = createObservable(remembered());

export function addSent(one: Sent): void {
  setSent([one, ...sent.get().filter(({ id }) => id !== one.id)]);
}

export function forgetSent(id: string): void {
  setSent(sent.get().filter((one) => one.id !== id));
}

function setSent(all: readonly Sent[]): void {
  inStorage(() => localStorage.setItem(key, JSON.stringify(all)));
  sent.set(all);
}

function remembered(): readonly Sent[] {
  try {
    const all: unknown = JSON.parse(inStorage(() => localStorage.getItem(key)) ?? "[]");
    return Array.isArray(all) ? all.filter(isSent) : [];
  } catch {
    return [];
  }
}

function isSent(value: unknown): value is Sent {
  return (
    isRecord(value) &&
    typeof value.id === "string" &&
    typeof value.at === "number" &&
    typeof value.sheet === "string" &&
    typeof value.correction === "string"
  );
}
