"""Shapes: what people draw that is neither writing nor scribble: signs of sums, ticks, hearts.

The pen data has few of them or none. Strokes are in shares of the shape's height, y down.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from training.datasets.samples import Stroke
from training.forms import Points, sharp
from training.pen import smoothed

# How far each corner strays, in shares of the height.
STRAYS = 0.04


def any_shape(rng: np.random.Generator) -> tuple[str, list[Stroke]]:
    """One of SHAPES, about one unit large, and its name."""
    name = NAMES[int(rng.integers(len(NAMES)))]
    return name, traced(SHAPES[name](rng), rng)


def traced(strokes: Sequence[Points], rng: np.random.Generator) -> list[Stroke]:
    """Corners of strokes as a hand goes by them."""
    return [
        smoothed(np.array(points, np.float64) + rng.normal(0, STRAYS, (len(points), 2)))
        for points in strokes
    ]


def ring(radius: float, rng: np.random.Generator) -> Points:
    """A circle around the origin that need not quite meet its start."""
    turns = np.deg2rad(rng.uniform(0, 360) + np.linspace(0, rng.uniform(350, 375), 12))
    return [(radius * float(np.cos(turn)), radius * float(np.sin(turn))) for turn in turns]


def _plus(rng: np.random.Generator) -> Sequence[Points]:
    width, bar, stem = rng.uniform(0.7, 1.5), rng.uniform(0.38, 0.62), rng.uniform(0.4, 0.6)
    return [[(0.0, bar), (width, bar)], [(stem * width, 0.0), (stem * width, 1.0)]]


def _times(rng: np.random.Generator) -> Sequence[Points]:
    width = rng.uniform(0.6, 1.3)
    return [[(0.0, 0.0), (width, 1.0)], [(width, 0.0), (0.0, 1.0)]]


def _divided(rng: np.random.Generator) -> Sequence[Points]:
    middle = rng.uniform(0.5, 0.9)
    return [
        [(0.0, 0.5), (2 * middle, 0.5)],
        *([(middle, y), (middle + 0.03, y)] for y in (0.0, 1.0)),
    ]


def _equals(rng: np.random.Generator) -> Sequence[Points]:
    width = rng.uniform(1.2, 3.0)
    crossed = [[(0.7 * width, -0.4), (0.3 * width, 1.4)]] if rng.random() < 0.25 else []
    return [[(0.0, 0.0), (width, 0.0)], [(0.0, 1.0), (width, 1.0)], *crossed]


def _hash(rng: np.random.Generator) -> Sequence[Points]:
    lean = rng.uniform(0.0, 0.3)
    upright = [[(x + lean, 0.0), (x, 1.0)] for x in (0.3, 0.7)]
    return [*upright, *([(0.0, y), (1.0 + lean, y)] for y in (0.33, 0.67))]


def _star(rng: np.random.Generator) -> Sequence[Points]:
    turns = np.deg2rad(-90 + 144 * np.arange(6) + rng.normal(0, 5))
    corners = [(0.5 + 0.5 * float(np.cos(turn)), 0.5 + 0.5 * float(np.sin(turn))) for turn in turns]
    return [sharp(corners)]


def _asterisk(rng: np.random.Generator) -> Sequence[Points]:
    turns = np.pi * (np.arange(3) + rng.uniform(0, 1)) / 3
    ends = [(0.5 * float(np.cos(turn)), 0.5 * float(np.sin(turn))) for turn in turns]
    return [[(-x, -y), (x, y)] for x, y in ends]


def _tick(rng: np.random.Generator) -> Sequence[Points]:
    start, reach = rng.uniform(0.4, 0.75), rng.uniform(0.5, 1.2)
    return [[*sharp([(0.0, start), (rng.uniform(0.2, 0.4), 1.0)]), (0.3 + reach, 0.0)]]


def _triangle(rng: np.random.Generator) -> Sequence[Points]:
    width, top = rng.uniform(0.8, 1.4), rng.uniform(0.3, 0.7)
    corners = [(top * width, 0.0), (width, 1.0), (0.0, 1.0), (top * width, 0.0)]
    return [sharp(corners)]


def _heart(rng: np.random.Generator) -> Sequence[Points]:
    width, dip = rng.uniform(0.8, 1.2), rng.uniform(0.2, 0.4)
    middle = width / 2
    left = [(0.35 * middle, -0.1), (-0.1, 0.1), (0.05, 0.55)]
    right = [(2 * middle - x, y) for x, y in reversed(left)]
    ends = sharp([(middle, dip)])
    return [[*ends, *left, *sharp([(middle, 1.0)]), *right, *ends]]


def _arrow(rng: np.random.Generator) -> Sequence[Points]:
    length, head = rng.uniform(1.2, 2.2), rng.uniform(0.25, 0.5)
    shaft = [(0.0, 0.0), (length, 0.0)]
    tip = [sharp([(length - head, -head), (length, 0.0), (length - head, head)])]
    return _turned([shaft, *tip], float(rng.integers(4)) * 90)


def _face(rng: np.random.Generator) -> Sequence[Points]:
    round_it = [(x + 0.5, y + 0.5) for x, y in ring(0.5, rng)]
    eyes = [[(x, 0.33), (x, 0.33 + rng.uniform(0.02, 0.15))] for x in (0.33, 0.67)]
    down = rng.uniform(-0.1, 0.2)
    return [round_it, *eyes, [(0.28, 0.65), (0.4, 0.65 + down), (0.6, 0.65 + down), (0.72, 0.65)]]


def _house(rng: np.random.Generator) -> Sequence[Points]:
    width, eaves = rng.uniform(0.6, 1.1), rng.uniform(0.3, 0.5)
    wall = [(0.0, eaves), (0.0, 1.0), (width, 1.0), (width, eaves)]
    return [sharp([*wall, (width / 2, 0.0), (0.0, eaves), (width, eaves)])]


def _box_with_something(rng: np.random.Generator) -> Sequence[Points]:
    width, within = rng.uniform(0.7, 1.6), rng.uniform(0.2, 0.8)
    corners = [(0.0, 0.0), (width, 0.0), (width, 1.0), (0.0, 1.0), (0.0, 0.0)]
    falling, rising = [(0.0, 0.0), (width, 1.0)], [(width, 0.0), (0.0, 1.0)]
    insides: Sequence[Sequence[Points]] = [
        [falling, rising],
        [[(0.15 * width, 0.45), (0.4 * width, 0.8), (1.1 * width, -0.1)]],
        [[(0.0, within), (width, within)], [(within * width, 0.0), (within * width, 1.0)]],
        [[(0.0, 0.0), (width / 2, rng.uniform(0.4, 0.7)), (width, 0.0)]],
    ]
    return [sharp(corners), *insides[int(rng.integers(len(insides)))]]


def _cloud(rng: np.random.Generator) -> Sequence[Points]:
    """A closed line with dents: a clover, a splash, a flower."""
    dents, depth = int(rng.integers(3, 8)), rng.uniform(0.4, 0.8)
    along = np.linspace(0, 2 * np.pi, 8 * dents + 1)
    radius = 0.5 * (1 - depth / 2 + depth * np.abs(np.sin(along * dents / 2 + rng.uniform(0, 6))))
    radius[-1] = radius[0]
    wide = rng.uniform(0.8, 1.8)
    return [
        [
            (float(r * np.cos(angle)) * wide, float(r * np.sin(angle)))
            for r, angle in zip(radius, along, strict=True)
        ]
    ]


def _man(rng: np.random.Generator) -> Sequence[Points]:
    head, waist = rng.uniform(0.1, 0.18), rng.uniform(0.55, 0.7)
    arms, reach = rng.uniform(0.35, 0.5), rng.uniform(0.2, 0.35)
    return [
        [(x, y + head) for x, y in ring(head, rng)],
        [(0.0, 2 * head), (0.0, waist)],
        [(-reach, arms + rng.uniform(-0.15, 0.1)), (0.0, arms), (reach, arms)],
        sharp([(-0.2, 1.0), (0.0, waist), (0.2, 1.0)]),
    ]


def _lying_eight(rng: np.random.Generator) -> Sequence[Points]:
    width = rng.uniform(1.7, 2.6)
    left = [(0.2 * width, 0.0), (0.0, 0.5), (0.2 * width, 1.0)]
    right = [(0.8 * width, 0.0), (width, 0.5), (0.8 * width, 1.0)]
    middle = (width / 2, 0.5)
    return [[middle, *left, middle, *right, middle]]


def _turned(strokes: Sequence[Points], degrees: float) -> Sequence[Points]:
    cosine, sine = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    return [
        [(float(x * cosine - y * sine), float(x * sine + y * cosine)) for x, y in points]
        for points in strokes
    ]


SHAPES: Mapping[str, Callable[[np.random.Generator], Sequence[Points]]] = {
    "arrow": _arrow,
    "asterisk": _asterisk,
    "box with something": _box_with_something,
    "cloud": _cloud,
    "divided": _divided,
    "equals": _equals,
    "face": _face,
    "hash": _hash,
    "heart": _heart,
    "house": _house,
    "lying eight": _lying_eight,
    "man": _man,
    "plus": _plus,
    "star": _star,
    "tick": _tick,
    "times": _times,
    "triangle": _triangle,
}
NAMES = tuple(SHAPES)
