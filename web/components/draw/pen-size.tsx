import { words } from "@/lib/words/words";

export const thinnestPen = 4;
export const thickestPen = 32;

type PenSizeProps = { readonly value: number; readonly onChange: (width: number) => void };

export function PenSize({ value, onChange }: PenSizeProps) {
  return (
    <label className="flex min-h-11 min-w-36 flex-1 items-center gap-2">
      <span className="sr-only">{words.draw.penSize}</span>
      <svg viewBox="0 0 36 36" className="size-9 shrink-0 text-ink" aria-hidden="true">
        <circle data-slot="pen-preview" cx="18" cy="18" r={value / 2} fill="currentColor" />
      </svg>
      <input
        type="range"
        className="pen-slider focus-ring"
        min={thinnestPen}
        max={thickestPen}
        value={value}
        aria-valuetext={words.draw.pixels(value)}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
    </label>
  );
}
