"""Hatching: strokes side by side that may be a tally, or shade something; nobody could know."""

import numpy as np

from digit_reader.lattice import LatticePath

# So many strokes are hatching, …
FEWEST = 4
# … if from middle to middle they are no further apart than this, relative to their height. Ones of
# numbers are further apart: on cheques and photographs by 0.39 or more (docs/reading.md).
NEAR = 0.35


def is_hatching(line: LatticePath, one: int) -> bool:
    """Whether a line reads as nothing but ones, by that label, nearer than people write them."""
    if len(line.candidates) < FEWEST or set(line.labels) != {one}:
        return False
    middles = [each.box.x + each.box.width / 2 for each in line.candidates]
    apart = (max(middles) - min(middles)) / (len(middles) - 1)
    return apart <= NEAR * float(np.median(line.heights))
