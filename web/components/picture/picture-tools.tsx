import { Crop, RotateCcw, RotateCw, Undo2 } from "lucide-react";
import type { ComponentProps, ReactNode, Ref } from "react";
import { classNames } from "@/lib/class-names";
import {
  type Edit,
  isEdited,
  turnedClockwise,
  turnedCounterclockwise,
  unedited,
} from "@/lib/picture/edit";
import { words } from "@/lib/words/words";
import { Button } from "../ui/button";

type PictureToolsProps = {
  readonly edit: Edit;
  /** Whether there is something in sight to turn and crop. */
  readonly editable: boolean;
  readonly onEdit: (edit: Edit) => void;
  readonly onCrop: () => void;
  readonly cropButton: Ref<HTMLButtonElement>;
};

export function PictureTools({ edit, editable, onEdit, onCrop, cropButton }: PictureToolsProps) {
  return (
    <div className="flex gap-1.5">
      <Tool
        name={words.pictures.turnLeft}
        // Where there is little room, three turns to the right do it.
        className="max-sm:hidden"
        disabled={!editable}
        icon={<RotateCcw aria-hidden="true" />}
        onClick={() => onEdit(turnedCounterclockwise(edit))}
      />
      <Tool
        name={words.pictures.turnRight}
        disabled={!editable}
        icon={<RotateCw aria-hidden="true" />}
        onClick={() => onEdit(turnedClockwise(edit))}
      />
      <Tool
        ref={cropButton}
        name={words.pictures.crop}
        disabled={!editable}
        icon={<Crop aria-hidden="true" />}
        onClick={onCrop}
      />
      <Tool
        name={words.pictures.reset}
        disabled={!editable || !isEdited(edit)}
        icon={<Undo2 aria-hidden="true" />}
        onClick={() => onEdit(unedited)}
      />
    </div>
  );
}

type ToolProps = ComponentProps<typeof Button> & {
  readonly name: string;
  readonly icon: ReactNode;
};

function Tool({ name, icon, className, ...props }: ToolProps) {
  return (
    <Button aria-label={name} title={name} className={classNames("px-0", className)} {...props}>
      {icon}
    </Button>
  );
}
