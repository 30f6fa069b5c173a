import type { Character, Reading } from "./reading";
import type { Question } from "./server";

/** Readings for the unit tests. */

export const reading407: Reading = {
  text: "407",
  confidence: 0.9649,
  characters: [character("4", 10), character("0", 60), character("7", 110)],
  image: { width: 160, height: 110 },
};

export const reading4AndUnreadable: Reading = {
  text: "4?",
  confidence: 0.61,
  characters: [character("4", 10), character(null, 60)],
  image: { width: 160, height: 110 },
};

export const question407: Question = {
  image: new Blob(["png"], { type: "image/png" }),
  mode: "multi",
  sheet: "sheet-1",
};

function character(label: string | null, x: number): Character {
  return {
    label,
    confidence: 0.98,
    box: { x, y: 20, width: 40, height: 70 },
    alternatives: [{ label: "9", confidence: 0.01 }],
  };
}
