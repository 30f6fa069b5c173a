"""A second look: what the lattice reads, beside what a network makes of the line as a whole.

The classifier knows single digits better, the line network what neighbours do to each other: they
share strokes, lean alike and are as high. Where the two differ, or the classifier doubts, the line
network sees the line leaning to either side, too, and that is taken which both together hold
likelier. The lattice still tells which ink is which character.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from digit_reader.lattice import (
    CUT_COST,
    Lattice,
    LatticePath,
    best_path,
    path_reading,
    with_doubts,
)
from digit_reader.marks import window_of
from digit_reader.sight import without_specks
from digit_reader.strip import make_strip
from digit_reader.transcriber import TO_EITHER_SIDE, Transcriber


@dataclass(frozen=True, slots=True)
class Trust:
    """How much the line network's word counts, beside the lattice.

    It is more `where_unread` by the lattice: what one of them can read can mostly be read.
    """

    usual: float
    where_unread: float


# The network learnt from ink that was found on printed paper and is broken there, which the
# classifier hardly knows.
ON_EVEN_GROUND = Trust(usual=0.5, where_unread=0.7)
ON_PAPER = Trust(usual=1.5, where_unread=1.8)
# Where the lattice holds each of its characters this likely, and cuts through none, it is hardly
# ever wrong, and the line network is not asked.
SURE = 0.99


def looked_at_again(
    lattice: Lattice, transcriber: Transcriber, page: NDArray[np.uint8], trust: Trust
) -> LatticePath:
    """How a line of a page of greys, uint8 (H, W), reads best, without what is too low in it.

    What the network reads may be as low as it likes: some write their zeros so.
    """
    first = best_path(lattice)
    written = without_specks(first)
    if lattice.is_undivided or _is_plain(first):
        return written
    line = lattice.whole
    strip = make_strip(line.ink, window_of(page, line.box))
    upright = transcriber.transcript(strip)
    read = written.labels
    if upright.labels == read == with_doubts(lattice, read):
        return written
    transcript = upright.beside(transcriber.transcript(strip, TO_EITHER_SIDE))
    unreadable = lattice.probabilities.shape[1] - 1
    # What says nothing at all is one mark that nobody could read.
    other = transcript.labels or (unreadable,)
    weight = trust.where_unread if unreadable in read else trust.usual

    def doubt_of(labels: tuple[int, ...]) -> float:
        return transcript.cost_of(transcript.labels if labels == other else labels)

    def cost_of(path: LatticePath, labels: tuple[int, ...]) -> float:
        return path.cost + weight * doubt_of(labels)

    seconds = [
        (path, labels)
        for labels in dict.fromkeys((other, with_doubts(lattice, other)))
        if labels != read and (path := path_reading(lattice, labels)) is not None
    ]
    if not seconds:
        return written
    # Told apart by the same measure: the first was found with a price for what it cannot read.
    cost = cost_of(path_reading(lattice, read) or first, read)
    second, labels = min(seconds, key=lambda each: cost_of(*each))
    other_cost = cost_of(second, labels)
    belief = 1 / (1 + float(np.exp(-abs(other_cost - cost))))
    if cost <= other_cost:
        return replace(written, belief=belief)
    return _convinced(second, labels, belief, sureness=float(np.exp(-doubt_of(labels))))


def _is_plain(path: LatticePath) -> bool:
    return path.cost < CUT_COST and bool(path.probabilities[:, :-1].max(axis=1).min() >= SURE)


def _convinced(
    path: LatticePath, labels: tuple[int, ...], belief: float, sureness: float
) -> LatticePath:
    """The path with its labels believed so much, whatever its single glyphs look like.

    Where these look like something else, a digit is no surer than the network is of its text.
    """
    named = np.zeros_like(path.probabilities)
    named[np.arange(len(labels)), labels] = 1
    mixed = (1 - belief) * path.probabilities + belief * named
    unreadable = mixed.shape[1] - 1
    differs = (path.probabilities.argmax(axis=1) != labels) & (np.array(labels) != unreadable)
    doubt = 1 - sureness ** (1 / max(int(differs.sum()), 1))
    mixed[differs] = (1 - doubt) * mixed[differs] + doubt / mixed.shape[1]
    return replace(path, probabilities=mixed.astype(np.float32), belief=belief)
