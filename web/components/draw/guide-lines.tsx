import type { View } from "@/lib/ink/view";

/** Paper units between two lines. */
const distance = 48;

/** Squared paper to write on. Only for the eye: it is no part of the picture that is read. */
export function GuideLines({ view }: { readonly view: View }) {
  const { width, height } = view.paper;
  return (
    <svg
      data-slot="guide"
      className="pointer-events-none absolute inset-0 size-full stroke-line"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={linesOn(width, height)} vectorEffect="non-scaling-stroke" fill="none" />
    </svg>
  );
}

function linesOn(width: number, height: number): string {
  const across = steps(height).map((y) => `M0 ${y}H${width}`);
  const down = steps(width).map((x) => `M${x} 0V${height}`);
  return [...across, ...down].join("");
}

function steps(length: number): readonly number[] {
  return Array.from({ length: Math.floor(length / distance) }, (_, line) => (line + 1) * distance);
}
