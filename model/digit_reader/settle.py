"""Settle what shape alone cannot: are two marks that overlap one character or two?

The two strokes of an open 4 stand beside each other like a 1 beside a 1. The classifier knows: it
reads the whole better than the parts, or the parts better than the whole.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from digit_reader.candidates import Candidate, gap_across

Classify = Callable[[Sequence[Candidate]], NDArray[np.float32]]


def settled(line: Sequence[Candidate], classify: Classify) -> list[Candidate]:
    """The line's candidates from left to right, neighbours joined where they read better as one.

    `classify` gives, per candidate, float32 (labels + 1,) with that of being unreadable last.
    """
    kept: list[Candidate] = []
    for candidate in line:
        if kept and gap_across(kept[-1].box, candidate.box) <= 0:
            whole = Candidate.of([*kept[-1].marks, *candidate.marks])
            as_one, left, right = _readable(classify([whole, kept[-1], candidate]))
            if as_one > left * right:
                kept[-1] = whole
                continue
        kept.append(candidate)
    return kept


def _readable(probabilities: NDArray[np.float32]) -> list[float]:
    """Per candidate, the probability of its likeliest label."""
    return [float(best) for best in probabilities[:, :-1].max(axis=1)]
