import type { Character } from "./reading";

/** Below this a digit is worth a look: of ten such answers more than one is expected wrong. */
export const doubtBelow = 0.9;

export function isDoubtful({ label, confidence }: Character): boolean {
  return label !== null && confidence < doubtBelow;
}
