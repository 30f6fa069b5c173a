import { Eraser, Grid3x3, PenLine, Redo2, Trash2, Undo2 } from "lucide-react";
import type { RefObject } from "react";
import type { Desk } from "@/lib/desk";
import { canRedo, canUndo, isBlank } from "@/lib/ink/ink";
import type { Mode } from "@/lib/reading/reading";
import { useChosen, useObservable, useRemembered } from "@/lib/use-observable";
import { words } from "@/lib/words/words";
import { IconButton } from "../ui/icon-button";
import { type Segment, Segmented } from "../ui/segmented";
import { PenSize } from "./pen-size";
import { guide, type Tool } from "./tool";

const modes: readonly Segment<Mode>[] = [
  { value: "single", label: words.draw.single },
  { value: "multi", label: words.draw.multi },
];

const tools: readonly Segment<Tool>[] = [
  { value: "pen", label: words.draw.pen, icon: <PenLine aria-hidden="true" /> },
  { value: "eraser", label: words.draw.eraser, icon: <Eraser aria-hidden="true" /> },
];

type ToolbarProps = {
  readonly desk: Desk;
  readonly tool: Tool;
  readonly onTool: (tool: Tool) => void;
  readonly undoButton: RefObject<HTMLButtonElement | null>;
};

export function Toolbar({ desk, tool, onTool, undoButton }: ToolbarProps) {
  const mode = useObservable(desk.mode);
  const { scale } = useObservable(desk.view);
  const guideShows = useRemembered(guide);
  const nothingToUndo = !useChosen(desk.ink, canUndo);
  const nothingToRedo = !useChosen(desk.ink, canRedo);
  const nothingToClear = useChosen(desk.ink, isBlank);

  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <div className="flex grow flex-wrap items-center gap-2">
        <Segmented legend={words.draw.tools} segments={tools} value={tool} onChange={onTool} />
        <PenSize scale={scale} />
        <div className="flex gap-1">
          <IconButton
            ref={undoButton}
            label={words.draw.undo}
            icon={<Undo2 aria-hidden="true" />}
            disabled={nothingToUndo}
            onClick={() => desk.change({ kind: "undo" })}
          />
          <IconButton
            label={words.draw.redo}
            icon={<Redo2 aria-hidden="true" />}
            disabled={nothingToRedo}
            onClick={() => desk.change({ kind: "redo" })}
          />
          <IconButton
            label={words.draw.clear}
            icon={<Trash2 aria-hidden="true" />}
            disabled={nothingToClear}
            onClick={() => desk.change({ kind: "clear" })}
          />
        </div>
      </div>
      <div className="flex grow items-center gap-2 sm:grow-0">
        <div className="grow">
          <Segmented
            legend={words.draw.modes}
            segments={modes}
            value={mode}
            onChange={desk.setMode}
          />
        </div>
        <IconButton
          label={words.draw.guide}
          icon={<Grid3x3 aria-hidden="true" />}
          aria-pressed={guideShows}
          onClick={() => guide.set(!guideShows)}
        />
      </div>
    </div>
  );
}
