import { useSyncExternalStore } from "react";
import type { Observable } from "./observable";
import type { Remembered } from "./remembered";

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

/** The exported page shows the initial value, and the remembered one as soon as it lives. */
export function useRemembered<Value>(remembered: Remembered<Value>): Value {
  return useSyncExternalStore(remembered.subscribe, remembered.get, () => remembered.initial);
}
