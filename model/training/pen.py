"""The pen: strokes drawn as a page, the way people hold pens.

Each knob is a plain number, so that a page can be drawn exactly; `any_hand` turns them at random.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from training.datasets.samples import Stroke

# cv2 takes coordinates in 1/16 px …
SUBPIXEL = 4
# … and draws an anti-aliased line of an even thickness this many px wider.
LINE_EXCESS = 1.35
# Below this width, in px, half a px of it matters.
FINE_PEN = 5.0


@dataclass(frozen=True, slots=True)
class Hand:
    """How strokes are put on a page.

    `height`: px of the longer side of the strokes, before slant and turn. `pen`: its width as a
    share of that. `slant`: px to the right per px up. `turn`: degrees, counter-clockwise.
    `squeeze`: width over height, relative to what was written. `tremor`: noise along the strokes,
    and `scatter`: how far whole strokes fall from their places, as shares of the height.
    `pressure`: how much wider or finer the pen gets along a stroke, as a share of its width.
    `grid`: the steps of a coarse tablet, as a share of the height.
    """

    height: float
    pen: float
    slant: float = 0.0
    turn: float = 0.0
    squeeze: float = 1.0
    tremor: float = 0.0
    scatter: float = 0.0
    pressure: float = 0.0
    grid: float = 0.0


def any_hand(rng: np.random.Generator) -> Hand:
    """A hand drawn at random: any pen, some slant, a little rotation, at times a poor tablet."""
    return Hand(
        height=rng.uniform(40, 130),
        pen=float(np.exp(rng.uniform(np.log(0.015), np.log(0.17)))),
        slant=rng.normal(0, 0.14),
        turn=rng.normal(0, 6),
        squeeze=float(np.exp(rng.normal(0, 0.14))),
        tremor=rng.uniform(0, 0.012) if rng.random() < 0.3 else 0.0,
        scatter=rng.uniform(0, 0.03) if rng.random() < 0.5 else 0.0,
        pressure=rng.uniform(0.1, 0.5) if rng.random() < 0.3 else 0.0,
        grid=rng.uniform(0.02, 0.07) if rng.random() < 0.12 else 0.0,
    )


def drawn(strokes: Sequence[Stroke], hand: Hand, rng: np.random.Generator) -> NDArray[np.uint8]:
    """A page, uint8, white ink on black, that the strokes just fill, with a margin."""
    placed = shaped(strokes, hand)
    if hand.scatter:
        placed = [_fallen(stroke, hand.scatter * hand.height, rng) for stroke in placed]
    if hand.tremor:
        placed = [_trembling(stroke, hand.tremor * hand.height, rng) for stroke in placed]
    if hand.grid:
        placed = [_on_grid(stroke, hand.grid * hand.height) for stroke in placed]
    width = max(hand.pen * hand.height, 1.0)
    points = np.concatenate(placed)
    margin = width / 2 * (1 + hand.pressure) + 3
    low = points.min(axis=0) - margin
    columns, rows = np.ceil(points.max(axis=0) + margin - low).astype(int)
    page = np.zeros((rows, columns), np.uint8)
    placed = [stroke - low for stroke in placed]
    if hand.pressure:
        for share, parts in _pressed(placed, hand.pressure, rng):
            ink(page, parts, max(width * share, 1.0))
    else:
        ink(page, placed, width)
    return page


def _trembling(stroke: Stroke, sigma: float, rng: np.random.Generator) -> Stroke:
    return (stroke + rng.normal(0, sigma, stroke.shape)).astype(np.float32)


def _fallen(stroke: Stroke, sigma: float, rng: np.random.Generator) -> Stroke:
    return (stroke + rng.normal(0, sigma, 2)).astype(np.float32)


def _on_grid(stroke: Stroke, step: float) -> Stroke:
    """The stroke as a tablet of that resolution sees it: each point of the grid once in a row."""
    points = np.rint(stroke / step) * step
    moved = np.r_[True, np.any(np.diff(points, axis=0) != 0, axis=1)]
    return np.asarray(points[moved], dtype=np.float32)


def _pressed(
    strokes: Sequence[Stroke], pressure: float, rng: np.random.Generator
) -> Iterator[tuple[float, list[Stroke]]]:
    """Parts of the strokes, each with its share of the pen's width.

    The width swings up to `pressure` around 1, in steps small enough not to be seen.
    """
    turns, start = rng.uniform(0.5, 2.5), rng.uniform(0, 2 * np.pi)
    levels: dict[int, list[Stroke]] = {}
    for stroke in strokes:
        along = np.linspace(0, 1, len(stroke))
        level = np.rint(4 * np.sin(start + 2 * np.pi * turns * along)).astype(int)
        ends = np.r_[0, np.flatnonzero(np.diff(level)) + 1, len(stroke)]
        for first, last in pairwise(ends):
            levels.setdefault(int(level[first]), []).append(stroke[first : last + 1])
    for step, parts in levels.items():
        yield 1 + pressure * step / 4, parts


def shaped(strokes: Sequence[Stroke], hand: Hand) -> list[Stroke]:
    """The strokes at the hand's size, slant and turn, in px, somewhere near the origin."""
    points = np.concatenate(strokes)
    extent = np.ptp(points, axis=0)
    scale = hand.height / max(float(extent.max()), 1e-6)
    radians = np.deg2rad(hand.turn)
    cosine, sine = np.cos(radians), np.sin(radians)
    turn = np.array([[cosine, sine], [-sine, cosine]])
    slant = np.array([[hand.squeeze, -hand.slant], [0.0, 1.0]])
    matrix = (turn @ slant * scale).astype(np.float32)
    return [(stroke - points.mean(axis=0)) @ matrix.T for stroke in strokes]


def smoothed(corners: NDArray[np.floating]) -> Stroke:
    """The curve, float32 (points, 2), that cuts every corner but keeps both ends.

    Chaikin: An Algorithm for High-Speed Curve Generation, 1974. A corner given twice is touched.
    """
    points = corners
    for _ in range(3):
        before, after = points[:-1], points[1:]
        cut = np.stack([0.75 * before + 0.25 * after, 0.25 * before + 0.75 * after], axis=1)
        points = np.concatenate([corners[:1], cut.reshape(-1, 2), corners[-1:]])
    return points.astype(np.float32)


def ink(page: NDArray[np.uint8], strokes: Sequence[Stroke], width: float) -> None:
    """Draws strokes, in px, onto a page with a round, anti-aliased pen of a width in px.

    OpenCV's anti-aliased lines come in steps of two px and are wider than asked, so they are drawn
    enlarged, and by a thickness that makes up for it.
    """
    enlarged = 4 if width < FINE_PEN else 2
    thickness = 2 * max(round((width * enlarged - LINE_EXCESS) / 2), 1)
    rows, columns = page.shape
    large = np.zeros((rows * enlarged, columns * enlarged), np.uint8)
    for stroke in strokes:
        path = np.rint((stroke * enlarged - 0.5) * 2**SUBPIXEL).astype(np.int32)
        if np.ptp(path, axis=0).any():
            cv2.polylines(large, [path], False, 255, thickness, cv2.LINE_AA, SUBPIXEL)
        else:
            centre = (int(path[0][0]), int(path[0][1]))
            radius = round(width * enlarged / 2 * 2**SUBPIXEL)
            cv2.circle(large, centre, radius, 255, cv2.FILLED, cv2.LINE_AA, SUBPIXEL)
    np.maximum(page, cv2.resize(large, (columns, rows), interpolation=cv2.INTER_AREA), out=page)
