import { useCallback, useEffect, useState } from "react";
import type { Entry } from "./entry";
import { historyStore } from "./history";
import type { HistoryStore } from "./store";

export type History = {
  readonly entries: readonly Entry[];
  /** Whether they are there on the next visit. */
  readonly lasting: boolean;
  /** The browser refused the last change. */
  readonly failed: boolean;
  readonly remove: (entries: readonly Entry[]) => void;
  readonly restore: (entries: readonly Entry[]) => void;
};

/** The history as it is now; `null` until the browser has opened it. */
export function useHistory(): History | null {
  const [shown, setShown] = useState<Pick<History, "entries" | "lasting"> | null>(null);
  const [failed, setFailed] = useState(false);

  const change = useCallback(async (apply: (store: HistoryStore) => Promise<void>) => {
    try {
      const store = await historyStore();
      await apply(store);
      setShown({ entries: await store.all(), lasting: store.lasting });
      setFailed(false);
    } catch {
      setFailed(true);
      setShown((before) => before ?? { entries: [], lasting: false });
    }
  }, []);

  useEffect(() => {
    void change(async () => undefined);
  }, [change]);

  if (shown === null) return null;
  return {
    ...shown,
    failed,
    remove: (entries) =>
      void change(async (store) => {
        for (const { sheet } of entries) await store.remove(sheet);
      }),
    restore: (entries) =>
      void change(async (store) => {
        for (const entry of entries) await store.put(entry);
      }),
  };
}
