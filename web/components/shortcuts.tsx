"use client";

import { Keyboard, X } from "lucide-react";
import { useRef } from "react";
import { words } from "@/lib/words/words";
import { IconButton } from "./ui/icon-button";

/** The keys that the page knows, a click away. */
export function Shortcuts() {
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <button
        type="button"
        className="inline-flex min-h-6 items-center gap-1.5 rounded underline underline-offset-4 focus-ring"
        onClick={() => dialog.current?.showModal()}
      >
        <Keyboard aria-hidden="true" className="size-4" />
        {words.shortcuts.open}
      </button>
      <dialog
        ref={dialog}
        aria-labelledby="shortcuts-heading"
        className="m-auto w-[min(26rem,calc(100vw-2rem))] rounded-2xl border border-line bg-surface p-5 text-text shadow-card backdrop:bg-black/40"
      >
        <div className="flex items-center justify-between">
          <h2 id="shortcuts-heading" className="text-lg font-semibold">
            {words.shortcuts.title}
          </h2>
          <IconButton
            label={words.shortcuts.close}
            icon={<X aria-hidden="true" />}
            onClick={() => dialog.current?.close()}
          />
        </div>
        <dl className="mt-3 grid gap-3">
          {words.shortcuts.rows.map(({ keys, does }) => (
            <div
              key={does}
              className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1"
            >
              <dt>{does}</dt>
              <dd className="flex flex-wrap gap-1.5 text-sm text-muted">
                {keys.map((key) => (
                  <kbd key={key} className="rounded-md border border-line bg-well px-1.5 font-sans">
                    {key}
                  </kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
        <p className="mt-4 text-sm text-muted">{words.shortcuts.note}</p>
      </dialog>
    </>
  );
}
