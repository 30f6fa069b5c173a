"""Strings: digits of one hand that run into each other, and what a lattice makes of them.

The reader cuts what may be several characters into parts and asks of many runs of parts whether
they are one (digit_reader/lattice.py). Here the truth is known: a run that holds just one digit's
ink bears its label, chips of its neighbours and all; one that is like none of them is unreadable,
and so is most of a mark among the digits that is none itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from digit_reader.candidates import Candidate, find_candidates
from digit_reader.ink import find_ink
from digit_reader.lattice import runs_of
from digit_reader.lines import find_lines
from digit_reader.marks import CONNECTS, find_marks
from digit_reader.paper import even_ground
from training.bend import any_bend, bent_strokes
from training.datasets.samples import Ink, Stroke
from training.pen import any_hand, ink, shaped

# A run is one digit where its ink and the digit's share this much of what either has; where it
# shares less than the other with every digit, it is none. Less of a foreign mark than that may be
# anything, such as a bare stroke.
ONE_DIGIT = 0.88
NO_DIGIT = 0.7
# From box to box, relative to the height: neighbours overlap, touch or almost do.
GAPS = (-0.15, 0.06)
WIDEST_PEN = 0.15


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """A glyph, uint8 (28, 28), and the label it bears; empty where it is no digit.

    `kind`: what it is then.
    """

    glyph: NDArray[np.uint8]
    label: str
    kind: str = ""


def runs(digits: Sequence[Ink], foreign: Ink | None, rng: np.random.Generator) -> list[Run]:
    """One run that is a digit and two that are none, of a string of a few of the digits.

    Fewer where the string does not have them. In the place of one digit it has the foreign mark, if
    any, whose label tells its kind.
    """
    chosen = [digits[int(i)] for i in rng.integers(len(digits), size=int(rng.integers(2, 4)))]
    if foreign:
        chosen[int(rng.integers(len(chosen)))] = foreign
    page, own = _written(chosen, rng)
    inked = find_ink(page, even_ground(page))
    seen = [
        (run, *_truth(run, own))
        for line in find_lines(find_candidates(inked, find_marks(inked)))
        for run in runs_of(line)
    ]
    one = [
        Run(candidate.glyph, chosen[k].label)
        for candidate, k, share in seen
        if share >= ONE_DIGIT and chosen[k] is not foreign
    ]
    none = [
        Run(candidate.glyph, "", "cut")
        for candidate, k, share in seen
        if share < NO_DIGIT and chosen[k] is not foreign
    ]
    if foreign:
        none += [
            Run(candidate.glyph, "", foreign.label if share >= ONE_DIGIT else "cut")
            for candidate, k, share in seen
            if share >= NO_DIGIT and chosen[k] is foreign
        ]
    return [
        *(one[int(i)] for i in rng.permutation(len(one))[:1]),
        *(none[int(i)] for i in rng.permutation(len(none))[:2]),
    ]


def _truth(candidate: Candidate, own: Sequence[NDArray[np.uint8]]) -> tuple[int, float]:
    """Which digit's ink a candidate shares most of, and how much of what either of them has."""
    box = candidate.box
    mine = candidate.ink > CONNECTS
    shares = []
    for page in own:
        window = page[box.y : box.y + box.height, box.x : box.x + box.width] > CONNECTS
        both = np.count_nonzero(mine & window)
        shares.append(both / (np.count_nonzero(mine) + np.count_nonzero(page > CONNECTS) - both))
    best = int(np.argmax(shares))
    return best, shares[best]


def _written(
    digits: Sequence[Ink], rng: np.random.Generator
) -> tuple[NDArray[np.uint8], list[NDArray[np.uint8]]]:
    """A page, uint8 (H, W), white on black, with the digits in a row, and each digit's own page."""
    written_by = any_hand(rng)
    # A line does not turn, and no pen is so wide that neighbours hide each other.
    hand = replace(written_by, turn=0.0, pen=min(written_by.pen, WIDEST_PEN))
    width = max(hand.pen * hand.height, 1.0)
    rows: list[list[Stroke]] = []
    right = 0.0
    for digit in digits:
        strokes = shaped(bent_strokes(digit.strokes, any_bend(rng)), hand)
        points = np.concatenate(strokes)
        low, extent = points.min(axis=0), np.ptp(points, axis=0)
        # One that lies down (a stray dash) must not grow without bound.
        own_height = max(float(extent[1]), float(extent[0]) / 1.5, 1e-6)
        scale = hand.height * rng.uniform(0.8, 1.15) / own_height
        gap = hand.height * rng.uniform(*GAPS) + width / 2
        drop = hand.height * rng.normal(0, 0.06)
        left = np.array([right + gap, drop - float(extent[1]) * scale], np.float32)
        rows.append([((stroke - low) * scale + left).astype(np.float32) for stroke in strokes])
        right += gap + float(extent[0]) * scale + width / 2
    points = np.concatenate([stroke for row in rows for stroke in row])
    low = points.min(axis=0) - width - 4
    columns, height = np.ceil(points.max(axis=0) + width + 4 - low).astype(int)
    own = []
    for row in rows:
        page = np.zeros((height, columns), np.uint8)
        ink(page, [stroke - low for stroke in row], width)
        own.append(page)
    return np.max(own, axis=0), own
