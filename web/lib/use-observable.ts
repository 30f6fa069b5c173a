import { useSyncExternalStore } from "react";
import type { Observable } from "./observable";

export function useObservable<Value>(observable: Observable<Value>): Value {
  return useSyncExternalStore(observable.subscribe, observable.get, observable.get);
}

/** Renders again only when the chosen part changes; `choose` must not make new objects. */
export function useChosen<Value, Part>(
  observable: Observable<Value>,
  choose: (value: Value) => Part,
): Part {
  const get = () => choose(observable.get());
  return useSyncExternalStore(observable.subscribe, get, get);
}
