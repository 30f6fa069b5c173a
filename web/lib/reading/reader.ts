import { carryOver } from "../corrections/corrections";
import { createObservable, type Observable } from "../observable";
import type { Reading } from "./reading";
import { busyPauseMs, lookPauseMs } from "./retry-policy";
import type { Outcome, Question, Server } from "./server";

/** The answer for the ink now on the paper, never for older ink. */
export type Answer =
  | { readonly kind: "none" }
  /** `before` is the last reading of the same sheet: to be shown as old, or to keep its room. */
  | { readonly kind: "awaited"; readonly before: ReadAnswer | null }
  | ReadAnswer
  | { readonly kind: "refused"; readonly detail: string; readonly status?: number };

export type ReadAnswer = {
  readonly kind: "read";
  readonly reading: Reading;
  readonly question: Question;
};

/** `nextTry`: when the page tries by itself, as by `Date.now()`; `null` when it gave up. */
export type ServerState =
  | { readonly kind: "well" }
  | { readonly kind: "busy"; readonly seconds: number; readonly nextTry: number | null }
  | { readonly kind: "away"; readonly nextTry: number | null };

export type ReaderState = { readonly answer: Answer; readonly server: ServerState };

export type Reader = {
  readonly state: Observable<ReaderState>;
  /** The paper is empty: there is nothing to read. */
  readonly rest: () => void;
  /** The ink is changing: older questions and answers are void, a new question will follow. */
  readonly expect: () => void;
  readonly ask: (question: Question) => void;
  /** Looks for the server now, and asks what waits for it. */
  readonly tryAgain: () => void;
};

const silenceMs = 15_000;

const well: ServerState = { kind: "well" };

/**
 * Asks the server about the latest ink and keeps at most one question in flight. An outcome
 * counts only while its request is the latest one, so an old answer can never be shown. While
 * the server is busy or away the question is kept, and asked again by itself a few times; then
 * the page waits to be told to `tryAgain`, or for new ink.
 */
export function createReader(server: Server, random: () => number = Math.random): Reader {
  const state = createObservable<ReaderState>({ answer: { kind: "none" }, server: well });
  let question: Question | null = null;
  let inFlight: AbortController | null = null;
  let latestLook = 0;
  let pause: ReturnType<typeof setTimeout> | undefined;
  let triesInVain = 0;

  function setAnswer(answer: Answer): void {
    state.set({ ...state.get(), answer });
  }

  function setServer(next: ServerState): void {
    state.set({ ...state.get(), server: next });
  }

  function drop(): void {
    const dropped = inFlight;
    dropped?.abort();
    inFlight = null;
    question = null;
    if (pause !== undefined) return;
    const { kind } = state.get().server;
    if (kind === "busy") setServer(well);
    // The dropped request may have been the one that would have shown the server to be back.
    if (kind === "away" && dropped !== null) lookLater();
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
      case "read": {
        const before = readBefore(state.get().answer, asked);
        if (before !== null) carryOver(before.reading, outcome.reading);
        finish({ ...outcome, question: asked });
        return;
      }
      case "refused":
        finish(outcome);
        return;
      case "busy":
        waitWhileBusy(outcome.seconds);
        return;
      case "away":
        // New ink is tried at once, also while the server is away: that must not put off the
        // look that is already due.
        if (pause === undefined) lookLater();
        return;
    }
  }

  function finish(answer: Answer): void {
    question = null;
    becomeWell();
    setAnswer(answer);
  }

  function becomeWell(): void {
    endPause();
    latestLook += 1;
    triesInVain = 0;
    setServer(well);
  }

  function waitWhileBusy(seconds: number): void {
    const milliseconds = busyPauseMs(seconds, triesInVain, random);
    triesInVain += 1;
    setServer({ kind: "busy", seconds, nextTry: afterPause(milliseconds, resume) });
  }

  function lookLater(): void {
    const milliseconds = lookPauseMs(triesInVain, random);
    triesInVain += 1;
    setServer({ kind: "away", nextTry: afterPause(milliseconds, lookNow) });
  }

  /** Looks only whether the server is there: the question itself may be a large picture. */
  async function lookNow(): Promise<void> {
    endPause();
    latestLook += 1;
    const look = latestLook;
    const alive = await withinPatience(new AbortController(), server.isAlive);
    if (look !== latestLook) return;
    if (!alive) lookLater();
    else if (state.get().server.kind === "away") resume();
  }

  /** Tells when it will be, or `null` where there is to be no other try. */
  function afterPause(milliseconds: number | null, then: () => void): number | null {
    endPause();
    if (milliseconds === null) return null;
    pause = setTimeout(() => {
      pause = undefined;
      then();
    }, milliseconds);
    return Date.now() + milliseconds;
  }

  function endPause(): void {
    clearTimeout(pause);
    pause = undefined;
  }

  function resume(): void {
    if (question === null) becomeWell();
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
      setAnswer({ kind: "awaited", before: lastRead(state.get().answer) });
    },
    ask(next) {
      drop();
      question = next;
      setAnswer({ kind: "awaited", before: readBefore(state.get().answer, next) });
      const waiting = state.get().server.kind === "busy" && pause !== undefined;
      if (!waiting) void send(next);
    },
    tryAgain() {
      const busy = state.get().server.kind === "busy";
      if (busy && pause !== undefined) return;
      triesInVain = 0;
      if (busy) resume();
      else void lookNow();
    },
  };
}

function lastRead(answer: Answer): ReadAnswer | null {
  if (answer.kind === "awaited") return answer.before;
  return answer.kind === "read" ? answer : null;
}

function readBefore(answer: Answer, { sheet }: Question): ReadAnswer | null {
  const before = lastRead(answer);
  return before?.question.sheet === sheet ? before : null;
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
