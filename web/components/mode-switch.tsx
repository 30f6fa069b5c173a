import type { Mode } from "@/lib/reading/reading";
import { words } from "@/lib/words/words";
import { type Segment, Segmented } from "./ui/segmented";

const modes: readonly Segment<Mode>[] = [
  { value: "single", label: words.draw.single },
  { value: "multi", label: words.draw.multi },
];

type ModeSwitchProps = {
  readonly legend: string;
  readonly mode: Mode;
  readonly onMode: (mode: Mode) => void;
};

/** Whether all ink is one digit, or several. */
export function ModeSwitch({ legend, mode, onMode }: ModeSwitchProps) {
  return <Segmented legend={legend} segments={modes} value={mode} onChange={onMode} />;
}
