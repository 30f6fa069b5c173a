import { useEffect, useRef, useState } from "react";
import type { Entry } from "@/lib/history/entry";
import { keepingHistory } from "@/lib/history/keeping";
import { mostEntries } from "@/lib/history/store";
import { useHistory } from "@/lib/history/use-history";
import { useObservable } from "@/lib/use-observable";
import { words } from "@/lib/words/words";
import { Button } from "../ui/button";
import { Modal } from "../ui/modal";
import { EntryDetail } from "./entry-detail";
import { EntryList } from "./entry-list";
import { ExportButtons } from "./export-buttons";

export function HistoryDialog({ onClose }: { readonly onClose: () => void }) {
  const history = useHistory();
  const keeping = useObservable(keepingHistory);
  const [shown, setShown] = useState<Entry | null>(null);
  const [deleted, setDeleted] = useState<readonly Entry[]>([]);

  if (history === null) return null;
  const { entries, lasting, failed, remove, restore } = history;

  function removeAll(gone: readonly Entry[]): void {
    remove(gone);
    setDeleted(gone);
    setShown(null);
  }

  function undo(): void {
    restore(deleted);
    setDeleted([]);
  }

  return (
    <Modal title={words.history.title} onClose={onClose}>
      {failed && <p className="text-warning">{words.history.failed}</p>}
      {deleted.length > 0 && <Deleted count={deleted.length} onUndo={undo} />}
      {shown !== null ? (
        <EntryDetail
          entry={shown}
          onBack={() => setShown(null)}
          onDelete={() => removeAll([shown])}
        />
      ) : (
        <>
          <label className="flex min-h-11 items-center gap-3">
            <input
              type="checkbox"
              className="size-5 accent-accent focus-ring"
              checked={keeping}
              onChange={(event) => keepingHistory.set(event.target.checked)}
            />
            <span className="font-medium">{words.history.keep}</span>
          </label>
          <p className="text-sm text-muted">
            {!keeping && `${words.history.keptNothing} `}
            {lasting ? words.history.kept(mostEntries) : words.history.notLasting}
          </p>
          {entries.length === 0 ? (
            <p className="py-8 text-center text-muted">{words.history.empty}</p>
          ) : (
            <>
              <EntryList
                entries={entries}
                onShow={setShown}
                onDelete={(entry) => removeAll([entry])}
              />
              <div className="flex flex-wrap items-center justify-between gap-3">
                <ExportButtons entries={entries} />
                <Button onClick={() => removeAll(entries)}>{words.history.deleteAll}</Button>
              </div>
            </>
          )}
        </>
      )}
    </Modal>
  );
}

function Deleted({ count, onUndo }: { readonly count: number; readonly onUndo: () => void }) {
  const undo = useRef<HTMLButtonElement>(null);
  // The button that was pressed is gone: the keyboard goes on here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each deletion moves the focus anew.
  useEffect(() => undo.current?.focus(), [count]);
  return (
    <div className="flex items-center justify-between gap-3 rounded-xl bg-well py-1 ps-4 pe-1">
      <p role="status">{words.history.deleted(count)}</p>
      <Button ref={undo} onClick={onUndo}>
        {words.history.undo}
      </Button>
    </div>
  );
}
