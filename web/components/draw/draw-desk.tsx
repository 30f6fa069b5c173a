"use client";

import { useEffect, useState } from "react";
import type { Desk } from "@/lib/desk";
import { isBlank } from "@/lib/ink/ink";
import type { Point } from "@/lib/ink/stroke";
import { characterAt } from "@/lib/reading/character-at";
import type { Character } from "@/lib/reading/reading";
import { undoByKeys } from "@/lib/undo-by-keys";
import { useChosen, useObservable } from "@/lib/use-observable";
import { words } from "@/lib/words/words";
import { BoxOverlay } from "../answer/box-overlay";
import { ReadingPanel } from "../answer/reading-panel";
import { DeskLayout } from "../desk-layout";
import { InkCanvas } from "./ink-canvas";
import { Toolbar } from "./toolbar";

const usualPen = 12;

export function DrawDesk({ desk }: { readonly desk: Desk }) {
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
    <DeskLayout
      label={words.draw.section}
      answer={
        <ReadingPanel
          source="draw"
          state={reading}
          highlighted={highlighted}
          onHighlight={setHighlighted}
          onTryAgain={desk.tryAgain}
        />
      }
    >
      <div className="paper relative overflow-hidden rounded-2xl bg-surface shadow-card">
        {blank && <Hint />}
        <InkCanvas desk={desk} penWidth={penWidth} onHover={highlightAt} />
        <BoxOverlay
          characters={characters}
          highlighted={highlighted}
          picture={view.paper}
          scale={view.scale}
        />
      </div>
      <Toolbar desk={desk} penWidth={penWidth} onPenWidth={setPenWidth} />
    </DeskLayout>
  );
}

function Hint() {
  return (
    <div className="absolute inset-0 flex flex-col items-center justify-center gap-1 p-6 text-center text-muted">
      <p className="text-2xl font-medium">{words.draw.hint}</p>
      <p className="text-sm text-balance">{words.draw.hintMore}</p>
    </div>
  );
}
