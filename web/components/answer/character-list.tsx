import type { Answer } from "@/lib/reading/reader";
import type { Character } from "@/lib/reading/reading";
import { words } from "@/lib/words/words";
import { CharacterCard } from "./character-card";

type CharacterListProps = {
  readonly answer: Answer;
  readonly highlighted: Character | null;
  readonly onHighlight: (character: Character | null) => void;
};

export function CharacterList({ answer, highlighted, onHighlight }: CharacterListProps) {
  if (answer.kind === "awaited") return <EmptyPlaces count={answer.places} />;
  if (answer.kind !== "read" || answer.reading.characters.length === 0) return null;
  return (
    <ol aria-label={words.answer.characters} className="flex flex-col gap-2">
      {answer.reading.characters.map((character) => (
        <CharacterCard
          key={`${character.box.x},${character.box.y}`}
          character={character}
          highlighted={character === highlighted}
          onHighlight={onHighlight}
        />
      ))}
    </ol>
  );
}

/** Keeps the room of the cards that were here, so that the page does not jump while drawing. */
function EmptyPlaces({ count }: { readonly count: number }) {
  return (
    <div aria-hidden="true" className="flex flex-col gap-2">
      {Array.from({ length: count }, (_, place) => place).map((place) => (
        <div key={place} className="h-19 rounded-xl border border-line" />
      ))}
    </div>
  );
}
