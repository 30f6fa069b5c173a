import type { KeyboardEvent } from "react";
import { noDigit } from "@/lib/corrections/corrections";
import { words } from "@/lib/words/words";
import { Button } from "../ui/button";

type DigitChooserProps = {
  readonly present: string | null;
  readonly onChoose: (label: string) => void;
  readonly onCancel: () => void;
};

const digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** All that a character may be. */
export function DigitChooser({ present, onChoose, onCancel }: DigitChooserProps) {
  function cancelByKey(event: KeyboardEvent): void {
    if (event.key === "Escape") onCancel();
  }

  return (
    <fieldset className="border-t border-line px-2 pb-2">
      <legend className="sr-only">{words.character.choose}</legend>
      <div className="grid grid-cols-5 gap-1.5 pt-2">
        {digits.map((digit) => (
          <Button
            key={digit}
            aria-label={words.character.is(digit)}
            aria-pressed={digit === present}
            className="px-0 text-base font-semibold aria-pressed:border-accent"
            onClick={() => onChoose(digit)}
            onKeyDown={cancelByKey}
          >
            {digit}
          </Button>
        ))}
        <Button
          aria-pressed={present === noDigit}
          className="col-span-5 aria-pressed:border-accent"
          onClick={() => onChoose(noDigit)}
          onKeyDown={cancelByKey}
        >
          {words.character.noDigit}
        </Button>
      </div>
      <p className="pt-2 text-xs text-muted pointer-coarse:hidden">{words.character.keys}</p>
    </fieldset>
  );
}
