"""Specimens: one plain way to write each digit, for tests where no data set is at hand."""

import numpy as np

from training.datasets.samples import Ink, Stroke
from training.pen import smoothed

# Corners of strokes that are then rounded, on a field 60 wide and 100 high; a straight stroke has
# two corners, and a corner given twice stays sharp.
CORNERS: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "0": (((34, 0), (8, 8), (0, 50), (8, 94), (34, 100), (54, 88), (58, 50), (50, 8), (30, 0)),),
    "1": (((12, 22), (34, 0), (34, 0), (34, 100)),),
    "2": (((4, 22), (14, 0), (50, 0), (56, 34), (30, 68), (0, 100), (0, 100), (60, 98)),),
    "3": (
        (
            (4, 10),
            (28, -6),
            (58, 8),
            (50, 42),
            (22, 48),
            (22, 48),
            (56, 54),
            (60, 90),
            (24, 108),
            (0, 90),
        ),
    ),
    "4": (((38, 0), (0, 66), (0, 66), (60, 66)), ((44, 36), (42, 100))),
    "5": (((8, 2), (4, 44), (4, 44), (44, 34), (64, 66), (44, 104), (0, 92)), ((8, 2), (52, 0))),
    "6": (((44, 0), (10, 24), (0, 70), (12, 102), (46, 102), (58, 72), (38, 52), (4, 72)),),
    "7": (((2, 4), (56, 0), (56, 0), (20, 100)),),
    "8": (
        (
            (46, 10),
            (22, -6),
            (2, 16),
            (18, 42),
            (50, 62),
            (54, 94),
            (26, 108),
            (2, 90),
            (10, 62),
            (46, 38),
            (54, 16),
            (44, 4),
        ),
    ),
    "9": (
        ((54, 16), (30, -4), (4, 12), (6, 42), (34, 50), (54, 18), (54, 18), (50, 62), (38, 100)),
    ),
}


def specimen(label: str) -> Ink:
    """One digit as strokes, about 60 wide and 100 high."""
    strokes: tuple[Stroke, ...] = tuple(
        smoothed(np.array(corners, np.float32)) for corners in CORNERS[label]
    )
    return Ink(label, strokes, "specimen")
