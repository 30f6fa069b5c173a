import { classNames } from "@/lib/class-names";
import type { Character } from "@/lib/reading/reading";
import { percent } from "@/lib/reading/spoken";
import { words } from "@/lib/words/words";
import { ConfidenceBar } from "../ui/confidence-bar";

type CharacterCardProps = {
  readonly character: Character;
  readonly highlighted: boolean;
  readonly onHighlight: (character: Character | null) => void;
};

export function CharacterCard({ character, highlighted, onHighlight }: CharacterCardProps) {
  const show = () => onHighlight(character);
  const hide = () => onHighlight(null);

  return (
    <li
      className={classNames(
        "rounded-xl border border-line bg-surface motion-safe:transition-colors",
        highlighted && "border-accent bg-accent-soft",
      )}
    >
      <button
        type="button"
        aria-pressed={highlighted}
        className="flex min-h-11 w-full items-center gap-3 rounded-xl px-3 py-2 text-left focus-ring"
        onPointerEnter={show}
        onPointerLeave={hide}
        onFocus={show}
        onBlur={hide}
        onClick={show}
      >
        <CharacterLabel label={character.label} />
        <span className="flex grow flex-col gap-1.5">
          <span className="flex items-baseline justify-between gap-2 text-sm">
            <span className="text-muted">
              {character.label === null ? words.answer.unreadable : words.answer.confidence}
            </span>
            <span className="font-medium tabular-nums">{percent(character.confidence)}</span>
          </span>
          <ConfidenceBar confidence={character.confidence} />
          <Alternatives character={character} />
        </span>
      </button>
    </li>
  );
}

function CharacterLabel({ label }: { readonly label: string | null }) {
  return label === null ? (
    <span aria-hidden="true" className="w-8 text-center text-3xl font-semibold text-warning">
      ?
    </span>
  ) : (
    <span className="w-8 text-center text-3xl font-semibold tabular-nums">{label}</span>
  );
}

function Alternatives({ character }: { readonly character: Character }) {
  if (character.alternatives.length === 0) return null;
  return (
    <span className="flex flex-wrap gap-x-3 text-xs text-muted">
      <span>{words.answer.or}</span>
      {character.alternatives.map(({ label, confidence }) => (
        <span key={label} className="tabular-nums">
          <span className="font-semibold text-text">{label}</span> {percent(confidence)}
        </span>
      ))}
    </span>
  );
}
