import { createObservable, type Observable } from "../observable";
import type { Reading } from "./reading";
import type { Outcome, Question, Server } from "./server";

/** The answer for the ink now on the paper, never for older ink. */
export type Answer =
  | { readonly kind: "none" }
  /** `places` is how many characters the last reading had, to keep their room meanwhile. */
  | { readonly kind: "awaited"; readonly places: number }
  | { readonly kind: "read"; readonly reading: Reading; readonly question: Question }
  | { readonly kind: "refused"; readonly detail: string };

export type ServerState =
  | { readonly kind: "well" }
  | { readonly kind: "busy"; readonly seconds: number }
  | { readonly kind: "away"; readonly failures: number };

export type ReaderState = { readonly answer: Answer; readonly server: ServerState };

export type Reader = {
  readonly state: Observable<ReaderState>;
  /** The paper is empty: there is nothing to read. */
  readonly rest: () => void;
  /** The ink is changing: older questions and answers are void, a new question will follow. */
  readonly expect: () => void;
  readonly ask: (question: Question) => void;
  readonly tryAgain: () => void;
};

const silenceMs = 15_000;
const firstPauseMs = 1_000;
const longestPauseMs = 5_000;

const well: ServerState = { kind: "well" };

/**
 * Asks the server about the latest ink and keeps at most one question in flight. An outcome
 * counts only while its request is the latest one, so an old answer can never be shown. While
 * the server is busy or away the question is kept, and asked when the server is back.
 */
export function createReader(server: Server): Reader {
  const state = createObservable<ReaderState>({ answer: { kind: "none" }, server: well });
  let question: Question | null = null;
  let inFlight: AbortController | null = null;
  let pause: ReturnType<typeof setTimeout> | undefined;

  function setAnswer(answer: Answer): void {
    state.set({ ...state.get(), answer });
  }

  function setServer(next: ServerState): void {
    state.set({ ...state.get(), server: next });
  }

  function drop(): void {
    question = null;
    inFlight?.abort();
    inFlight = null;
    // The dropped request may have been the one that would have shown the server to be back.
    if (state.get().server.kind === "away" && pause === undefined) waitForReturn();
  }

  async function send(asked: Question): Promise<void> {
    const request = new AbortController();
    inFlight?.abort();
    inFlight = request;
    const outcome = await withinPatience(request, (signal) => server.read(asked, signal));
    if (inFlight !== request) return;
    inFlight = null;
    settle(asked, outcome);
  }

  function settle(asked: Question, outcome: Outcome): void {
    switch (outcome.kind) {
      case "read":
        endPause();
        state.set({ answer: { ...outcome, question: asked }, server: well });
        return;
      case "refused":
        endPause();
        state.set({ answer: outcome, server: well });
        return;
      case "busy":
        setServer(outcome);
        pauseFor(outcome.seconds * 1000, () => {
          setServer(well);
          resume();
        });
        return;
      case "away":
        // New ink is tried at once, also while the server is away: that must not put off the
        // look that is already due.
        if (pause === undefined) waitForReturn();
        return;
    }
  }

  function waitForReturn(): void {
    const before = state.get().server;
    const failures = before.kind === "away" ? before.failures + 1 : 1;
    setServer({ kind: "away", failures });
    pauseFor(Math.min(firstPauseMs * 2 ** (failures - 1), longestPauseMs), lookForServer);
  }

  async function lookForServer(): Promise<void> {
    endPause();
    const alive = await withinPatience(new AbortController(), server.isAlive);
    if (state.get().server.kind !== "away") return;
    endPause();
    if (alive) resume();
    else waitForReturn();
  }

  function pauseFor(milliseconds: number, then: () => void): void {
    endPause();
    pause = setTimeout(() => {
      pause = undefined;
      then();
    }, milliseconds);
  }

  function endPause(): void {
    clearTimeout(pause);
    pause = undefined;
  }

  function resume(): void {
    if (question === null) setServer(well);
    else void send(question);
  }

  return {
    state,
    rest() {
      drop();
      setAnswer({ kind: "none" });
    },
    expect() {
      drop();
      setAnswer({ kind: "awaited", places: placesOf(state.get().answer) });
    },
    ask(next) {
      drop();
      question = next;
      setAnswer({ kind: "awaited", places: placesOf(state.get().answer) });
      if (state.get().server.kind !== "busy") void send(next);
    },
    tryAgain() {
      void lookForServer();
    },
  };
}

function placesOf(answer: Answer): number {
  switch (answer.kind) {
    case "awaited":
      return answer.places;
    case "read":
      return answer.reading.characters.length;
    case "none":
    case "refused":
      return 0;
  }
}

/** A server that stays silent for too long is as good as away. */
async function withinPatience<Result>(
  request: AbortController,
  ask: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const patience = setTimeout(() => request.abort(), silenceMs);
  try {
    return await ask(request.signal);
  } finally {
    clearTimeout(patience);
  }
}
