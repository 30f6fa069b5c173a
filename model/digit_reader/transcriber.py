"""Transcribe: the ink of a line to what it may say as a whole.

The network was trained by connectionist temporal classification (Graves, Fernández, Gomez,
Schmidhuber: Connectionist Temporal Classification, 2006): at each place it names a label or
nothing, and a label that is named several times in a row counts once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from digit_reader.runtime import Network
from digit_reader.strip import make_strip

# Strips come in widths of whole multiples of this, so that few shapes have to be prepared for.
WIDTH_STEP = 16
# Nothing is less likely than this.
UNLIKELIEST = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Transcript:
    """What the network says of a strip.

    `logs`: logarithms of probabilities, float64 (places, labels + 1), that of nothing last.
    """

    logs: NDArray[np.float64]

    @property
    def labels(self) -> tuple[int, ...]:
        """What it reads, by the likeliest at each place."""
        nothing = self.logs.shape[1] - 1
        named = (int(label) for label, _ in groupby(self.logs.argmax(axis=1)))
        return tuple(label for label in named if label != nothing)

    def cost_of(self, labels: Sequence[int]) -> float:
        """Minus the logarithm of the probability that the strip says just this (Graves, eq. 6)."""
        nothing = self.logs.shape[1] - 1
        # Nothing may stand before, between and behind the labels; it must where two are the same.
        steps = np.full(2 * len(labels) + 1, nothing)
        steps[1::2] = labels
        may_skip = np.zeros(len(steps), bool)
        may_skip[3::2] = steps[3::2] != steps[1:-2:2]
        reached = np.where(np.arange(len(steps)) < 2, self.logs[0, steps], -np.inf)
        for logs in self.logs[1:]:
            one_before = np.append(-np.inf, reached[:-1])
            two_before = np.append([-np.inf, -np.inf], reached)[: len(steps)]
            ways = np.logaddexp(reached, one_before)
            ways = np.where(may_skip, np.logaddexp(ways, two_before), ways)
            reached = ways + logs[steps]
        return -float(np.logaddexp.reduce(reached[-2:]))


class Transcriber:
    """The line network of one weight file, for any number of threads."""

    def __init__(self, weights: Path) -> None:
        """Reads the weight file into memory; raises FileNotFoundError where there is none."""
        self._network = Network(weights.read_bytes())

    def transcript(self, ink: NDArray[np.uint8], greys: NDArray[np.uint8]) -> Transcript:
        """What a line says, by its ink and the page's greys there, both uint8 (H, W)."""
        strip = make_strip(ink, greys)
        room = -strip.shape[1] % WIDTH_STEP
        seen = np.divide(np.pad(strip, ((0, 0), (0, room), (0, 0))), 255, dtype=np.float32)
        probabilities = self._network.run(seen[None])[0]
        return Transcript(np.log(np.maximum(probabilities, UNLIKELIEST), dtype=np.float64))
