import { useEffect, useState } from "react";
import { classNames } from "@/lib/class-names";
import type { ReadAnswer } from "@/lib/reading/reader";
import type { Character } from "@/lib/reading/reading";
import { type Outcome, readWithGlyphs } from "@/lib/reading/server";
import { words } from "@/lib/words/words";
import type { CharacterLink } from "./link";

type GlyphsProps = CharacterLink & { readonly answer: ReadAnswer; readonly current: boolean };

type Seen = { readonly answer: ReadAnswer; readonly outcome: Outcome };

export function Glyphs({ answer, current, highlighted, onHighlight }: GlyphsProps) {
  const [seen, setSeen] = useState<Seen | null>(null);

  useEffect(() => {
    if (!current) return;
    const request = new AbortController();
    void readWithGlyphs(answer.question, request.signal).then((outcome) => {
      if (!request.signal.aborted) setSeen({ answer, outcome });
    });
    return () => request.abort();
  }, [answer, current]);

  if (seen === null) return <div className="h-24 rounded-xl border border-line" />;
  if (seen.outcome.kind !== "read") return <Note>{words.glyphs.failed}</Note>;
  const { characters } = seen.outcome.reading;
  if (!characters.some(({ glyph }) => glyph !== undefined)) {
    return <Note>{words.glyphs.nothingSeen}</Note>;
  }
  return (
    <div className="flex flex-col gap-2 rounded-xl border border-line p-3">
      <p className="text-sm text-muted">{words.glyphs.explained}</p>
      <ul aria-label={words.glyphs.show} className="flex flex-wrap gap-2">
        {characters.map((character, index) => (
          <Glyph
            key={`${character.box.x},${character.box.y}`}
            character={character}
            same={seen.answer.reading.characters[index] ?? null}
            highlighted={highlighted}
            onHighlight={onHighlight}
          />
        ))}
      </ul>
    </div>
  );
}

type GlyphProps = Pick<CharacterLink, "highlighted" | "onHighlight"> & {
  readonly character: Character;
  /** The same character in the answer that boxes and cards are of. */
  readonly same: Character | null;
};

function Glyph({ character: { glyph, label }, same, highlighted, onHighlight }: GlyphProps) {
  if (glyph === undefined) return null;
  return (
    <li
      onPointerEnter={() => onHighlight(same)}
      onPointerLeave={() => onHighlight(null)}
      className={classNames(
        "rounded-lg border-2 border-transparent",
        same !== null && same === highlighted && "border-accent",
      )}
    >
      {/* biome-ignore lint/performance/noImgElement: there is nothing to optimise in a data URL. */}
      <img
        src={glyph}
        alt={label === null ? words.glyphs.sawUnreadable : words.glyphs.saw(label)}
        width={56}
        height={56}
        className="size-14 rounded-md [image-rendering:pixelated]"
      />
    </li>
  );
}

function Note({ children }: { readonly children: string }) {
  return <p className="text-sm text-muted">{children}</p>;
}
