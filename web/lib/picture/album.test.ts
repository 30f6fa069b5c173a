import { beforeEach, describe, expect, test, vi } from "vitest";
import { reading407 } from "../reading/samples";
import type { Outcome, Question, Server } from "../reading/server";
import { type Album, createAlbum, picturesAtOnce } from "./album";
import { type Edit, turnedClockwise, unedited } from "./edit";
import type { Prepared } from "./prepare";

type Call = {
  readonly question: Question;
  readonly signal: AbortSignal;
  readonly answer: (outcome: Outcome) => void;
};

const read407: Outcome = { kind: "read", reading: reading407 };
const size = { width: 160, height: 110 };

let calls: Call[];
let album: Album;

const isAlive = vi.fn(async () => true);
const server: Server = {
  read: (question, signal) =>
    new Promise((answer) => {
      calls.push({ question, signal, answer });
    }),
  isAlive,
};

/** Images whose text tells what was done to which file. */
const prepare = vi.fn(async (file: Blob, edit: Edit): Promise<Prepared> => {
  const name = await file.text();
  if (name === "text") return { kind: "unfit", format: null };
  if (name === "heic") return { kind: "unseen", format: "HEIC" };
  const image = new Blob([`${name} turned ${edit.turns}`]);
  return { kind: "seen", whole: { image, size }, sent: { image, size }, thumbnail: image };
});

beforeEach(() => {
  calls = [];
  prepare.mockClear();
  isAlive.mockClear();
  album = createAlbum(server, prepare);
});

function files(...names: readonly string[]): File[] {
  return names.map((name) => new File([name], `${name}.png`));
}

const pictures = () => album.pictures.get().all;
const idAt = (place: number) => pictures()[place]?.id ?? "";
const answerAt = (place: number) => pictures()[place]?.reading.answer;

async function asked(count: number): Promise<void> {
  await vi.waitFor(() => expect(calls).toHaveLength(count));
}

function answer(call: number, outcome: Outcome = read407): void {
  calls[call]?.answer(outcome);
}

test("each picture is read by itself, and the first of them is shown", async () => {
  album.add(files("a", "b"));
  expect(album.pictures.get().selected).toBe(idAt(0));
  await asked(2);
  answer(1);
  await vi.waitFor(() => expect(answerAt(1)).toMatchObject(read407));
  expect(answerAt(0)?.kind).toBe("awaited");
});

test("a few are read at a time, and the next when one is done", async () => {
  album.add(files("a", "b", "c", "d", "e"));
  await asked(picturesAtOnce);
  answer(0);
  await asked(picturesAtOnce + 1);
  expect(await calls.at(-1)?.question.image.text()).toBe("d turned 0");
});

test("a picture that was removed is asked about no more", async () => {
  album.add(files("a", "b"));
  await asked(2);
  album.remove(idAt(0));
  expect(calls[0]?.signal.aborted).toBe(true);
  expect(pictures().map(({ name }) => name)).toEqual(["b.png"]);
  expect(album.pictures.get().selected).toBe(idAt(0));
  album.remove(idAt(0));
  expect(album.pictures.get()).toEqual({ all: [], selected: null });
});

test("one that waits in vain makes room when it is removed", async () => {
  album.add(files("a", "b", "c", "d"));
  await asked(picturesAtOnce);
  album.remove(idAt(0));
  await asked(picturesAtOnce + 1);
});

describe("a change", () => {
  const turned = turnedClockwise(unedited);

  test("is read anew, and the old answer is void at once", async () => {
    album.add(files("a"));
    await asked(1);
    answer(0);
    await vi.waitFor(() => expect(answerAt(0)?.kind).toBe("read"));
    album.edit(idAt(0), turned);
    expect(answerAt(0)?.kind).toBe("awaited");
    await asked(2);
    expect(await calls[1]?.question.image.text()).toBe("a turned 1");
    expect(calls[1]?.question.sheet).toBe(calls[0]?.question.sheet);
  });

  test("takes back the question that is on its way", async () => {
    album.add(files("a"));
    await asked(1);
    album.edit(idAt(0), turned);
    expect(calls[0]?.signal.aborted).toBe(true);
    answer(0);
    await asked(2);
    expect(answerAt(0)?.kind).toBe("awaited");
  });

  test("of two in haste only the last is sent", async () => {
    album.add(files("a"));
    album.edit(idAt(0), turned);
    album.edit(idAt(0), turnedClockwise(turned));
    await asked(1);
    expect(await calls[0]?.question.image.text()).toBe("a turned 2");
  });

  test("of the mode reads all again as they are, the one that is shown first", async () => {
    album.add(files("a", "b"));
    album.select(idAt(1));
    await asked(2);
    album.setMode("single");
    await asked(4);
    expect(calls.slice(2).map(({ question }) => question.mode)).toEqual(["single", "single"]);
    expect(await calls[2]?.question.image.text()).toBe("b turned 0");
    expect(prepare).toHaveBeenCalledTimes(2);
  });
});

test("what the browser cannot show is sent as it is", async () => {
  album.add(files("heic"));
  await asked(1);
  expect(await calls[0]?.question.image.text()).toBe("heic");
});

test("what is no picture is not sent, and loses nothing else", async () => {
  album.add(files("text", "a"));
  await asked(1);
  expect(await calls[0]?.question.image.text()).toBe("a turned 0");
  expect(answerAt(0)).toMatchObject({ kind: "refused", detail: expect.stringMatching(/PNG/) });
});

test("a refusal makes room for the next", async () => {
  album.add(files("a", "b", "c", "d"));
  await asked(picturesAtOnce);
  answer(0, { kind: "refused", detail: "The image is damaged or cut short." });
  await asked(picturesAtOnce + 1);
  expect(answerAt(0)?.kind).toBe("refused");
});

test("“Try again” looks at once for the server that pictures wait for", async () => {
  album.add(files("a", "b"));
  await asked(2);
  answer(0, { kind: "away" });
  answer(1, { kind: "away" });
  await vi.waitFor(() => {
    expect(pictures().map(({ reading }) => reading.server.kind)).toEqual(["away", "away"]);
  });
  album.tryAgain();
  expect(isAlive).toHaveBeenCalledTimes(2);
  await asked(4);
});
