import { noCorrections } from "../corrections/corrections";
import { question407, reading407 } from "../reading/samples";
import { type Entry, entryOf, type Settled } from "./entry";

/** Entries for the unit tests. */

export const settled407: Settled = {
  answer: { kind: "read", reading: reading407, question: question407 },
  said: noCorrections,
  source: "draw",
};

export const entry407: Entry = entryOf(settled407, null, Date.UTC(2030, 0, 1, 12));

export function settledOn(sheet: string, settled: Settled = settled407): Settled {
  const { answer } = settled;
  return { ...settled, answer: { ...answer, question: { ...answer.question, sheet } } };
}
