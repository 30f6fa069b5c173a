import { X } from "lucide-react";
import { type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { words } from "@/lib/words/words";
import { Button } from "./button";

type ModalProps = {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** A dialog over the page. The browser keeps the focus in it, and gives it back at the end. */
export function Modal({ title, onClose, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();

  // Closed before it is taken from the page, the dialog gives the focus back.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);

  function tellClosed(): void {
    if (dialog.current?.open === false) onClose();
  }

  return (
    <dialog
      ref={dialog}
      aria-labelledby={heading}
      onClose={tellClosed}
      className="m-auto max-h-[min(48rem,100dvh-2rem)] w-[min(44rem,100vw-2rem)] flex-col overflow-hidden rounded-2xl bg-background text-text shadow-card backdrop:bg-black/40 open:flex"
    >
      <header className="flex items-center justify-between gap-4 border-b border-line py-2 ps-5 pe-2">
        <h2 id={heading} className="text-lg font-semibold tracking-tight">
          {title}
        </h2>
        <Button
          aria-label={words.history.close}
          className="border-transparent bg-transparent"
          onClick={() => dialog.current?.close()}
        >
          <X aria-hidden="true" />
        </Button>
      </header>
      <div className="flex flex-col gap-4 overflow-y-auto p-5">{children}</div>
    </dialog>
  );
}
