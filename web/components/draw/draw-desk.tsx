"use client";

import { useEffect, useRef, useState } from "react";
import type { Desk } from "@/lib/desk";
import { drawByKeys } from "@/lib/draw-by-keys";
import { isBlank } from "@/lib/ink/ink";
import { sampleNumbers, sampleStrokes } from "@/lib/ink/sample";
import type { Point } from "@/lib/ink/stroke";
import { isMeasured } from "@/lib/ink/view";
import { keepDrawing } from "@/lib/keep-drawing";
import { characterAt } from "@/lib/reading/character-at";
import type { Character } from "@/lib/reading/reading";
import { useChosen, useObservable, useRemembered } from "@/lib/use-observable";
import { words } from "@/lib/words/words";
import { BoxOverlay } from "../answer/box-overlay";
import { ReadingPanel } from "../answer/reading-panel";
import { DeskLayout } from "../desk-layout";
import { Button } from "../ui/button";
import { GuideLines } from "./guide-lines";
import { InkCanvas } from "./ink-canvas";
import { guide, type Tool } from "./tool";
import { Toolbar } from "./toolbar";
import { endGlide, useGlide } from "./use-glide";

export function DrawDesk({ desk }: { readonly desk: Desk }) {
  const [tool, setTool] = useState<Tool>("pen");
  const [highlighted, setHighlighted] = useState<Character | null>(null);
  const reading = useObservable(desk.reading);
  const view = useObservable(desk.view);
  const blank = useChosen(desk.ink, isBlank);
  const guideShows = useRemembered(guide);
  const sheet = useRef<HTMLDivElement>(null);
  const undoButton = useRef<HTMLButtonElement>(null);
  const samplesShown = useRef(0);
  const characters = reading.answer.kind === "read" ? reading.answer.reading.characters : [];

  useGlide(sheet, view);
  useEffect(() => keepDrawing(desk), [desk]);
  useEffect(
    () =>
      drawByKeys(window, {
        undo: () => desk.change({ kind: "undo" }),
        redo: () => desk.change({ kind: "redo" }),
        clear: () => desk.change({ kind: "clear" }),
      }),
    [desk],
  );

  function highlightAt(point: Point | null): void {
    setHighlighted(point === null ? null : characterAt(point, characters));
  }

  function showSample(): void {
    const number = sampleNumbers[samplesShown.current % sampleNumbers.length] ?? sampleNumbers[0];
    samplesShown.current += 1;
    desk.change({ kind: "put", strokes: sampleStrokes(number, view.paper) });
    // The button goes with the blank paper. The keyboard goes on with what takes the sample back.
    requestAnimationFrame(() => undoButton.current?.focus({ preventScroll: true }));
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
      <div className="paper relative overflow-hidden rounded-2xl border border-line bg-surface shadow-card">
        <div
          ref={sheet}
          className="absolute inset-0 origin-top-left"
          onPointerDownCapture={(event) => endGlide(event.currentTarget)}
        >
          {guideShows && <GuideLines view={view} />}
          <InkCanvas desk={desk} tool={tool} onHover={highlightAt} />
          <BoxOverlay
            characters={characters}
            highlighted={highlighted}
            picture={view.paper}
            scale={view.scale}
          />
        </div>
        {blank && <Hint live={isMeasured(view)} onSample={showSample} />}
      </div>
      <Toolbar desk={desk} tool={tool} onTool={setTool} undoButton={undoButton} />
    </DeskLayout>
  );
}

type HintProps = {
  /** The exported page shows the hint before there is any code to draw with. */
  readonly live: boolean;
  readonly onSample: () => void;
};

/** Over the paper, yet not in the way of the pen. */
function Hint({ live, onSample }: HintProps) {
  return (
    <div className="pointer-events-none absolute inset-0 flex flex-col items-center justify-center gap-1 p-4 text-center text-muted">
      <p className="mt-auto text-2xl font-medium">{words.draw.hint}</p>
      <p className="text-sm text-balance">{words.draw.hintMore}</p>
      <div className="mt-auto">
        <Button className="pointer-events-auto" disabled={!live} onClick={onSample}>
          {words.draw.sample}
        </Button>
      </div>
    </div>
  );
}
