import { expect, test } from "vitest";
import { characterAt } from "./character-at";
import type { Box, Character } from "./reading";

function character(label: string, box: Box): Character {
  return { label, confidence: 0.9, box, alternatives: [] };
}

const large = character("0", { x: 0, y: 0, width: 100, height: 100 });
const small = character("1", { x: 40, y: 40, width: 20, height: 20 });

test("finds the character under a point, the smallest first", () => {
  expect(characterAt({ x: 10, y: 10 }, [large, small])).toBe(large);
  expect(characterAt({ x: 50, y: 50 }, [large, small])).toBe(small);
});

test("finds nothing beside the characters", () => {
  expect(characterAt({ x: 101, y: 50 }, [large, small])).toBeNull();
});
