import { correctedText } from "../corrections/corrections";
import type { ReadAnswer } from "../reading/reader";
import { type Entry, entryOf, type Settled } from "./entry";
import { pictureToKeep } from "./picture";
import { type HistoryStore, memoryStore, openHistory } from "./store";

let opened: Promise<HistoryStore> | null = null;
let latest: Promise<void> = Promise.resolve();

/** What a person said of the answers that were kept: what is known already is not kept again. */
const known = new WeakMap<ReadAnswer, string>();

export function historyStore(): Promise<HistoryStore> {
  opened ??= openHistory();
  return opened;
}

/** Keeps one after the other, so that the latest reading of a sheet is the one that stays. */
export function keep(settled: Settled): Promise<void> {
  const at = Date.now();
  const text = correctedText(settled.answer.reading, settled.said);
  if (known.get(settled.answer) === text) return latest;
  known.set(settled.answer, text);
  latest = latest.then(async () => {
    const picture = await pictureToKeep(settled.answer.question.image);
    await put(entryOf(settled, picture, at));
  });
  return latest;
}

/** A disk that is full or a database that was taken away: from then on, as without a database. */
async function put(entry: Entry): Promise<void> {
  const store = await historyStore();
  try {
    await store.put(entry);
  } catch {
    const instead = memoryStore();
    for (const kept of await store.all().catch(() => [])) await instead.put(kept);
    await instead.put(entry);
    opened = Promise.resolve(instead);
  }
}
