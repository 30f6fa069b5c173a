import type { Character } from "@/lib/reading/reading";

/** What ties a digit of the number to its box in the picture and to its card. */
export type CharacterLink = {
  readonly highlighted: Character | null;
  readonly onHighlight: (character: Character | null) => void;
  /** The character whose correction is being chosen. */
  readonly opened: Character | null;
  readonly onOpen: (character: Character | null) => void;
};
