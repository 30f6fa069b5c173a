import { type Corrections, correctedText } from "../corrections/corrections";
import type { ReadAnswer } from "../reading/reader";
import type { Mode, Reading } from "../reading/reading";
import type { words } from "../words/words";

/** Where a number came from. */
export type Source = Exclude<keyof typeof words.sources, "legend">;

/** A settled reading, as the page knows it. */
export type Settled = {
  readonly answer: ReadAnswer;
  readonly said: Corrections;
  readonly source: Source | null;
};

/** One sheet in the history: its latest reading, and what a person made of it. */
export type Entry = {
  readonly sheet: string;
  /** When it was last read or corrected, in milliseconds as by `Date.now()`. */
  readonly at: number;
  readonly source: Source | null;
  readonly mode: Mode;
  /** As corrected. */
  readonly text: string;
  readonly reading: Reading;
  /** What a person says of each character of the reading; `null` where nothing. */
  readonly said: readonly (string | null)[];
  /** `null` where the browser could not show what was read, HEIC for example. */
  readonly picture: KeptPicture | null;
};

/** A picture small enough to keep; `width` and `height` are those that the boxes count in. */
export type KeptPicture = {
  readonly image: Blob;
  readonly width: number;
  readonly height: number;
};

export function entryOf(settled: Settled, picture: KeptPicture | null, at: number): Entry {
  const { reading, question } = settled.answer;
  return {
    sheet: question.sheet,
    at,
    source: settled.source,
    mode: question.mode,
    text: correctedText(reading, settled.said),
    reading,
    said: reading.characters.map((character) => settled.said.get(character) ?? null),
    picture,
  };
}

export function correctionsOf({ reading, said }: Entry): Corrections {
  return new Map(
    reading.characters.flatMap((character, index) => {
      const label = said[index] ?? null;
      return label === null ? [] : [[character, label] as const];
    }),
  );
}

export function wasCorrected({ said }: Entry): boolean {
  return said.some((label) => label !== null);
}
