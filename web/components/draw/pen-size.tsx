import { useRemembered } from "@/lib/use-observable";
import { words } from "@/lib/words/words";
import { penWidth, thickestPen, thinnestPen } from "./tool";

/** The dot beside the slider is the one that the pen would leave on the paper. */
export function PenSize({ scale }: { readonly scale: number }) {
  const value = useRemembered(penWidth);
  return (
    <label className="flex min-h-11 flex-1 items-center gap-1.5 sm:min-w-36">
      <span className="sr-only">{words.draw.penSize}</span>
      <svg viewBox="0 0 36 36" className="size-9 shrink-0 text-ink" aria-hidden="true">
        <circle
          data-slot="pen-preview"
          cx="18"
          cy="18"
          r={(value / 2) * scale}
          fill="currentColor"
        />
      </svg>
      <input
        type="range"
        className="pen-slider focus-ring"
        min={thinnestPen}
        max={thickestPen}
        value={value}
        aria-valuetext={words.draw.pixels(value)}
        onChange={(event) => penWidth.set(event.target.valueAsNumber)}
      />
    </label>
  );
}
