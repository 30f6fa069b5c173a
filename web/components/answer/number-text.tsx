import { classNames } from "@/lib/class-names";
import type { Corrections } from "@/lib/corrections/corrections";
import { labelOf, linesOf, noDigit } from "@/lib/corrections/corrections";
import { isDoubtful } from "@/lib/reading/doubt";
import type { Character, Reading } from "@/lib/reading/reading";
import type { CharacterLink } from "./link";

type Link = Pick<CharacterLink, "highlighted" | "onHighlight"> &
  Partial<Pick<CharacterLink, "onOpen">>;

type NumberTextProps = Link & {
  readonly reading: Reading;
  readonly said: Corrections;
  readonly current: boolean;
};

/** The text as corrected, each character tied to its box and card. */
export function NumberText({ reading, said, current, ...link }: NumberTextProps) {
  const lines = linesOf(reading)
    .map((line) => line.filter((character) => said.get(character) !== noDigit))
    .filter((line) => line.length > 0);
  return (
    <p
      data-slot={current ? "number" : "old-number"}
      className={classNames(
        "min-w-0 leading-tight font-semibold tracking-tight break-all whitespace-pre-line tabular-nums",
        sizeFor(lines),
      )}
    >
      {lines.map((line, index) => (
        <span key={keyOf(line[0])}>
          {index > 0 && "\n"}
          {line.map((character) => (
            <CharacterText key={keyOf(character)} character={character} said={said} {...link} />
          ))}
        </span>
      ))}
    </p>
  );
}

type CharacterTextProps = Link & {
  readonly character: Character;
  readonly said: Corrections;
};

function CharacterText({ character, said, highlighted, onHighlight, onOpen }: CharacterTextProps) {
  const label = labelOf(character, said);
  const corrected = said.has(character);
  return (
    <span
      onPointerUp={() => {
        if (document.getSelection()?.isCollapsed !== false) onOpen?.(character);
      }}
      onPointerEnter={() => onHighlight(character)}
      onPointerLeave={() => onHighlight(null)}
      className={classNames(
        "rounded-sm decoration-2 underline-offset-4",
        label === null && "text-warning",
        !corrected && isDoubtful(character) && "underline decoration-warning decoration-dotted",
        corrected && "underline decoration-accent",
        character === highlighted && "bg-accent-soft",
      )}
    >
      {label ?? "?"}
    </span>
  );
}

function sizeFor(lines: readonly (readonly Character[])[]): string {
  const longest = Math.max(...lines.map((line) => line.length));
  if (lines.length > 8) return "text-xl";
  if (lines.length > 4 || longest > 18) return "text-2xl";
  if (lines.length > 2 || longest > 9) return "text-4xl";
  return lines.length > 1 || longest > 5 ? "text-5xl" : "text-7xl";
}

function keyOf(character: Character | undefined): string {
  return `${character?.box.x},${character?.box.y}`;
}
