import { ScanEye } from "lucide-react";
import { useState } from "react";
import type { ReadAnswer } from "@/lib/reading/reader";
import { useLazyPart } from "@/lib/use-lazy-part";
import { words } from "@/lib/words/words";
import { Button } from "../ui/button";
import type { CharacterLink } from "./link";

type GlyphViewProps = CharacterLink & {
  readonly answer: ReadAnswer;
  /** While another answer is awaited, nothing is asked about the old one. */
  readonly current: boolean;
};

const loadGlyphs = () => import("./glyphs").then(({ Glyphs }) => Glyphs);

/** What the reader saw: asked for only while a person wants to see it. */
export function GlyphView({ answer, current, ...link }: GlyphViewProps) {
  const [open, setOpen] = useState(false);
  const { Part: Glyphs, failed, fetch } = useLazyPart(loadGlyphs);

  function toggle(): void {
    setOpen(!open);
    if (!open && Glyphs === null) fetch();
  }

  return (
    <div className="flex flex-col gap-2">
      <Button aria-expanded={open} className="self-start" onClick={toggle}>
        <ScanEye aria-hidden="true" />
        {words.glyphs.show}
      </Button>
      {open && failed && <p className="text-sm text-warning">{words.part.failed}</p>}
      {open && Glyphs !== null && <Glyphs answer={answer} current={current} {...link} />}
    </div>
  );
}
