export type Point = {
  readonly x: number;
  readonly y: number;
  /** How hard the pen pressed, 0 to 1, where it tells. A mouse or a finger does not. */
  readonly pressure?: number;
};

export type Size = { readonly width: number; readonly height: number };

/**
 * One movement of the pen, in paper coordinates: CSS pixels from the top left of the paper.
 * `paper` is the paper that was visible when it was drawn. Ink beyond it was never seen,
 * so it is not part of the drawing, even when the paper grows later.
 */
export type Stroke = {
  readonly points: readonly Point[];
  readonly penWidth: number;
  readonly paper: Size;
};
