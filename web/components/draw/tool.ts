import { createRemembered } from "@/lib/remembered";

export type Tool = "pen" | "eraser";

export const thinnestPen = 4;
export const thickestPen = 32;

export const penWidth = createRemembered<number>("pen-width", 12, (stored) => {
  const width = Number(stored);
  return width >= thinnestPen && width <= thickestPen ? width : null;
});

export const guide = createRemembered<boolean>("guide", false, (stored) => stored === "true");
