import { useState } from "react";
import { download } from "@/lib/download";
import { contactSheet } from "@/lib/history/contact-sheet";
import type { Entry } from "@/lib/history/entry";
import { csvOf, jsonOf } from "@/lib/history/export";
import { words } from "@/lib/words/words";
import { Button } from "../ui/button";

const name = "digit-reader-history";

export function ExportButtons({ entries }: { readonly entries: readonly Entry[] }) {
  const [failed, setFailed] = useState(false);

  async function savePicture(): Promise<void> {
    setFailed(false);
    try {
      download(await contactSheet(entries), `${name}.png`);
    } catch {
      setFailed(true);
    }
  }

  return (
    <fieldset className="flex flex-wrap items-center gap-2">
      <legend className="sr-only">{words.history.exportAs}</legend>
      <span aria-hidden="true" className="text-sm text-muted">
        {words.history.exportAs}
      </span>
      <Button onClick={() => download(file(csvOf(entries), "text/csv"), `${name}.csv`)}>
        {words.history.csv}
      </Button>
      <Button onClick={() => download(file(jsonOf(entries), "application/json"), `${name}.json`)}>
        {words.history.json}
      </Button>
      <Button onClick={savePicture}>{words.history.png}</Button>
      {failed && <p className="text-sm text-warning">{words.history.failed}</p>}
    </fieldset>
  );
}

function file(text: string, type: string): Blob {
  return new Blob([text], { type: `${type};charset=utf-8` });
}
