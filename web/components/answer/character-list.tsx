import { useState } from "react";
import type { Corrections } from "@/lib/corrections/corrections";
import { isDoubtful } from "@/lib/reading/doubt";
import type { Reading } from "@/lib/reading/reading";
import { words } from "@/lib/words/words";
import { Button } from "../ui/button";
import { CharacterCard } from "./character-card";
import type { CharacterLink } from "./link";

type CharacterListProps = CharacterLink & {
  readonly reading: Reading;
  readonly said: Corrections;
};

/** Of longer readings only what is worth a look is shown at first. */
const mostAtOnce = 12;

export function CharacterList({ reading, said, ...link }: CharacterListProps) {
  const [all, setAll] = useState(false);
  const { characters } = reading;
  const long = characters.length > mostAtOnce;
  const shown =
    long && !all
      ? characters.filter(
          (character) =>
            character.label === null ||
            isDoubtful(character) ||
            said.has(character) ||
            character === link.opened,
        )
      : characters;

  return (
    <>
      {long && (
        <div className="flex items-center justify-between gap-3 text-sm text-muted">
          <p>
            {shown.length === 0
              ? words.answer.noneDoubtful(characters.length)
              : words.answer.doubtfulOnly(shown.length, characters.length)}
          </p>
          <Button className="shrink-0" onClick={() => setAll(!all)}>
            {all ? words.answer.showDoubtful : words.answer.showAll}
          </Button>
        </div>
      )}
      <ol aria-label={words.answer.characters} className="flex flex-col gap-2">
        {shown.map((character) => (
          <CharacterCard
            key={`${character.box.x},${character.box.y}`}
            character={character}
            said={said.get(character) ?? null}
            {...link}
          />
        ))}
      </ol>
    </>
  );
}
