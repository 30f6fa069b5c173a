"""Classify: glyphs to probabilities."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from digit_reader.runtime import Network

# An interpreter keeps the memory of its largest batch for good.
LARGEST_BATCH = 32


class Classifier:
    """The classifier of one weight file, for any number of threads."""

    def __init__(self, weights: Path) -> None:
        """Reads the weight file into memory; raises FileNotFoundError where there is none."""
        self._network = Network(weights.read_bytes())

    def probabilities(self, glyphs: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Per glyph of uint8 (N, 28, 28), N ≥ 1, float32 (N, labels + 1): unreadable comes last.

        Each row is calibrated and sums to 1.
        """
        batches = range(0, len(glyphs), LARGEST_BATCH)
        rows = [self._batch(glyphs[start : start + LARGEST_BATCH]) for start in batches]
        # The runtime's softmax may exceed 1 by its rounding.
        return np.clip(np.concatenate(rows), 0, 1)

    def _batch(self, glyphs: NDArray[np.uint8]) -> NDArray[np.float32]:
        return self._network.run(np.divide(glyphs[..., None], 255, dtype=np.float32))
