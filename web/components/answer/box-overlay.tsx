import { classNames } from "@/lib/class-names";
import { corrections } from "@/lib/corrections/corrections";
import type { Size } from "@/lib/ink/stroke";
import { isDoubtful } from "@/lib/reading/doubt";
import type { Box, Character } from "@/lib/reading/reading";
import { useObservable } from "@/lib/use-observable";

type BoxOverlayProps = {
  readonly characters: readonly Character[];
  readonly highlighted: Character | null;
  /** Of the picture that was read, in its pixels, which the boxes count in. */
  readonly picture: Size;
  /** How many CSS pixels the screen shows for one pixel of the picture. */
  readonly scale: number;
};

/** How far a frame keeps from the ink, in CSS pixels. */
const distance = 4;

/** Frames over a drawing or picture, each just around the ink of a character. */
export function BoxOverlay({ characters, highlighted, picture, scale }: BoxOverlayProps) {
  const said = useObservable(corrections);
  return (
    <svg
      data-slot="boxes"
      className="pointer-events-none absolute inset-0 size-full"
      viewBox={`0 0 ${picture.width} ${picture.height}`}
      aria-hidden="true"
    >
      {characters.map((character) => (
        <rect
          key={`${character.box.x},${character.box.y}`}
          data-slot="box"
          data-highlighted={character === highlighted}
          {...grown(character.box, distance / scale)}
          rx={6 / scale}
          vectorEffect="non-scaling-stroke"
          className={classNames(
            "fill-transparent stroke-accent/40 stroke-[1.5] motion-safe:transition-colors",
            isOpen(character) && !said.has(character) && "stroke-warning/70 [stroke-dasharray:5_4]",
            character === highlighted && "fill-accent/8 stroke-accent stroke-2",
          )}
        />
      ))}
    </svg>
  );
}

/** Whether a person had better look at it. */
function isOpen(character: Character): boolean {
  return character.label === null || isDoubtful(character);
}

function grown({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}
