"use client";

import { useEffect, useState } from "react";
import { createDesk } from "@/lib/desk";
import { isBlank } from "@/lib/ink/ink";
import { inkPicture } from "@/lib/ink/picture";
import type { Point } from "@/lib/ink/stroke";
import { characterAt } from "@/lib/reading/character-at";
import type { Character } from "@/lib/reading/reading";
import { sameOriginServer } from "@/lib/reading/server";
import { announcement } from "@/lib/reading/words";
import { undoByKeys } from "@/lib/undo-by-keys";
import { useChosen, useObservable } from "@/lib/use-observable";
import { BoxOverlay } from "./box-overlay";
import { InkCanvas } from "./ink-canvas";
import { ReadingPanel } from "./reading-panel";
import { Toolbar } from "./toolbar";

const usualPen = 12;

export function DigitReader() {
  const [desk] = useState(() => createDesk(sameOriginServer, inkPicture));
  const [penWidth, setPenWidth] = useState(usualPen);
  const [highlighted, setHighlighted] = useState<Character | null>(null);
  const reading = useObservable(desk.reading);
  const view = useObservable(desk.view);
  const blank = useChosen(desk.ink, isBlank);
  const characters = reading.answer.kind === "read" ? reading.answer.reading.characters : [];

  useEffect(() => undoByKeys(window, () => desk.change({ kind: "undo" })), [desk]);

  function highlightAt(point: Point | null): void {
    setHighlighted(point === null ? null : characterAt(point, characters));
  }

  return (
    <div className="grid gap-4 md:grid-cols-[minmax(0,1fr)_minmax(17rem,22rem)] md:gap-6">
      <section aria-label="Drawing" className="flex flex-col gap-3">
        <div className="paper relative overflow-hidden rounded-2xl bg-surface shadow-card">
          {blank && <Hint />}
          <InkCanvas desk={desk} penWidth={penWidth} onHover={highlightAt} />
          <BoxOverlay characters={characters} highlighted={highlighted} view={view} />
        </div>
        <Toolbar desk={desk} penWidth={penWidth} onPenWidth={setPenWidth} />
      </section>
      <ReadingPanel
        state={reading}
        highlighted={highlighted}
        onHighlight={setHighlighted}
        onTryAgain={desk.tryAgain}
      />
      <p aria-live="polite" className="sr-only">
        {announcement(reading)}
      </p>
    </div>
  );
}

function Hint() {
  return (
    <div className="absolute inset-0 flex flex-col items-center justify-center gap-1 p-6 text-center text-muted">
      <p className="text-2xl font-medium">Draw a number</p>
      <p className="text-sm text-balance">
        With a finger, a pen or the mouse. It is read as you write.
      </p>
    </div>
  );
}
