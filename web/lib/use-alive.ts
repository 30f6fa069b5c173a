import { useSyncExternalStore } from "react";

/** Whether the page takes what people do. The exported page is seen a moment before it does. */
export function useAlive(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  );
}

function subscribe(): () => void {
  return () => {};
}
