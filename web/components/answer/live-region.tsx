import { useEffect, useState } from "react";

/** Long enough that the readings between the strokes of a quick writer are not all spoken. */
const settleMs = 1_000;

type LiveRegionProps = {
  /** `null` while there is nothing new to say. */
  readonly text: string | null;
};

/** Speaks what has settled, once: the same again is no news. */
export function LiveRegion({ text }: LiveRegionProps) {
  const [spoken, setSpoken] = useState("");

  useEffect(() => {
    if (text === null) return;
    const timer = setTimeout(() => setSpoken(text), settleMs);
    return () => clearTimeout(timer);
  }, [text]);

  return (
    <p aria-live="polite" className="sr-only">
      {spoken}
    </p>
  );
}
