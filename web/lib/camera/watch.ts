import { createObservable, type Observable } from "../observable";
import type { ReaderState, ServerState } from "../reading/reader";
import type { Mode, Reading } from "../reading/reading";
import type { Outcome, Question, Server } from "../reading/server";
import { newSheet } from "../reading/sheet";

/** What is read in a moving picture. */
export type Sight = {
  /** What two frames in a row were read as, so that one blurred frame does not flicker. */
  readonly steady: ReaderState;
  /** The latest frame's reading, whose boxes fit best; `null` where its text is not the steady. */
  readonly latest: Reading | null;
};

export const unread: Sight = {
  steady: { answer: { kind: "none" }, server: { kind: "well" } },
  latest: null,
};

export type Watch = { readonly sight: Observable<Sight>; readonly stop: () => void };

const silenceMs = 15_000;
const awayMs = 3_000;
/** While there is nothing to look at, because the page is hidden for example. */
const idleMs = 500;

/** Between two frames: at most three a second, and one where the same is read again and again. */
const quickMs = 330;
const calmMs = 1_000;
const calmAfter = 6;

/**
 * Reads one frame after the other, never two at once, until it is stopped. `takeFrame` gives
 * `null` while there is nothing to read.
 */
export function createWatch(
  server: Server,
  mode: Mode,
  takeFrame: () => Promise<Blob | null>,
): Watch {
  const sight = createObservable<Sight>(unread);
  const stopped = new AbortController();
  const sheet = newSheet();
  let before: string | null = null;
  let alike = 0;
  // A server that was too busy once is asked less often from then on.
  let shortestPauseMs = quickMs;

  async function look(): Promise<void> {
    while (!stopped.signal.aborted) {
      const began = performance.now();
      const image = await takeFrame().catch(() => null);
      const pause = image === null ? idleMs : await read({ image, mode, sheet }, began);
      await passing(pause, stopped.signal);
    }
  }

  /** Resolves to how long to rest then, in milliseconds. */
  async function read(question: Question, began: number): Promise<number> {
    const outcome = await withinPatience(server, question, stopped.signal);
    if (stopped.signal.aborted) return 0;
    switch (outcome.kind) {
      case "read":
        see(outcome.reading, question);
        return restAfter(performance.now() - began);
      case "refused":
        sight.set({ steady: { answer: outcome, server: { kind: "well" } }, latest: null });
        return restAfter(performance.now() - began);
      case "busy":
        shortestPauseMs = Math.min(shortestPauseMs * 2, 2 * calmMs);
        return waitFor(Math.max(outcome.seconds * 1000, shortestPauseMs), outcome);
      case "away":
        return waitFor(awayMs, outcome);
    }
  }

  function waitFor(pauseMs: number, trouble: Trouble): number {
    const server: ServerState = { ...trouble, nextTry: Date.now() + pauseMs };
    sight.set({ steady: { ...sight.get().steady, server }, latest: null });
    return pauseMs;
  }

  function see(reading: Reading, question: Question): void {
    alike = reading.text === before ? alike + 1 : 0;
    before = reading.text;
    const { answer, server: known } = sight.get().steady;
    const isShown = answer.kind === "read" && answer.reading.text === reading.text;
    if (alike > 0 && !isShown) {
      const steady: ReaderState = {
        answer: { kind: "read", reading, question },
        server: { kind: "well" },
      };
      sight.set({ steady, latest: reading });
      return;
    }
    const steady: ReaderState =
      known.kind === "well" ? sight.get().steady : { answer, server: { kind: "well" } };
    sight.set({ steady, latest: isShown ? reading : null });
  }

  /** A slow server or network rests as long as it works. */
  function restAfter(workedMs: number): number {
    const wishedMs = alike >= calmAfter ? Math.max(calmMs, shortestPauseMs) : shortestPauseMs;
    return Math.max(wishedMs - workedMs, Math.min(workedMs, calmMs));
  }

  void look();
  return { sight, stop: () => stopped.abort() };
}

type Trouble = Extract<Outcome, { readonly kind: "busy" | "away" }>;

/** A server that stays silent for too long is as good as away. */
async function withinPatience(
  server: Server,
  question: Question,
  stopped: AbortSignal,
): Promise<Outcome> {
  const request = new AbortController();
  const abort = () => request.abort();
  const patience = setTimeout(abort, silenceMs);
  stopped.addEventListener("abort", abort, { once: true });
  try {
    return await server.read(question, request.signal);
  } finally {
    clearTimeout(patience);
    stopped.removeEventListener("abort", abort);
  }
}

function passing(milliseconds: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      stopped.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    stopped.addEventListener("abort", end, { once: true });
  });
}
