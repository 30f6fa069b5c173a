"""The canvas protocol: how benches draw strokes of unseen writers onto a canvas."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from training.datasets.samples import Ink, Stroke
from training.pen import ink

Gaps = Literal["clear", "near", "touching"]


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """A page, uint8 (H, W), the text that is truly on it, and who wrote it, where that is known."""

    page: NDArray[np.uint8]
    text: str
    writer: str = ""


def single(digit: Ink, rng: np.random.Generator) -> Drawing:
    """One digit anywhere on a square canvas, of any size, by any pen, on either polarity.

    The canvas is 280-640 px; the digit 25-85 % of it, pen included; the pen 1.5-10 % of the
    canvas, at most 15 % of the digit.
    """
    side = int(rng.integers(280, 641))
    size = rng.uniform(0.25, 0.85) * side
    pen = float(np.clip(rng.uniform(0.015, 0.10) * side, 1, 0.15 * size))
    strokes = _scaled(digit.strokes, size - pen)
    extent = _extent(strokes) + pen
    place = rng.uniform(0, 1, 2) * (side - extent) + pen / 2
    page = np.zeros((side, side), np.uint8)
    ink(page, [(stroke + place).astype(np.float32) for stroke in strokes], pen)
    return Drawing(_coloured(page, rng), digit.label, digit.writer)


def string(digits: Sequence[Ink], gaps: Gaps, rng: np.random.Generator) -> Drawing:
    """Digits of one writer on a line.

    Their height is 60-180 px, each ± 10 %, the baseline ± 6 %, the pen 4-12 % of the height. Gaps
    between the boxes of the inks: clear 15-50 % of the height; near 1.5-4.5 px; touching: half of
    the neighbours overlap by 1-6 % of the height, the others are near.
    """
    height = rng.uniform(60, 180)
    pen = rng.uniform(0.04, 0.12) * height
    strokes: list[Stroke] = []
    right = 0.0
    for place, digit in enumerate(digits):
        own = height * rng.uniform(0.9, 1.1)
        scaled = _scaled_to_height(digit.strokes, own - pen)
        extent = _extent(scaled)
        gap = _gap(gaps, height, rng) + pen if place else 0.0
        rise = height * rng.uniform(-0.06, 0.06)
        left = np.array([right + gap, -float(extent[1]) - rise])
        strokes += [(stroke + left).astype(np.float32) for stroke in scaled]
        right += gap + float(extent[0])
    points = np.concatenate(strokes)
    margin = pen / 2 + rng.uniform(0.1, 0.6, 2) * height
    low = points.min(axis=0) - margin
    columns, rows = np.ceil(points.max(axis=0) + margin - low).astype(int)
    page = np.zeros((rows, columns), np.uint8)
    ink(page, [stroke - low for stroke in strokes], pen)
    text = "".join(digit.label for digit in digits)
    return Drawing(_coloured(page, rng), text, digits[0].writer)


def _gap(gaps: Gaps, height: float, rng: np.random.Generator) -> float:
    """Px between the boxes of two neighbours' inks."""
    if gaps == "clear":
        return rng.uniform(0.15, 0.50) * height
    if gaps == "touching" and rng.random() < 0.5:
        return -rng.uniform(0.01, 0.06) * height
    return rng.uniform(1.5, 4.5)


def _scaled(strokes: Sequence[Stroke], size: float) -> list[Stroke]:
    """The strokes, from 0, 0, with the longer side of the middle line `size` px long."""
    return _from_origin(strokes, size / max(float(_extent(strokes).max()), 1e-6))


def _scaled_to_height(strokes: Sequence[Stroke], height: float) -> list[Stroke]:
    """The strokes, from 0, 0, `height` px high; one that lies down is no wider than 1.5 of it."""
    wide, high = _extent(strokes)
    return _from_origin(strokes, height / max(float(high), float(wide) / 1.5, 1e-6))


def _from_origin(strokes: Sequence[Stroke], scale: float) -> list[Stroke]:
    low = np.concatenate(strokes).min(axis=0)
    return [((stroke - low) * scale).astype(np.float32) for stroke in strokes]


def _extent(strokes: Sequence[Stroke]) -> NDArray[np.float32]:
    return np.asarray(np.ptp(np.concatenate(strokes), axis=0), dtype=np.float32)


def _coloured(page: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Dark on light or light on dark, in greys that differ from canvas to canvas."""
    dark, light = rng.uniform(0, 60), rng.uniform(195, 255)
    paper, pen = (light, dark) if rng.random() < 0.5 else (dark, light)
    return np.rint(paper + (pen - paper) * (page.astype(np.float32) / 255)).astype(np.uint8)
