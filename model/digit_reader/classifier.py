"""Classify: glyphs to probabilities.

Most glyphs are plain, and a small network knows them as well as a large one does. Only those it is
not sure of are shown to the thorough one, which takes three times as long (a cascade: Viola, Jones:
Rapid Object Detection using a Boosted Cascade of Simple Features, 2001).
"""

from collections.abc import Callable
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

# Of glyphs, by their probabilities, float32 (N, labels + 1): which are worth a thorough look, bool
# (N,).
Matters = Callable[[NDArray[np.float32]], NDArray[np.bool_]]


def all_matter(rows: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Each of them is."""
    return np.ones(len(rows), bool)


def none_matter(rows: NDArray[np.float32]) -> NDArray[np.bool_]:
    """None of them is: a quick look is enough."""
    return np.zeros(len(rows), bool)


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

    def probabilities(
        self, glyphs: NDArray[np.uint8], matters: Matters = all_matter
    ) -> NDArray[np.float32]:
        """Per glyph of uint8 (N, 28, 28), N ≥ 1, float32 (N, labels + 1): unreadable comes last.

        Each row is calibrated and sums to 1. The thorough network is asked about the glyphs that
        are not plain and matter.
        """
        if self._quick is None:
            return _all_rows(self._thorough, glyphs)
        rows = _all_rows(self._quick, glyphs)
        plain = rows[:, :-1].max(axis=1) >= PLAIN
        plain[plain] = [not is_in_pieces(glyph) for glyph in glyphs[plain]]
        asked = ~plain & matters(rows)
        if asked.any():
            rows[asked] = _all_rows(self._thorough, glyphs[asked])
        return rows


def _all_rows(network: Network, glyphs: NDArray[np.uint8]) -> NDArray[np.float32]:
    batches = range(0, len(glyphs), LARGEST_BATCH)
    rows = [_rows(network, glyphs[start : start + LARGEST_BATCH]) for start in batches]
    # The runtime's softmax may exceed 1 by its rounding.
    return np.clip(np.concatenate(rows), 0, 1)


def _rows(network: Network, glyphs: NDArray[np.uint8]) -> NDArray[np.float32]:
    return network.run(np.divide(glyphs[..., None], 255, dtype=np.float32))
