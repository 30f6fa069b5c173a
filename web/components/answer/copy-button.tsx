import { Check, Copy } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { copyByKeys, copyText } from "@/lib/copy-text";
import { words } from "@/lib/words/words";
import { Button } from "../ui/button";

type CopyButtonProps = {
  readonly text: string;
  /** Whether Ctrl+C copies this text too, where nothing else is selected. */
  readonly byKeys?: boolean;
};

type Done = "nothing" | "copied" | "refused";

const saidForMs = 2_000;

export function CopyButton({ text, byKeys = false }: CopyButtonProps) {
  const place = useRef<HTMLDivElement>(null);
  const [done, setDone] = useState<Done>("nothing");

  useEffect(() => {
    if (byKeys)
      return copyByKeys(
        () => text,
        () => setDone("copied"),
      );
  }, [byKeys, text]);

  useEffect(() => {
    if (done !== "copied") return;
    const timer = setTimeout(() => setDone("nothing"), saidForMs);
    return () => clearTimeout(timer);
  }, [done]);

  async function copy(): Promise<void> {
    const copied = place.current !== null && (await copyText(text, place.current));
    setDone(copied ? "copied" : "refused");
  }

  return (
    <div ref={place} className="flex shrink-0 flex-col items-end gap-1">
      <Button onClick={copy} aria-label={words.copy.copy} className="px-2.5">
        {done === "copied" ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
      </Button>
      <p role="status" className="max-w-36 text-end text-xs text-muted">
        {done === "copied" && words.copy.copied}
        {done === "refused" && words.copy.refused}
      </p>
    </div>
  );
}
