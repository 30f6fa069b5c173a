import { classNames } from "@/lib/class-names";
import type { Answer } from "@/lib/reading/reader";
import type { Reading } from "@/lib/reading/reading";
import { percent } from "@/lib/reading/spoken";
import { words } from "@/lib/words/words";
import { ConfidenceBar } from "../ui/confidence-bar";

/** The number, large. Its room is the same in all states, so that nothing jumps while drawing. */
export function WholeReading({ answer }: { readonly answer: Answer }) {
  return (
    <div className="flex min-h-32 flex-col justify-center gap-3 rounded-2xl bg-surface px-5 py-4 shadow-card">
      <Words answer={answer} />
    </div>
  );
}

function Words({ answer }: { readonly answer: Answer }) {
  switch (answer.kind) {
    case "none":
      return <Note>{words.answer.waiting}</Note>;
    case "awaited":
      return <Awaited />;
    case "refused":
      return <Note>{words.answer.refused(answer.detail)}</Note>;
    case "read":
      return answer.reading.text === "" ? (
        <Note>{words.answer.nothingFound}</Note>
      ) : (
        <ReadNumber reading={answer.reading} />
      );
  }
}

function Note({ children }: { readonly children: React.ReactNode }) {
  return <p className="text-muted">{children}</p>;
}

function Awaited() {
  return (
    <svg viewBox="0 0 60 12" className="h-3 self-start fill-faint" aria-hidden="true">
      <circle cx="6" cy="6" r="6" />
      <circle cx="30" cy="6" r="6" />
      <circle cx="54" cy="6" r="6" />
    </svg>
  );
}

function ReadNumber({ reading }: { readonly reading: Reading }) {
  return (
    <>
      <p
        data-slot="number"
        className={classNames(
          "leading-none font-semibold tracking-tight break-all whitespace-pre-line tabular-nums",
          sizeFor(reading.text),
        )}
      >
        {partsOf(reading.text).map((part) => (
          <span key={part.start} className={classNames(part.unread && "text-warning")}>
            {part.text}
          </span>
        ))}
      </p>
      {reading.text.includes("?") && (
        <p className="text-sm text-warning">
          <span className="font-semibold">?</span> {words.answer.unreadable}
        </p>
      )}
      <div className="flex items-center gap-3">
        <ConfidenceBar confidence={reading.confidence} />
        <p className="shrink-0 text-sm tabular-nums">
          <span className="font-medium">{percent(reading.confidence)}</span>{" "}
          <span className="text-muted">{words.answer.sure}</span>
        </p>
      </div>
    </>
  );
}

function sizeFor(text: string): string {
  const longest = Math.max(...text.split("\n").map((line) => line.length));
  if (longest <= 6) return "text-7xl";
  return longest <= 10 ? "text-5xl" : "text-4xl";
}

type Part = { readonly start: number; readonly text: string; readonly unread: boolean };

/** The text in runs of characters that were read and characters that were not. */
function partsOf(text: string): readonly Part[] {
  return Array.from(text.matchAll(/\?+|[^?]+/g), (run) => ({
    start: run.index,
    text: run[0],
    unread: run[0].startsWith("?"),
  }));
}
