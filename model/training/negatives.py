"""What nobody could read as a digit: letters and signs, glued and halved digits, scribble.

What no pen wrote is in smudges.py, what is drawn rather than written in shapes.py.

Letters and signs that people may take for a digit are left out, for the reader may read them as
one. Of the rest some still resemble a digit at times; calibration gives the digit the benefit of
the doubt (see calibrate.py).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from training.datasets.samples import Ink, Stroke
from training.pen import smoothed

# Written like 0, 1, 2, 4, 5, 6, 8 or 9 by many, or like a bare stroke or dot.
LOOKALIKES = frozenset("OoDQlIiJZz?YySsGbBgq|/\\()[]{}!.,'`>^")

# Rare signs are repeated until there are so many.
OFTEN = 700

# Halves that are no digit themselves: the top of a 7 is a 7, the right of a 4 a 1.
HALVES = {
    "0": ("top", "bottom"),
    "2": ("left", "right", "bottom"),
    "3": ("left", "top", "bottom"),
    "4": ("left", "top"),
    "5": ("left", "top", "bottom"),
    "6": ("right",),
    "8": ("left",),
}


def unlike_digits(labels: Sequence[str]) -> list[int]:
    """Which of the labels look like no digit: their places."""
    return [
        place
        for place, label in enumerate(labels)
        if label not in LOOKALIKES and not label.isdigit()
    ]


def evened(signs: Sequence[Ink]) -> list[Ink]:
    """The signs, rare ones repeated: people write more e's than ampersands, readers meet both."""
    alike: dict[str, list[Ink]] = {}
    for sign in signs:
        alike.setdefault(sign.label, []).append(sign)
    return [sign for each in alike.values() for _ in range(-(-OFTEN // len(each))) for sign in each]


def half(page: NDArray[np.uint8], label: str, rng: np.random.Generator) -> NDArray[np.uint8] | None:
    """A half of a digit's page, uint8 (H, W), that is no digit; None where it has none such."""
    if label not in HALVES:
        return None
    sides = HALVES[label]
    side = sides[int(rng.integers(len(sides)))]
    lengthwise = page if side in ("top", "bottom") else page.T
    cut = round(rng.uniform(0.42, 0.58) * len(lengthwise))
    kept = lengthwise[:cut] if side in ("top", "left") else lengthwise[cut:]
    return np.ascontiguousarray(kept if side in ("top", "bottom") else kept.T)


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
    """What a hand does that tries a pen or strikes something out, about one unit large."""
    kinds = (_tangle, _zigzag, _coil, _spiral, _hatching, _crosshatching, _barred)
    return kinds[int(rng.integers(len(kinds)))](rng)


def _tangle(rng: np.random.Generator) -> list[Stroke]:
    return [smoothed(rng.uniform(0, 1, (int(rng.integers(10, 18)), 2)))]


def _zigzag(rng: np.random.Generator) -> list[Stroke]:
    turns = int(rng.integers(7, 14))
    across = np.tile([0.0, 1.0], turns)[:turns] + rng.normal(0, 0.08, turns)
    down = np.linspace(0, rng.uniform(0.3, 1.2), turns) + rng.normal(0, 0.03, turns)
    return [np.stack([across, down], axis=1).astype(np.float32)]


def _coil(rng: np.random.Generator) -> list[Stroke]:
    turns = rng.uniform(4, 7)
    angle = np.linspace(0, turns * 2 * np.pi, 80) + rng.uniform(0, 2 * np.pi)
    along = np.linspace(0, rng.uniform(0.6, 1.4), 80)
    across = np.stack([along + 0.25 * np.cos(angle), 0.4 * np.sin(angle)], axis=1)
    return [_leaning(across, rng)]


def _spiral(rng: np.random.Generator) -> list[Stroke]:
    turns = rng.uniform(3, 6)
    angle = np.linspace(0, turns * 2 * np.pi, 100) + rng.uniform(0, 2 * np.pi)
    radius = np.linspace(rng.uniform(0.0, 0.1), 0.5, 100)
    return [_leaning(np.stack([np.cos(angle), np.sin(angle)], axis=1) * radius[:, None], rng)]


def _hatching(rng: np.random.Generator) -> list[Stroke]:
    lines = int(rng.integers(4, 9))
    tilt = rng.uniform(-0.5, 0.5)
    return [
        np.array([[at, 0], [at + tilt, 1]], np.float32) + rng.normal(0, 0.03, (2, 2)).astype("f4")
        for at in np.linspace(0, rng.uniform(0.5, 1.2), lines)
    ]


def _crosshatching(rng: np.random.Generator) -> list[Stroke]:
    return [*_hatching(rng), *(stroke[:, ::-1].copy() for stroke in _hatching(rng))]


def _barred(rng: np.random.Generator) -> list[Stroke]:
    """Hatching with a stroke or two from end to end across it."""
    hatching = _hatching(rng)
    left, right = (float(side) for side in np.sort(np.concatenate(hatching)[:, 0])[[0, -1]])
    return hatching + [
        np.array([[left, height], [right, height]], np.float32)
        + rng.normal(0, 0.05, (2, 2)).astype("f4")
        for height in rng.uniform(0.25, 0.75, int(rng.integers(1, 3)))
    ]


def _leaning(points: NDArray[np.float64], rng: np.random.Generator) -> Stroke:
    """The points, turned as they come, squeezed and shaken a little."""
    turn = rng.uniform(0, 2 * np.pi)
    turned = points @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    squeezed = turned * (1.0, rng.uniform(0.6, 1.4))
    return smoothed(squeezed + rng.normal(0, 0.01, squeezed.shape))
