import { ArrowLeft, Download, Trash2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { download } from "@/lib/download";
import { pngOf } from "@/lib/history/contact-sheet";
import { correctionsOf, type Entry, type KeptPicture } from "@/lib/history/entry";
import type { Character } from "@/lib/reading/reading";
import { words } from "@/lib/words/words";
import { BoxOverlay } from "../answer/box-overlay";
import { CopyButton } from "../answer/copy-button";
import { NumberText } from "../answer/number-text";
import { Button } from "../ui/button";
import { EntryFacts } from "./entry-facts";
import { KeptPictureImage } from "./kept-picture";

type EntryDetailProps = {
  readonly entry: Entry;
  readonly onBack: () => void;
  readonly onDelete: () => void;
};

export function EntryDetail({ entry, onBack, onDelete }: EntryDetailProps) {
  const back = useRef<HTMLButtonElement>(null);
  const [highlighted, setHighlighted] = useState<Character | null>(null);
  const { picture, text } = entry;

  useEffect(() => back.current?.focus(), []);

  return (
    <>
      <Button ref={back} className="self-start" onClick={onBack}>
        <ArrowLeft aria-hidden="true" className="rtl:-scale-x-100" />
        {words.history.back}
      </Button>
      {picture === null ? (
        <p className="text-muted">{words.history.noPicture}</p>
      ) : (
        <BoxedPicture picture={picture} entry={entry} highlighted={highlighted} />
      )}
      <div className="flex items-start justify-between gap-3">
        <NumberText
          reading={entry.reading}
          said={correctionsOf(entry)}
          current={false}
          highlighted={highlighted}
          onHighlight={setHighlighted}
        />
        {text !== "" && <CopyButton text={text} byKeys />}
      </div>
      <EntryFacts entry={entry} />
      <div className="flex flex-wrap gap-2">
        {picture !== null && (
          <Button
            onClick={async () => download(await pngOf(picture.image), `${fileName(entry)}.png`)}
          >
            <Download aria-hidden="true" />
            {words.history.png}
          </Button>
        )}
        <Button onClick={onDelete}>
          <Trash2 aria-hidden="true" />
          {words.history.delete}
        </Button>
      </div>
    </>
  );
}

type BoxedPictureProps = {
  readonly picture: KeptPicture;
  readonly entry: Entry;
  readonly highlighted: Character | null;
};

/** Wide enough a picture fills the dialog, whose width is not known here: about so many pixels. */
const usualWidth = 500;

function BoxedPicture({ picture, entry, highlighted }: BoxedPictureProps) {
  return (
    <div className="relative self-center overflow-hidden rounded-xl border border-line bg-surface">
      <KeptPictureImage
        picture={picture}
        alt={words.history.picture}
        className="max-h-[45dvh] w-auto"
      />
      <div className="by-day contents">
        <BoxOverlay
          characters={entry.reading.characters}
          highlighted={highlighted}
          picture={picture}
          scale={Math.min(1, usualWidth / picture.width)}
        />
      </div>
    </div>
  );
}

function fileName({ text, at }: Entry): string {
  const number = text.replace(/[^0-9]+/g, "-").slice(0, 32);
  return `digit-reader-${number}-${new Date(at).toISOString().slice(0, 10)}`;
}
