"""Things: what people draw that lessons have no shape of, to see what of theirs is understood.

Strokes are in shares of a thing's height, y down.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from training.forms import Points, sharp
from training.shapes import ring


def _sun(rng: np.random.Generator) -> Sequence[Points]:
    radius, rays = rng.uniform(0.22, 0.32), int(rng.integers(6, 11))
    turns = 2 * np.pi * (np.arange(rays) + rng.uniform(0, 1)) / rays
    ends = [(float(np.cos(turn)), float(np.sin(turn))) for turn in turns]
    starts = radius * rng.uniform(1.0, 1.3)
    return [ring(radius, rng), *([(starts * x, starts * y), (0.5 * x, 0.5 * y)] for x, y in ends)]


def _tree(rng: np.random.Generator) -> Sequence[Points]:
    width, crown = rng.uniform(0.5, 0.9), rng.uniform(0.65, 0.8)
    middle, trunk = width / 2, rng.uniform(0.04, 0.09)
    corners = [(middle, 0.0), (width, crown), (0.0, crown), (middle, 0.0)]
    foot = [(x, y) for x in (middle - trunk, middle + trunk) for y in (crown, 1.0)]
    return [sharp(corners), foot[:2], foot[2:]]


def _flag(rng: np.random.Generator) -> Sequence[Points]:
    width, low = rng.uniform(0.5, 0.9), rng.uniform(0.35, 0.5)
    middle = low / 2 + rng.uniform(-0.05, 0.05)
    cloth = [(0.0, 0.0), (width, 0.0), (0.75 * width, middle), (width, low), (0.0, low)]
    return [[(0.0, 0.0), (0.0, 1.0)], sharp(cloth)]


def _cup(rng: np.random.Generator) -> Sequence[Points]:
    width, taper = rng.uniform(0.7, 1.0), rng.uniform(0.0, 0.15)
    sides = [(0.0, 0.0), (taper, 1.0), (width - taper, 1.0), (width, 0.0), (0.0, 0.0)]
    ear = [(width, 0.25), (width + 0.35, 0.25), (width + 0.3, 0.7), (width - taper / 2, 0.7)]
    return [sharp(sides), ear]


def _fish(rng: np.random.Generator) -> Sequence[Points]:
    length, tail = rng.uniform(1.6, 2.4), rng.uniform(0.2, 0.35)
    start = 0.7 * length
    body = [(start, 0.5), (0.4 * length, 0.0), (0.0, 0.5), (0.4 * length, 1.0), (start, 0.5)]
    fins = sharp([(start, 0.5), (length, 0.5 - tail), (length, 0.5 + tail), (start, 0.5)])
    eye = [(0.2 * length, 0.4), (0.22 * length, 0.42)]
    return [[*sharp(body[:1]), *body[1:-1], *fins], eye]


def _crown(rng: np.random.Generator) -> Sequence[Points]:
    width, dip = rng.uniform(1.0, 1.6), rng.uniform(0.35, 0.6)
    peaks = [(0.0, 0.1), (0.25 * width, dip), (0.5 * width, 0.0), (0.75 * width, dip)]
    return [sharp([*peaks, (width, 0.1), (0.9 * width, 1.0), (0.1 * width, 1.0), (0.0, 0.1)])]


def _umbrella(rng: np.random.Generator) -> Sequence[Points]:
    width, low = rng.uniform(0.8, 1.2), rng.uniform(0.35, 0.5)
    middle = width / 2
    top = [(0.0, low), (0.1 * width, 0.0), (0.9 * width, 0.0), (width, low)]
    rim = [(0.75 * width, low - 0.12), (middle, low), (0.25 * width, low - 0.12), (0.0, low)]
    handle = [(middle, low), (middle, 0.9), (middle + 0.08, 1.03), (middle + 0.16, 0.88)]
    return [[*sharp(top[:1]), *top[1:-1], *sharp(top[-1:]), *rim], handle]


def _note(rng: np.random.Generator) -> Sequence[Points]:
    """Two notes under a beam."""
    apart, rise = rng.uniform(0.5, 0.9), rng.uniform(0.0, 0.15)
    heads = [
        [(x + dx, y + dy) for dx, dy in ring(0.1, rng)]
        for x, y in ((-0.1, 0.9), (apart - 0.1, 0.9 - rise))
    ]
    return [[*sharp([(0.0, 0.9), (0.0, 0.05), (apart, 0.05 - rise)]), (apart, 0.9 - rise)], *heads]


THINGS: Mapping[str, Callable[[np.random.Generator], Sequence[Points]]] = {
    "crown": _crown,
    "cup": _cup,
    "fish": _fish,
    "flag": _flag,
    "notes": _note,
    "sun": _sun,
    "tree": _tree,
    "umbrella": _umbrella,
}
