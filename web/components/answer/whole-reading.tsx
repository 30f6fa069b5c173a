import { type Corrections, correctedText, isCorrected } from "@/lib/corrections/corrections";
import { doubtBelow, isDoubtful } from "@/lib/reading/doubt";
import type { Answer, ReadAnswer } from "@/lib/reading/reader";
import type { Reading } from "@/lib/reading/reading";
import { percent, refusal } from "@/lib/reading/spoken";
import { words } from "@/lib/words/words";
import { ConfidenceBar } from "../ui/confidence-bar";
import { type Age, Aged } from "./aged";
import { CopyButton } from "./copy-button";
import type { CharacterLink } from "./link";
import { NumberText } from "./number-text";

type WholeReadingProps = CharacterLink & {
  readonly answer: Answer;
  /** What is shown: the answer, or the one before it while it is awaited. */
  readonly read: ReadAnswer | null;
  readonly age: Age;
  readonly said: Corrections;
};

/** The number, large. Its room is the same in all states, so that nothing jumps while drawing. */
export function WholeReading({ answer, read, age, said, ...link }: WholeReadingProps) {
  return (
    <div className="relative flex min-h-32 flex-col justify-center rounded-2xl bg-surface px-5 py-4 shadow-card">
      {read !== null && (
        <Aged age={age} className="flex flex-col gap-3">
          {read.reading.text === "" ? (
            <Note>{words.answer.nothingFound}</Note>
          ) : (
            <ReadNumber reading={read.reading} said={said} current={age === "current"} {...link} />
          )}
        </Aged>
      )}
      {answer.kind === "awaited" && (read === null || age === "hidden") && <Awaited />}
      {answer.kind === "none" && <Note>{words.answer.waiting}</Note>}
      {answer.kind === "refused" && (
        <div className="flex flex-col gap-2">
          <p>{refusal(answer)}</p>
          <p className="text-sm text-muted">{words.trouble.saidServer(answer.detail)}</p>
        </div>
      )}
    </div>
  );
}

function Note({ children }: { readonly children: React.ReactNode }) {
  return <p className="text-muted">{children}</p>;
}

function Awaited() {
  return (
    <svg
      viewBox="0 0 60 12"
      className="absolute start-5 top-1/2 h-3 -translate-y-1/2 fill-faint"
      aria-hidden="true"
    >
      <circle cx="6" cy="6" r="6" />
      <circle cx="30" cy="6" r="6" />
      <circle cx="54" cy="6" r="6" />
    </svg>
  );
}

type ReadNumberProps = CharacterLink & {
  readonly reading: Reading;
  readonly said: Corrections;
  readonly current: boolean;
};

function ReadNumber({ reading, said, current, ...link }: ReadNumberProps) {
  const text = correctedText(reading, said);
  return (
    <>
      <div className="flex items-start justify-between gap-2">
        {text === "" ? (
          <Note>{words.answer.noneLeft}</Note>
        ) : (
          <NumberText reading={reading} said={said} current={current} {...link} />
        )}
        {text !== "" && <CopyButton text={text} byKeys={current} />}
      </div>
      <Legend reading={reading} said={said} />
      {isCorrected(reading, said) ? (
        <p className="text-sm text-muted">{words.answer.correctedFrom(reading.text)}</p>
      ) : (
        <div className="flex items-center gap-3">
          <ConfidenceBar confidence={reading.confidence} />
          <p className="shrink-0 text-sm tabular-nums">
            <span className="font-medium">{percent(reading.confidence)}</span>{" "}
            <span className="text-muted">{words.answer.sure}</span>
          </p>
        </div>
      )}
    </>
  );
}

/** What the marks in the number mean, as far as there are any. */
function Legend({ reading, said }: { readonly reading: Reading; readonly said: Corrections }) {
  const open = reading.characters.filter((character) => !said.has(character));
  const unread = open.some(({ label }) => label === null);
  const doubtful = open.some(isDoubtful);
  if (!unread && !doubtful) return null;
  return (
    <p className="flex flex-wrap gap-x-3 text-sm text-warning">
      {unread && (
        <span>
          <span className="font-semibold">?</span> {words.answer.unreadable}
        </span>
      )}
      {doubtful && <span>{words.answer.doubtfulBelow(`${doubtBelow * 100}%`)}</span>}
    </p>
  );
}
