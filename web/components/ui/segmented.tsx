import { type ReactNode, useId } from "react";
import { classNames } from "@/lib/class-names";

export type Segment<Value extends string> = {
  readonly value: Value;
  readonly label: string;
  /** Shown in the label's place. */
  readonly icon?: ReactNode;
};

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
          title={segment.icon === undefined ? undefined : segment.label}
          className={classNames(
            "relative flex min-h-11 min-w-11 flex-1 cursor-pointer items-center justify-center rounded-lg text-sm font-medium whitespace-nowrap text-muted outline-accent motion-safe:transition-colors has-checked:bg-raised has-checked:text-text has-checked:shadow-sm has-focus-visible:outline-2 [&_svg]:size-[1.125rem]",
            segment.icon === undefined && "px-3.5",
          )}
        >
          <input
            type="radio"
            className="sr-only"
            name={name}
            value={segment.value}
            checked={segment.value === value}
            onChange={() => onChange(segment.value)}
          />
          {segment.icon}
          <span className={classNames(segment.icon !== undefined && "sr-only")}>
            {segment.label}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
