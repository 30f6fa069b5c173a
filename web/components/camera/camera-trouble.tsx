import { CameraOff, ImagePlus, RotateCw } from "lucide-react";
import type { Trouble } from "@/lib/camera/trouble";
import { classNames } from "@/lib/class-names";
import { words } from "@/lib/words/words";
import { ChooseFiles } from "../picture/choose-files";
import { roomOnDesk } from "../room";
import { Button } from "../ui/button";

type CameraTroubleProps = {
  readonly trouble: Trouble;
  readonly onAgain: () => void;
  readonly onFiles: (files: readonly File[]) => void;
};

/** What another attempt cannot change. */
const hopeless: readonly Trouble[] = ["insecure", "unsupported"];

/** Says why there is no camera picture and what to do, and offers the camera app instead. */
export function CameraTrouble({ trouble, onAgain, onFiles }: CameraTroubleProps) {
  return (
    <section
      aria-label={words.camera.section}
      data-slot="camera-trouble"
      className={classNames(
        roomOnDesk,
        "flex flex-col items-center justify-center gap-5 overflow-auto rounded-2xl bg-surface p-6 text-center shadow-card",
      )}
    >
      <CameraOff aria-hidden="true" className="size-9 shrink-0 text-warning" />
      <p role="alert" className="max-w-prose text-balance">
        {words.camera.trouble[trouble]}
      </p>
      <div className="flex flex-wrap justify-center gap-2">
        <ChooseFiles
          fromCamera
          onFiles={onFiles}
          className="flex min-h-11 items-center gap-2 rounded-xl bg-accent px-3.5 text-sm font-medium text-on-accent hover:bg-accent-strong"
        >
          <ImagePlus aria-hidden="true" className="size-[1.125rem]" />
          {words.camera.phone}
        </ChooseFiles>
        {!hopeless.includes(trouble) && (
          <Button onClick={onAgain}>
            <RotateCw aria-hidden="true" />
            {words.camera.again}
          </Button>
        )}
      </div>
    </section>
  );
}
