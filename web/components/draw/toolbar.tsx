import { Trash2, Undo2 } from "lucide-react";
import type { Desk } from "@/lib/desk";
import { canUndo, isBlank } from "@/lib/ink/ink";
import type { Mode } from "@/lib/reading/reading";
import { useChosen, useObservable } from "@/lib/use-observable";
import { words } from "@/lib/words/words";
import { Button } from "../ui/button";
import { type Segment, Segmented } from "../ui/segmented";
import { PenSize } from "./pen-size";

const modes: readonly Segment<Mode>[] = [
  { value: "single", label: words.draw.single },
  { value: "multi", label: words.draw.multi },
];

type ToolbarProps = {
  readonly desk: Desk;
  readonly penWidth: number;
  readonly onPenWidth: (width: number) => void;
};

export function Toolbar({ desk, penWidth, onPenWidth }: ToolbarProps) {
  const mode = useObservable(desk.mode);
  const nothingToUndo = !useChosen(desk.ink, canUndo);
  const nothingToClear = useChosen(desk.ink, isBlank);

  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <div className="grow sm:grow-0">
        <Segmented
          legend={words.draw.modes}
          segments={modes}
          value={mode}
          onChange={desk.setMode}
        />
      </div>
      <div className="flex grow items-center gap-2">
        <PenSize value={penWidth} onChange={onPenWidth} />
        <Button disabled={nothingToUndo} onClick={() => desk.change({ kind: "undo" })}>
          <Undo2 aria-hidden="true" />
          <span className="max-sm:sr-only">{words.draw.undo}</span>
        </Button>
        <Button disabled={nothingToClear} onClick={() => desk.change({ kind: "clear" })}>
          <Trash2 aria-hidden="true" />
          <span className="max-sm:sr-only">{words.draw.clear}</span>
        </Button>
      </div>
    </div>
  );
}
