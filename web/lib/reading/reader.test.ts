import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { correct, correctedText, corrections } from "../corrections/corrections";
import { createReader, type Reader } from "./reader";
import type { Reading } from "./reading";
import { reading4AndUnreadable, reading407 } from "./samples";
import type { Outcome, Question, Server } from "./server";

const image = new Blob(["png"]);
const first: Question = { image, mode: "multi", sheet: "a" };
const second: Question = { image, mode: "single", sheet: "a" };

const read407: Outcome = { kind: "read", reading: reading407 };
const readOther: Outcome = { kind: "read", reading: reading4AndUnreadable };
const away: Outcome = { kind: "away" };

type Call = {
  readonly question: Question;
  readonly signal: AbortSignal;
  readonly answer: (outcome: Outcome) => void;
};

/** A server whose answers the test gives by hand. */
function serverInHand() {
  const calls: Call[] = [];
  let alive = true;
  const server: Server = {
    read: (question, signal) =>
      new Promise((answer) => {
        calls.push({ question, signal, answer });
        signal.addEventListener("abort", () => answer(away));
      }),
    isAlive: async () => alive,
  };
  return {
    server,
    calls,
    setAlive: (value: boolean) => {
      alive = value;
    },
    async answer(index: number, outcome: Outcome): Promise<void> {
      calls[index]?.answer(outcome);
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

let hand: ReturnType<typeof serverInHand>;
let reader: Reader;

beforeEach(() => {
  vi.useFakeTimers();
  hand = serverInHand();
  reader = createReader(hand.server, () => 0);
});

afterEach(() => vi.useRealTimers());

const answerNow = () => reader.state.get().answer;
const serverNow = () => reader.state.get().server.kind;

describe("an answer", () => {
  test("is shown when it comes", async () => {
    reader.ask(first);
    expect(answerNow()).toEqual({ kind: "awaited", before: null });
    await hand.answer(0, read407);
    expect(answerNow()).toEqual({ ...read407, question: first });
  });

  test("is asked for at once", () => {
    reader.ask(first);
    expect(hand.calls).toHaveLength(1);
  });

  test("of older ink is never shown, however late it comes", async () => {
    reader.ask(first);
    reader.ask(second);
    expect(hand.calls[0]?.signal.aborted).toBe(true);
    await hand.answer(0, read407);
    expect(answerNow().kind).toBe("awaited");
    await hand.answer(1, readOther);
    expect(answerNow()).toEqual({ ...readOther, question: second });
    await hand.answer(0, read407);
    expect(answerNow()).toEqual({ ...readOther, question: second });
  });

  test("is void as soon as a new stroke begins", async () => {
    reader.ask(first);
    await hand.answer(0, read407);
    reader.expect();
    expect(answerNow()).toEqual({ kind: "awaited", before: { ...read407, question: first } });
  });

  test("of the ink before is remembered as old until the next one comes", async () => {
    reader.ask(first);
    await hand.answer(0, read407);
    reader.expect();
    reader.ask(second);
    expect(answerNow()).toMatchObject({ kind: "awaited", before: read407 });
  });

  test("about another sheet is not remembered as old", async () => {
    reader.ask(first);
    await hand.answer(0, read407);
    reader.ask({ ...first, sheet: "b" });
    expect(answerNow()).toEqual({ kind: "awaited", before: null });
  });

  test("keeps the corrections of the same digits", async () => {
    const [four] = reading407.characters;
    if (four === undefined) throw new Error("There is a first character.");
    const again: Reading = {
      ...reading407,
      characters: reading407.characters.map((it) => ({ ...it })),
    };
    reader.ask(first);
    await hand.answer(0, read407);
    correct(four, "9");
    reader.expect();
    reader.ask(second);
    await hand.answer(1, { kind: "read", reading: again });
    expect(correctedText(again, corrections.get())).toBe("907");
  });

  test("that arrives during a new stroke is dropped", async () => {
    reader.ask(first);
    reader.expect();
    await hand.answer(0, read407);
    expect(hand.calls[0]?.signal.aborted).toBe(true);
    expect(answerNow().kind).toBe("awaited");
  });

  test("for a paper that was cleared is dropped", async () => {
    reader.ask(first);
    reader.rest();
    await hand.answer(0, read407);
    expect(answerNow()).toEqual({ kind: "none" });
    expect(serverNow()).toBe("well");
  });

  test("may be a refusal", async () => {
    reader.ask(first);
    await hand.answer(0, { kind: "refused", detail: "Too large." });
    expect(answerNow()).toEqual({ kind: "refused", detail: "Too large." });
  });
});

describe("while the server is away", () => {
  beforeEach(async () => {
    hand.setAlive(false);
    reader.ask(first);
    await hand.answer(0, away);
  });

  test("the page says so and the question is kept", () => {
    expect(serverNow()).toBe("away");
    expect(answerNow().kind).toBe("awaited");
  });

  test("the question is asked again when the server is back", async () => {
    await vi.advanceTimersByTimeAsync(30_000);
    expect(hand.calls).toHaveLength(1);
    hand.setAlive(true);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(hand.calls).toHaveLength(2);
    await hand.answer(1, read407);
    expect(reader.state.get()).toEqual({
      answer: { ...read407, question: first },
      server: { kind: "well" },
    });
  });

  test("it is looked for a few times only, then the page waits to be told", async () => {
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(reader.state.get().server).toEqual({ kind: "away", nextTry: null });
    hand.setAlive(true);
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(hand.calls).toHaveLength(1);
    reader.tryAgain();
    await vi.advanceTimersByTimeAsync(0);
    expect(hand.calls).toHaveLength(2);
    await hand.answer(1, read407);
    expect(serverNow()).toBe("well");
  });

  test("new ink is tried also when the page had given up", async () => {
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    reader.ask(second);
    await hand.answer(1, read407);
    expect(serverNow()).toBe("well");
  });

  test("it is told when the next look is", () => {
    const { server } = reader.state.get();
    expect(server).toMatchObject({ nextTry: Date.now() + 750 });
  });

  test("“Try again” asks without waiting", async () => {
    hand.setAlive(true);
    reader.tryAgain();
    await vi.advanceTimersByTimeAsync(0);
    expect(hand.calls).toHaveLength(2);
  });

  test("new ink is tried at once, and the latest is what is asked later", async () => {
    reader.ask(second);
    expect(hand.calls).toHaveLength(2);
    await hand.answer(1, away);
    hand.setAlive(true);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(hand.calls[2]?.question).toBe(second);
  });

  test("with a cleared paper nothing is asked when it returns", async () => {
    reader.rest();
    hand.setAlive(true);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(hand.calls).toHaveLength(1);
    expect(serverNow()).toBe("well");
  });
});

test("ink that vanishes during the first question to a server that is back leaves no banner", async () => {
  reader.ask(first);
  await hand.answer(0, away);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(hand.calls).toHaveLength(2);
  reader.rest();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(serverNow()).toBe("well");
});

test("a server that stays silent is away", async () => {
  hand.setAlive(false);
  reader.ask(first);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(serverNow()).toBe("away");
});

describe("while the server is busy", () => {
  beforeEach(async () => {
    reader.ask(first);
    await hand.answer(0, { kind: "busy", seconds: 7 });
  });

  test("the page says for how long and asks when that is over", async () => {
    expect(reader.state.get().server).toMatchObject({ kind: "busy", seconds: 7 });
    await vi.advanceTimersByTimeAsync(6_999);
    expect(hand.calls).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(hand.calls).toHaveLength(2);
  });

  test("new ink waits too, and only the latest is asked", async () => {
    reader.ask(second);
    expect(hand.calls).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(7_000);
    expect(hand.calls.map(({ question }) => question)).toEqual([first, second]);
  });

  test("it is asked a few times only, then the page waits to be told", async () => {
    for (let tries = 1; tries <= 8; tries++) {
      await vi.advanceTimersToNextTimerAsync();
      await hand.answer(tries, { kind: "busy", seconds: 7 });
    }
    expect(reader.state.get().server).toMatchObject({ kind: "busy", nextTry: null });
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(hand.calls).toHaveLength(9);
    reader.tryAgain();
    await hand.answer(9, read407);
    expect(serverNow()).toBe("well");
  });

  test("“Try again” does not ask before the time that the server named", async () => {
    reader.tryAgain();
    await vi.advanceTimersByTimeAsync(6_999);
    expect(hand.calls).toHaveLength(1);
  });

  test("with a cleared paper nothing is left to say after the wait", async () => {
    reader.rest();
    await vi.advanceTimersByTimeAsync(7_000);
    expect(hand.calls).toHaveLength(1);
    expect(serverNow()).toBe("well");
  });

  test("ink that changes just after the wait is asked at once", async () => {
    await vi.advanceTimersByTimeAsync(7_000);
    reader.ask(second);
    expect(hand.calls.map(({ question }) => question)).toEqual([first, first, second]);
  });
});

describe("a look while nothing is wrong", () => {
  beforeEach(async () => {
    reader.ask(first);
    await hand.answer(0, read407);
  });

  test("changes nothing when the server answers", async () => {
    reader.tryAgain();
    await vi.advanceTimersByTimeAsync(0);
    expect(hand.calls).toHaveLength(1);
    expect(serverNow()).toBe("well");
  });

  test("shows that the server went away, keeps the answer, and sees it come back", async () => {
    hand.setAlive(false);
    reader.tryAgain();
    await vi.advanceTimersByTimeAsync(0);
    expect(serverNow()).toBe("away");
    expect(answerNow().kind).toBe("read");
    hand.setAlive(true);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(serverNow()).toBe("well");
    expect(hand.calls).toHaveLength(1);
  });
});
