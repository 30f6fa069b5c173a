import { classNames } from "@/lib/class-names";
import type { View } from "@/lib/ink/view";
import type { Box, Character } from "@/lib/reading/reading";

type BoxOverlayProps = {
  readonly characters: readonly Character[];
  readonly highlighted: Character | null;
  readonly view: View;
};

/** How far a frame keeps from the ink, in canvas pixels. */
const distance = 4;

/** Frames on the drawing, in paper coordinates: each just around the ink of a character. */
export function BoxOverlay({ characters, highlighted, view }: BoxOverlayProps) {
  const { width, height } = view.paper;
  return (
    <svg
      data-slot="boxes"
      className="pointer-events-none absolute inset-0 size-full"
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
    >
      {characters.map((character) => (
        <rect
          key={`${character.box.x},${character.box.y}`}
          data-slot="box"
          data-highlighted={character === highlighted}
          {...grown(character.box, distance / view.scale)}
          rx={6 / view.scale}
          vectorEffect="non-scaling-stroke"
          className={classNames(
            "fill-transparent stroke-accent/40 stroke-[1.5] motion-safe:transition-colors",
            character.label === null && "stroke-warning/70 [stroke-dasharray:5_4]",
            character === highlighted && "fill-accent/8 stroke-accent stroke-2",
          )}
        />
      ))}
    </svg>
  );
}

function grown({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}
