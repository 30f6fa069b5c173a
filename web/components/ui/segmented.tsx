import { useId } from "react";

export type Segment<Value extends string> = { readonly value: Value; readonly label: string };

type SegmentedProps<Value extends string> = {
  readonly legend: string;
  readonly segments: readonly Segment<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
};

/** A choice of few, all in sight. Plain radio buttons beneath, so the keyboard works as ever. */
export function Segmented<Value extends string>({
  legend,
  segments,
  value,
  onChange,
}: SegmentedProps<Value>) {
  const name = useId();
  return (
    <fieldset data-slot="segmented" className="flex rounded-xl bg-well p-1">
      <legend className="sr-only">{legend}</legend>
      {segments.map((segment) => (
        <label
          key={segment.value}
          className="flex min-h-11 flex-1 cursor-pointer items-center justify-center rounded-lg px-3.5 text-sm font-medium whitespace-nowrap text-muted motion-safe:transition-colors has-checked:bg-surface has-checked:text-text has-checked:shadow-sm has-focus-visible:ring-2 has-focus-visible:ring-accent"
        >
          <input
            type="radio"
            className="sr-only"
            name={name}
            value={segment.value}
            checked={segment.value === value}
            onChange={() => onChange(segment.value)}
          />
          {segment.label}
        </label>
      ))}
    </fieldset>
  );
}
