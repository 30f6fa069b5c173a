import { Undo2 } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { classNames } from "@/lib/class-names";
import { correct, noDigit, takeBack } from "@/lib/corrections/corrections";
import { isDoubtful } from "@/lib/reading/doubt";
import type { Character } from "@/lib/reading/reading";
import { percent } from "@/lib/reading/spoken";
import { words } from "@/lib/words/words";
import { ConfidenceBar } from "../ui/confidence-bar";
import { DigitChooser } from "./digit-chooser";
import type { CharacterLink } from "./link";

type CharacterCardProps = CharacterLink & {
  readonly character: Character;
  /** What a person says that it is; `null` where they say nothing. */
  readonly said: string | null;
};

export function CharacterCard(props: CharacterCardProps) {
  const { character, said, highlighted, onHighlight, opened, onOpen } = props;
  const digit = useRef<HTMLButtonElement>(null);
  const open = character === opened;
  // Opened from the number, the card takes the focus, so that a digit key corrects it.
  useEffect(() => {
    if (open) digit.current?.focus();
  }, [open]);

  const show = () => onHighlight(character);
  const hide = () => onHighlight(null);

  function close(): void {
    onOpen(null);
    digit.current?.focus();
  }

  function choose(label: string): void {
    correct(character, label);
    close();
  }

  function handleKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^[0-9]$/.test(event.key)) choose(event.key);
    else if (event.key === "Delete" || event.key === "Backspace") choose(noDigit);
    else if (event.key === "Escape" && open) close();
    else if (event.key === "Escape") takeBack(character);
    else if (event.key === "ArrowDown") focusDigit(event, "nextElementSibling");
    else if (event.key === "ArrowUp") focusDigit(event, "previousElementSibling");
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <li
      data-highlighted={character === highlighted}
      onPointerEnter={show}
      onPointerLeave={hide}
      onFocus={show}
      onBlur={hide}
      className={classNames(
        "rounded-xl border border-line bg-surface motion-safe:transition-colors",
        character === highlighted && "border-accent bg-accent-soft",
      )}
    >
      <div className="flex min-h-15 items-center gap-1 pe-2">
        <button
          ref={digit}
          type="button"
          data-slot="digit"
          aria-label={nameOf(character, said)}
          aria-expanded={open}
          aria-description={words.character.keys}
          className={classNames(
            "min-h-15 w-13 shrink-0 rounded-xl text-center text-3xl font-semibold tabular-nums focus-ring",
            character.label === null && said === null && "text-warning",
            said !== null && "underline decoration-accent decoration-2 underline-offset-4",
          )}
          onClick={() => onOpen(open ? null : character)}
          onKeyDown={handleKey}
        >
          {shownLabel(character, said)}
        </button>
        {said === null ? <Confidence character={character} /> : <ReadAs character={character} />}
        <Choices character={character} said={said} onChoose={choose} />
      </div>
      {open && (
        <DigitChooser present={said ?? character.label} onChoose={choose} onCancel={close} />
      )}
    </li>
  );
}

function nameOf({ label }: Character, said: string | null): string {
  const present = said ?? label;
  if (present === null) return words.character.name;
  return words.character.correct(present === noDigit ? words.character.noDigit : present);
}

function shownLabel({ label }: Character, said: string | null): string {
  const present = said ?? label ?? "?";
  return present === noDigit ? "–" : present;
}

function focusDigit(
  { currentTarget }: KeyboardEvent,
  next: "nextElementSibling" | "previousElementSibling",
): void {
  const digit = currentTarget.closest("li")?.[next]?.querySelector("[data-slot=digit]");
  if (digit instanceof HTMLElement) digit.focus();
}

function Confidence({ character }: { readonly character: Character }) {
  const doubtful = isDoubtful(character);
  return (
    <div className="flex min-w-0 grow flex-col gap-1.5">
      <p className="flex flex-wrap items-baseline gap-x-1.5 text-sm tabular-nums">
        <span className="font-medium">{percent(character.confidence)}</span>
        {character.label === null && (
          <span className="text-warning">{words.answer.unreadable}</span>
        )}
        {doubtful && <span className="text-warning">{words.answer.doubtful}</span>}
      </p>
      <ConfidenceBar confidence={character.confidence} />
    </div>
  );
}

function ReadAs({ character: { label, confidence } }: { readonly character: Character }) {
  return (
    <p className="min-w-0 grow text-sm text-muted tabular-nums">
      {label === null
        ? words.character.readAsNothing
        : words.character.readAs(label, percent(confidence))}
    </p>
  );
}

type ChoicesProps = {
  readonly character: Character;
  readonly said: string | null;
  readonly onChoose: (label: string) => void;
};

/** The next likeliest digits, one tap away; after a correction, the way back first. */
function Choices({ character, said, onChoose }: ChoicesProps) {
  const others = character.alternatives.filter(({ label }) => label !== said);
  const room = said === null ? 3 : 2;
  return (
    <div className="ms-1 flex shrink-0">
      {said !== null && (
        <button
          type="button"
          aria-label={words.character.takeBack}
          className={choice}
          onClick={() => takeBack(character)}
        >
          <Undo2 aria-hidden="true" className="size-4.5" />
        </button>
      )}
      {others.slice(0, room).map(({ label, confidence }) => (
        <button
          key={label}
          type="button"
          aria-label={words.character.use(label, percent(confidence))}
          className={choice}
          onClick={() => onChoose(label)}
        >
          <span className="font-semibold">{label}</span>
          <span className="text-[0.6875rem] text-muted tabular-nums">{percent(confidence)}</span>
        </button>
      ))}
    </div>
  );
}

const choice =
  "flex size-11 flex-col items-center justify-center rounded-lg leading-tight hover:bg-well focus-ring";
