import { type Entry, wasCorrected } from "@/lib/history/entry";
import { percent } from "@/lib/reading/spoken";
import { words } from "@/lib/words/words";

const time = new Intl.DateTimeFormat(words.language, { dateStyle: "short", timeStyle: "short" });

/** When a reading was made, of what, and how sure it was. */
export function EntryFacts({ entry }: { readonly entry: Entry }) {
  const { at, source, reading } = entry;
  return (
    <span className="flex flex-wrap gap-x-2 text-sm text-muted tabular-nums">
      <span>
        {wasCorrected(entry)
          ? words.history.corrected(reading.text)
          : words.history.sure(percent(reading.confidence))}
      </span>
      <time dateTime={new Date(at).toISOString()}>{time.format(at)}</time>
      {source !== null && <span>{words.sources[source]}</span>}
    </span>
  );
}
