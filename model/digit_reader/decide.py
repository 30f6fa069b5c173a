"""Decide: from the probabilities of a glyph to a character, or an honest `?`."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from digit_reader.reading import Alternative, Box, Character


def decide(
    probabilities: NDArray[np.float32],
    labels: Sequence[str],
    alternatives: int,
    box: Box,
    line: int,
) -> Character:
    """The character of one glyph.

    `probabilities`, float32 (labels + 1,), ends with that of being unreadable; the likeliest wins.
    At most `alternatives` other labels are kept, likeliest first.
    """
    order = np.argsort(-probabilities, kind="stable")
    unreadable = len(labels)
    chosen = int(order[0])
    others = [int(index) for index in order[1:] if index != unreadable]
    return Character(
        label=None if chosen == unreadable else labels[chosen],
        confidence=float(probabilities[chosen]),
        alternatives=tuple(
            Alternative(labels[index], float(probabilities[index]))
            for index in others[:alternatives]
        ),
        box=box,
        line=line,
    )
