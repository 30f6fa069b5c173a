import { createObservable, type Observable } from "./observable";

/** A choice that this browser remembers. */
export type Remembered<Value> = Observable<Value> & { readonly initial: Value };

/**
 * `read` makes the value of what was stored, or `null` where that is none: it may be anything,
 * of an older page for example. Without storage (some private windows) nothing is remembered.
 */
export function createRemembered<Value extends string | number | boolean>(
  name: string,
  initial: Value,
  read: (stored: string) => Value | null,
): Remembered<Value> {
  const stored = inStorage(() => localStorage.getItem(name)) ?? null;
  const value = createObservable((stored === null ? null : read(stored)) ?? initial);
  return {
    ...value,
    initial,
    set(next) {
      value.set(next);
      inStorage(() => localStorage.setItem(name, String(next)));
    },
  };
}

/** `undefined` where the browser has no storage for this page, or no more room in it. */
export function inStorage<Result>(use: () => Result): Result | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
