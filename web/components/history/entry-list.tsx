import { Trash2 } from "lucide-react";
import type { Entry } from "@/lib/history/entry";
import { words } from "@/lib/words/words";
import { CopyButton } from "../answer/copy-button";
import { Button } from "../ui/button";
import { EntryFacts } from "./entry-facts";
import { KeptPictureImage } from "./kept-picture";

type EntryListProps = {
  readonly entries: readonly Entry[];
  readonly onShow: (entry: Entry) => void;
  readonly onDelete: (entry: Entry) => void;
};

export function EntryList({ entries, onShow, onDelete }: EntryListProps) {
  return (
    <ul aria-label={words.history.list} className="flex flex-col gap-2">
      {entries.map((entry) => (
        <li
          key={entry.sheet}
          className="flex items-center gap-1 rounded-xl border border-line bg-surface pe-2"
        >
          <button
            type="button"
            className="flex min-w-0 grow items-center gap-3 rounded-xl p-2 text-start hover:bg-hover focus-ring"
            onClick={() => onShow(entry)}
          >
            {entry.picture === null ? (
              <span className="h-14 w-14 shrink-0 rounded-lg bg-well sm:w-20" />
            ) : (
              <KeptPictureImage
                picture={entry.picture}
                alt=""
                className="h-14 w-14 shrink-0 rounded-lg border sm:w-20 border-line bg-surface object-contain"
              />
            )}
            <span className="flex min-w-0 flex-col">
              <span className="line-clamp-2 text-xl leading-tight font-semibold break-all whitespace-pre-line tabular-nums">
                {entry.text === "" ? words.history.nothing : entry.text}
              </span>
              <EntryFacts entry={entry} />
            </span>
          </button>
          {entry.text !== "" && <CopyButton text={entry.text} />}
          <Button aria-label={words.history.deleteOne(entry.text)} onClick={() => onDelete(entry)}>
            <Trash2 aria-hidden="true" />
          </Button>
        </li>
      ))}
    </ul>
  );
}
