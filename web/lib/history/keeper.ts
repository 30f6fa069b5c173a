import type { Settled } from "./entry";

/** What the page shows now: a reading, nothing at all, or ink that is about to be read again. */
export type Shown = Settled | "nothing" | "changing";

export type Keeper = {
  readonly see: (shown: Shown) => void;
  /** Keeps at once what waits to be kept: the page may go away. */
  readonly flush: () => void;
};

const settleMs = 1_000;

/**
 * Saves readings once they have stood for a while, not each that a quick writer passes through.
 * When a sheet is left behind, its last reading is kept without waiting.
 */
export function createKeeper(save: (settled: Settled) => void): Keeper {
  let waiting: Settled | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    clearTimeout(timer);
    const settled = waiting;
    waiting = null;
    if (settled !== null) save(settled);
  }

  return {
    flush,
    see(shown) {
      if (shown === "nothing") {
        flush();
      } else if (shown === "changing") {
        clearTimeout(timer);
      } else {
        if (waiting !== null && sheetOf(waiting) !== sheetOf(shown)) flush();
        waiting = shown;
        clearTimeout(timer);
        timer = setTimeout(flush, settleMs);
      }
    },
  };
}

function sheetOf({ answer }: Settled): string {
  return answer.question.sheet;
}
