"""What nobody could read as a digit: letters and signs that look like none, glued digits, scribble.

Letters and signs that somebody might take for a digit (O l I S Z g q b B ( | / ') are left out, for
the reader may read them as one.
"""

from collections.abc import Sequence

import numpy as np

from training.datasets.samples import Ink, Stroke
from training.pen import smoothed

UNMISTAKABLE = frozenset('AEFHKMNPRWXmwkhn#@*%=+~":;<')


def unmistakable(inks: Sequence[Ink]) -> list[Ink]:
    """The inks that look like no digit."""
    return [ink for ink in inks if ink.label in UNMISTAKABLE]


def glued(digits: Sequence[Ink], rng: np.random.Generator) -> list[Stroke]:
    """Two or three digits at one height, run into each other."""
    strokes: list[Stroke] = []
    start, right = -0.3, 0.0
    for index in rng.integers(len(digits), size=2 if rng.random() < 0.8 else 3):
        written = digits[index].strokes
        points = np.concatenate(written)
        low, extent = points.min(axis=0), np.ptp(points, axis=0)
        scale = rng.uniform(0.85, 1.15) / max(float(extent[1]), 1e-6)
        # A digit that lies down (a stray dash) must not grow without bound.
        scale = min(scale, 1.5 / max(float(extent[0]), 1e-6))
        drop = rng.uniform(-0.1, 0.1)
        # Two bare strokes must not fall on each other: that would be a readable 1.
        start = max(right - rng.uniform(0.0, 0.12), start + 0.3)
        strokes += [
            ((stroke - low) * scale + (start, drop)).astype(np.float32) for stroke in written
        ]
        right = start + float(extent[0]) * scale
    return strokes


def scribble(rng: np.random.Generator) -> list[Stroke]:
    """A tangle, a zigzag or a hatching, about one unit large."""
    kind = rng.integers(3)
    if kind == 0:
        return [smoothed(rng.uniform(0, 1, (int(rng.integers(8, 16)), 2)))]
    if kind == 1:
        turns = int(rng.integers(6, 14))
        across = np.tile([0.0, 1.0], turns)[:turns] + rng.normal(0, 0.08, turns)
        down = np.linspace(0, rng.uniform(0.3, 1.2), turns) + rng.normal(0, 0.03, turns)
        return [np.stack([across, down], axis=1).astype(np.float32)]
    lines = int(rng.integers(4, 9))
    tilt = rng.uniform(-0.5, 0.5)
    return [
        np.array([[at, 0], [at + tilt, 1]], np.float32) + rng.normal(0, 0.03, (2, 2)).astype("f4")
        for at in np.linspace(0, rng.uniform(0.5, 1.2), lines)
    ]
