"""Transcribe: the ink of a line to what it may say as a whole.

The network was trained by connectionist temporal classification (Graves, Fernández, Gomez,
Schmidhuber: Connectionist Temporal Classification, 2006): at each place it names a label or
nothing, and a label that is named several times in a row counts once. It may see a line in several
views, as it stands and leaning to either side, for it knows some hands better than others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from digit_reader.runtime import Network
from digit_reader.strip import leaning

# Strips come in widths of whole multiples of this, so that few shapes have to be prepared for.
WIDTH_STEP = 16
# Nothing is less likely than this.
UNLIKELIEST = 1e-9
# How a line leans in each view, beyond how it does, in px to the right per px down.
UPRIGHT = (0.0,)
TO_EITHER_SIDE = (-0.2, 0.2)


@dataclass(frozen=True, slots=True, eq=False)
class Transcript:
    """What the network says of a strip.

    `logs`: logarithms of probabilities, float64 (views, places, labels + 1), that of nothing last.
    """

    logs: NDArray[np.float64]

    @property
    def labels(self) -> tuple[int, ...]:
        """Of what single views read, that which all hold likeliest."""
        read = dict.fromkeys(_likeliest(view) for view in self.logs)
        return min(read, key=self.cost_of) if len(read) > 1 else next(iter(read))

    def beside(self, other: "Transcript") -> "Transcript":
        """What both say, of views of the same strip."""
        return Transcript(np.concatenate([self.logs, other.logs]))

    def cost_of(self, labels: Sequence[int]) -> float:
        """Minus the logarithm of the probability that the strip says just this (Graves, eq. 6).

        It is the mean of the views'.
        """
        nothing = self.logs.shape[2] - 1
        # Nothing may stand before, between and behind the labels; it must where two are the same.
        steps = np.full(2 * len(labels) + 1, nothing)
        steps[1::2] = labels
        may_skip = np.zeros(len(steps), bool)
        may_skip[3::2] = steps[3::2] != steps[1:-2:2]
        # By place, then by view.
        said = self.logs[:, :, steps].swapaxes(0, 1)
        reached = np.where(np.arange(len(steps)) < 2, said[0], -np.inf)
        impossible = np.full((len(reached), 2), -np.inf)
        for logs in said[1:]:
            before = np.hstack([impossible, reached])
            ways = np.logaddexp(reached, before[:, 1:-1])
            ways = np.where(may_skip, np.logaddexp(ways, before[:, :-2]), ways)
            reached = ways + logs
        return -float(np.logaddexp.reduce(reached[:, -2:], axis=1).mean())


def _likeliest(logs: NDArray[np.float64]) -> tuple[int, ...]:
    """What a view reads, by the likeliest at each of its places: logs (places, labels + 1)."""
    nothing = logs.shape[1] - 1
    named = (int(label) for label, _ in groupby(logs.argmax(axis=1)))
    return tuple(label for label in named if label != nothing)


class Transcriber:
    """The line network of one weight file, for any number of threads."""

    def __init__(self, weights: Path) -> None:
        """Reads the weight file into memory; raises FileNotFoundError where there is none."""
        self._network = Network(weights.read_bytes())

    def transcript(self, strip: NDArray[np.uint8], leans: Sequence[float] = UPRIGHT) -> Transcript:
        """What a strip says, uint8 (32, W, 2) as strip.py makes it, in views that lean so."""
        room = -strip.shape[1] % WIDTH_STEP
        roomy = np.pad(strip, ((0, 0), (0, room), (0, 0)))
        views = np.stack([leaning(roomy, lean) for lean in leans])
        probabilities = self._network.run(np.divide(views, 255, dtype=np.float32))
        return Transcript(np.log(np.maximum(probabilities, UNLIKELIEST), dtype=np.float64))
