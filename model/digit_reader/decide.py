"""Decide: from the probabilities of a glyph to a character, or an honest `?`."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from digit_reader.glyph import is_in_pieces
from digit_reader.reading import Alternative, Box, Character

# Where a glyph is in pieces, some of its ink may be gone: the same digits are the likeliest, but by
# so much less, as a temperature (Guo, Pleiss, Sun, Weinberger: On Calibration of Modern Neural
# Networks, 2017).
BROKEN = 1.3


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


def sobered(probabilities: NDArray[np.float32], glyphs: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The probabilities, float32 (N, labels + 1), less sure of glyphs, (N, 28, 28), in pieces."""
    in_pieces = np.array([is_in_pieces(glyph) for glyph in glyphs])
    temperatures = np.where(in_pieces, BROKEN, 1.0)[:, None]
    raised = probabilities ** (1 / temperatures)
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float32)
