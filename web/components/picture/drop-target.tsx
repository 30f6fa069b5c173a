"use client";

import { ImageDown } from "lucide-react";
import { useEffect, useState } from "react";
import { listenForFiles } from "@/lib/picture/given";
import { words } from "@/lib/words/words";

type DropTargetProps = { readonly onFiles: (files: readonly File[]) => void };

/** The whole page takes pictures that are dropped or pasted, and shows so while one is dragged. */
export function DropTarget({ onFiles }: DropTargetProps) {
  const [dragging, setDragging] = useState(false);
  useEffect(() => listenForFiles(document, onFiles, setDragging), [onFiles]);

  if (!dragging) return null;
  return (
    <div
      data-slot="drop-target"
      className="pointer-events-none fixed inset-0 z-50 bg-background/80 p-3"
    >
      <div className="flex size-full flex-col items-center justify-center gap-3 rounded-3xl border-3 border-dashed border-accent bg-accent-soft/80 p-6 text-center text-xl font-medium text-text">
        <ImageDown aria-hidden="true" className="size-10 text-accent" />
        {words.pictures.drop}
      </div>
    </div>
  );
}
