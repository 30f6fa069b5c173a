"use client";

import { History } from "lucide-react";
import { useState } from "react";
import { useLazyPart } from "@/lib/use-lazy-part";
import { words } from "@/lib/words/words";
import { Button } from "../ui/button";

const loadDialog = () => import("./history-dialog").then(({ HistoryDialog }) => HistoryDialog);

/** Opens the history, which is fetched when it is first wanted. */
export function HistoryButton() {
  const [open, setOpen] = useState(false);
  const { Part: HistoryDialog, failed, fetch } = useLazyPart(loadDialog);

  function show(): void {
    setOpen(true);
    if (HistoryDialog === null) fetch();
  }

  return (
    <>
      <Button aria-haspopup="dialog" onClick={show}>
        <History aria-hidden="true" />
        <span className="max-sm:sr-only">{words.history.open}</span>
      </Button>
      {open && failed && (
        <p role="alert" className="text-sm text-warning">
          {words.part.failed}
        </p>
      )}
      {open && HistoryDialog !== null && <HistoryDialog onClose={() => setOpen(false)} />}
    </>
  );
}
