"""Forms: ways to write a digit that few of the pen writers have, drawn by themselves.

Copybooks differ from country to country; where the pen data was written, nobody learnt a 9 like a
p or a 5 like a long s. Strokes are in shares of the digit's height, y down.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from training.datasets.samples import Ink, Stroke
from training.pen import smoothed

# A hand writes ones in its own way this often, and each other digit that has forms this often.
OWN_ONES = 0.4
OWN_OTHERS = 0.2
# How far each corner of a form strays, in shares of the height.
STRAYS = 0.03

Points = Sequence[tuple[float, float]]
Form = Callable[[np.random.Generator], Sequence[Points]]


def any_forms(rng: np.random.Generator) -> Mapping[str, Form]:
    """The labels that a hand writes in a way of its own, and which way."""
    own = {}
    for label, ways in FORMS.items():
        if rng.random() < (OWN_ONES if label == "1" else OWN_OTHERS):
            own[label] = ways[int(rng.integers(len(ways)))]
    return own


def formed(label: str, form: Form, rng: np.random.Generator) -> Ink:
    """A digit in that form."""
    return Ink(label, tuple(_curve(points, rng) for points in form(rng)), "")


def sharp(points: Points) -> Points:
    """The same corners, each touched by the curve."""
    return [point for point in points for _ in range(2)]


def _curve(points: Points, rng: np.random.Generator) -> Stroke:
    corners: NDArray[np.float64] = np.array(points, np.float64)
    return smoothed(corners + rng.normal(0, STRAYS, corners.shape))


def _tied_zero(rng: np.random.Generator) -> Sequence[Points]:
    """A loop that leaves at its top for the next digit, and may not quite close."""
    width, top = rng.uniform(0.5, 1.1), rng.uniform(-0.05, 0.15)
    left, right, middle = 0.0, width, width / 2
    start = (middle + rng.uniform(-0.1, 0.25) * width, top)
    loop = [start, (middle * 0.6, 0.0), (left, 0.3), (left, 0.75), (middle, 1.05), (right, 0.75)]
    tail = [(right, 0.25), (middle * 1.3, top), (right + rng.uniform(0.0, 0.35), top)]
    return [[*loop, *tail]]


def _zero_like_e(rng: np.random.Generator) -> Sequence[Points]:
    """A loop that begins inside itself, and leaves across where it began."""
    width = rng.uniform(0.55, 1.0)
    begun = [(rng.uniform(0.0, 0.2) * width, rng.uniform(0.55, 0.75)), (0.6 * width, 0.5)]
    loop = [(0.95 * width, 0.2), (0.6 * width, 0.0), (0.1 * width, 0.25), (0.0, 0.7)]
    foot = [(0.45 * width, 1.03), (width, 0.75)]
    end = (width * rng.uniform(0.8, 1.3), rng.uniform(0.2, 0.6))
    return [[*begun, *loop, *foot, end]]


def _looped_zero(rng: np.random.Generator) -> Sequence[Points]:
    """A loop that ends in a small one at its top, inside it or above, and leaves from there."""
    width = rng.uniform(0.6, 1.1)
    middle, top = width / 2, rng.uniform(-0.05, 0.1)
    loop = [(0.7 * width, top), (0.2 * width, 0.05), (0.0, 0.45), (0.15 * width, 0.9)]
    close = [(0.6 * width, 1.03), (width, 0.7), (0.95 * width, 0.2), (0.65 * width, top)]
    low = top + rng.uniform(0.12, 0.35)
    small = [(0.4 * width, (top + low) / 2), (middle, low), (0.8 * width, (top + low) / 2)]
    return [[*loop, *close, *small, (width + rng.uniform(0.0, 0.4), top + rng.normal(0, 0.06))]]


def _one_with_upstroke(rng: np.random.Generator) -> Sequence[Points]:
    """An upstroke that may be as long as the stem, which may have a foot."""
    rise, lean = rng.uniform(0.15, 0.95), rng.uniform(-0.05, 0.25)
    reach = rng.uniform(0.12, 0.65) * (0.4 + rise)
    up = [(lean - 0.8 * reach, rise), (lean - 0.3 * reach, 0.45 * rise)]
    stem = sharp([(lean, 0.0), (0.0, 1.0)])
    foot = [(-0.2, 1.0), (0.25, 1.0)]
    return [[*up, *stem], foot] if rng.random() < 0.2 else [[*up, *stem]]


def _bare_one(rng: np.random.Generator) -> Sequence[Points]:
    return [[(rng.uniform(-0.05, 0.25), 0.0), (0.0, 1.0)]]


def _two_with_loops(rng: np.random.Generator) -> Sequence[Points]:
    """A loop at the foot, and at times one at the top."""
    width = rng.uniform(0.5, 0.9)
    begun = [(0.25 * width, 0.3), (0.0, 0.2)] if rng.random() < 0.5 else [(0.0, 0.28)]
    back = [(0.15 * width, 0.0), (0.7 * width, 0.0), (0.75 * width, 0.3), (0.35 * width, 0.75)]
    loop = rng.uniform(0.05, 0.2)
    foot = [(0.05, 1.02), (-0.12, 0.95), (0.0, 0.95 - loop), (0.4 * width, 0.92)]
    return [[*begun, *back, *foot, (0.75 * width, 1.05), (width, rng.uniform(0.8, 1.0))]]


def _two_like_q(rng: np.random.Generator) -> Sequence[Points]:
    """It begins with a loop that is almost closed, and its foot may be short."""
    width, loop = rng.uniform(0.5, 0.8), rng.uniform(0.25, 0.5)
    begun = [(0.5 * width, loop), (0.2 * width, loop), (0.0, loop * rng.uniform(0.3, 0.7))]
    back = [(0.3 * width, 0.0), (0.8 * width, 0.02), (0.9 * width, 0.3), (0.5 * width, 0.7)]
    foot = sharp([(rng.uniform(-0.05, 0.15), rng.uniform(0.9, 1.0))])
    return [[*begun, *back, *foot, (width * rng.uniform(0.8, 1.3), rng.uniform(0.88, 1.08))]]


def _four_like_h(rng: np.random.Generator) -> Sequence[Points]:
    """The left stroke comes far down, and the right one leaves it in an arch."""
    width, arch = rng.uniform(0.3, 0.55), rng.uniform(0.4, 0.6)
    down = rng.uniform(arch + 0.05, 0.95)
    left = [(rng.uniform(0.0, 0.15), 0.0), (0.0, down), (0.0, down)]
    right = [(0.02, down - 0.05), (0.3 * width, arch + 0.05), (width, arch), (width, 1.0)]
    return [[*left, *right, (width * rng.uniform(0.85, 1.0), 1.0)]]


def _five_like_s(rng: np.random.Generator) -> Sequence[Points]:
    """A long s or a root: hardly any belly, and the hat drawn in the same stroke."""
    hat, belly = rng.uniform(0.25, 0.7), rng.uniform(0.0, 0.15)
    stem = [(hat + 0.3, rng.uniform(-0.08, 0.08)), *sharp([(0.3, 0.02)])]
    down = [(0.27, 0.45), (0.27 + belly, 0.65), (0.2 + belly, 0.95)]
    hook = [(0.08, 1.02), (-0.05, rng.uniform(0.7, 0.95))]
    return [[*stem, *down, *hook]]


def _barred_seven(rng: np.random.Generator) -> Sequence[Points]:
    """A bar through the stem, and a top that may be hardly there."""
    top, lean = rng.uniform(0.05, 0.5), rng.uniform(0.0, 0.3)
    hook = [(lean - top, rng.uniform(0.0, 0.18)), *sharp([(lean, 0.0)])]
    bar, reach = rng.uniform(0.38, 0.6), rng.uniform(0.15, 0.35)
    middle = lean * (1 - bar)
    tilt = rng.uniform(-0.1, 0.04)
    return [[*hook, (0.0, 1.0)], [(middle - reach, bar), (middle + reach, bar + tilt)]]


def _seven_like_t(rng: np.random.Generator) -> Sequence[Points]:
    """A stem with next to no top, and a long bar through it."""
    lean, bar = rng.uniform(0.05, 0.3), rng.uniform(0.35, 0.55)
    middle, reach = lean * (1 - bar), rng.uniform(0.25, 0.5)
    top = [(lean - rng.uniform(0.08, 0.2), rng.uniform(0.04, 0.14)), *sharp([(lean, 0.0)])]
    left, tilt = middle - reach * rng.uniform(0.3, 1.0), rng.uniform(-0.12, 0.05)
    return [[*top, (0.0, 1.0)], [(left, bar), (middle + reach, bar + tilt)]]


def _open_eight(rng: np.random.Generator) -> Sequence[Points]:
    """One stroke that crosses itself once and stays open at the top."""
    width, cross = rng.uniform(0.4, 0.65), rng.uniform(0.35, 0.55)
    down = [(width, 0.0), (width / 2, cross), (0.08, 0.75), (0.12, 1.0)]
    up = [(0.75 * width, 1.02), (0.85 * width, 0.75), (width / 2, cross), (0.0, 0.12)]
    return [[*down, *up]]


def _nine_like_p(rng: np.random.Generator) -> Sequence[Points]:
    """A stem, and a bowl at its right that may not quite close."""
    bowl, width = rng.uniform(0.35, 0.6), rng.uniform(0.3, 0.65)
    foot = rng.uniform(-0.15, 0.1)
    left = rng.uniform(-0.12, 0.1)
    stem = [(0.0, rng.uniform(0.0, 0.15)), (0.0, 0.5), (foot, 1.0)]
    high = [(left, 0.12), (0.2 * width, -0.03), (width, 0.0)]
    low = [(width, bowl), (0.3 * width, bowl + 0.04), (rng.uniform(-0.05, 0.2), bowl - 0.03)]
    if rng.random() < 0.5:
        return [stem, [*high, *low]]
    return [[*reversed(stem), *high[1:], *low]]


FORMS: Mapping[str, Sequence[Form]] = {
    "0": [_tied_zero, _tied_zero, _zero_like_e, _looped_zero],
    "1": [_one_with_upstroke, _one_with_upstroke, _one_with_upstroke, _bare_one],
    "2": [_two_with_loops, _two_like_q],
    "4": [_four_like_h],
    "5": [_five_like_s],
    "7": [_barred_seven, _seven_like_t],
    "8": [_open_eight],
    "9": [_nine_like_p],
}
