import type { ChangeEvent, ReactNode } from "react";
import { classNames } from "@/lib/class-names";

type ChooseFilesProps = {
  readonly onFiles: (files: readonly File[]) => void;
  /** Opens the camera app of a phone at once, where there is one. */
  readonly fromCamera?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
};

/** Not every system knows the newer formats to be images. */
const images = "image/*,.heic,.heif,.avif,.tif,.tiff";

/** A field for files under whatever it shows: pressed, it lets the user choose some. */
export function ChooseFiles({ onFiles, fromCamera, className, children }: ChooseFilesProps) {
  function give(event: ChangeEvent<HTMLInputElement>): void {
    const field = event.currentTarget;
    onFiles(Array.from(field.files ?? []));
    // So that the same file may be chosen again.
    field.value = "";
  }

  return (
    <label
      className={classNames(
        "cursor-pointer has-focus-visible:ring-2 has-focus-visible:ring-accent has-focus-visible:ring-offset-2 has-focus-visible:ring-offset-surface",
        className,
      )}
    >
      <input
        type="file"
        className="sr-only"
        onChange={give}
        {...(fromCamera
          ? { accept: "image/*", capture: "environment" as const }
          : { accept: images, multiple: true })}
      />
      {children}
    </label>
  );
}
