"""Classify: glyphs to probabilities.

Most glyphs are plain, and a small network knows them as well as a large one does. Only those it is
not sure of are shown to the thorough one, which takes three times as long (a cascade: Viola, Jones:
Rapid Object Detection using a Boosted Cascade of Simple Features, 2001).
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from digit_reader.glyph import SIDE, is_in_pieces
from digit_reader.runtime import Network
from digit_reader.weights import quick_weights_beside

# An interpreter keeps the memory of its largest batch for good.
LARGEST_BATCH = 32
# A glyph is plain where the quick network gives one label this probability, unless it is in pieces:
# where ink is gone, the quick one is far too sure.
PLAIN = 0.99


class Classifier:
    """The classifier of one weight file, for any number of threads."""

    def __init__(self, weights: Path) -> None:
        """Reads the weights, and the quick ones beside them, if any, into memory.

        Raises FileNotFoundError where there is no such file.
        """
        self._thorough = Network(weights.read_bytes())
        quick = quick_weights_beside(weights)
        self._quick = Network(quick.read_bytes()) if quick.exists() else None

    def warm_up(self) -> None:
        """Makes this thread ready to ask either network."""
        bare = np.zeros((1, SIDE, SIDE), np.uint8)
        for network in filter(None, (self._quick, self._thorough)):
            _rows(network, bare)

    def probabilities(self, glyphs: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Per glyph of uint8 (N, 28, 28), N ≥ 1, float32 (N, labels + 1): unreadable comes last.

        Each row is calibrated and sums to 1.
        """
        return self.looked_at(glyphs, self.glanced_at(glyphs))

    def glanced_at(self, glyphs: NDArray[np.uint8]) -> NDArray[np.float32]:
        """The same, by the quick network alone, if there is one."""
        return _all_rows(self._quick or self._thorough, glyphs)

    def looked_at(
        self, glyphs: NDArray[np.uint8], rows: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """The same, from what a glance told, float32 (N, labels + 1): what is plain stays."""
        if self._quick is None:
            return rows
        plain = rows[:, :-1].max(axis=1) >= PLAIN
        plain[plain] = [not is_in_pieces(glyph) for glyph in glyphs[plain]]
        known = rows.copy()
        if not plain.all():
            known[~plain] = _all_rows(self._thorough, glyphs[~plain])
        return known


def _all_rows(network: Network, glyphs: NDArray[np.uint8]) -> NDArray[np.float32]:
    batches = range(0, len(glyphs), LARGEST_BATCH)
    rows = [_rows(network, glyphs[start : start + LARGEST_BATCH]) for start in batches]
    # The runtime's softmax may exceed 1 by its rounding.
    return np.clip(np.concatenate(rows), 0, 1)


def _rows(network: Network, glyphs: NDArray[np.uint8]) -> NDArray[np.float32]:
    return network.run(np.divide(glyphs[..., None], 255, dtype=np.float32))
