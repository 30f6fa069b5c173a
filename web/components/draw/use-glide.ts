import { type RefObject, useLayoutEffect, useRef } from "react";
import type { View } from "@/lib/ink/view";

const glideMs = 260;

/** Lets the eye follow when the paper becomes smaller to make room. */
export function useGlide(sheet: RefObject<HTMLElement | null>, view: View): void {
  const before = useRef(view);

  useLayoutEffect(() => {
    const { canvas, scale } = before.current;
    before.current = view;
    const turned = canvas.width !== view.canvas.width || canvas.height !== view.canvas.height;
    if (turned || view.scale >= scale || prefersStillness()) return;
    sheet.current?.animate(
      [{ transform: `scale(${scale / view.scale})` }, { transform: "scale(1)" }],
      { duration: glideMs, easing: "ease-out" },
    );
  }, [sheet, view]);
}

/** The pen comes down: it must meet the paper where it is, not where it will be. */
export function endGlide(sheet: HTMLElement): void {
  for (const animation of sheet.getAnimations()) animation.finish();
}

function prefersStillness(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
