"""Pages that tests draw: specimens of digits where and how a test wants them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from digit_reader import Box
from training.datasets.samples import Stroke
from training.pen import ink
from training.specimens import specimen

# A specimen is 60 wide and 100 high; neighbours stand this far apart, relative to their height.
ADVANCE = 0.95


def page(width: int = 400, height: int = 200) -> NDArray[np.uint8]:
    """A bare page: black, for white ink."""
    return np.zeros((height, width), np.uint8)


def write(
    canvas: NDArray[np.uint8], text: str, x: float, y: float, *, height: float = 100, pen: float = 8
) -> list[Box]:
    """Writes digits from a corner to the right, in px; gives the box of each digit's ink."""
    boxes = []
    for place, label in enumerate(text):
        corner = np.array([x + place * ADVANCE * height, y], np.float32)
        strokes = [stroke * (height / 100) + corner for stroke in specimen(label).strokes]
        ink(canvas, strokes, pen)
        boxes.append(_box_of(strokes, pen))
    return boxes


def dark_on_light(canvas: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The same page as black ink on white paper."""
    return (255 - canvas).astype(np.uint8)


def cut_out(canvas: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The page without what is bare around its ink."""
    rows, columns = np.nonzero(canvas)
    return canvas[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]


def scrawl(
    canvas: NDArray[np.uint8], corners: Sequence[tuple[float, float]], pen: float = 6
) -> None:
    """One stroke along corners, in px."""
    ink(canvas, [np.array(corners, np.float32)], pen)


def _box_of(strokes: Sequence[Stroke], pen: float) -> Box:
    points = np.concatenate(strokes)
    left, top = points.min(axis=0) - pen / 2
    right, bottom = points.max(axis=0) + pen / 2
    return Box(round(left), round(top), round(right - left), round(bottom - top))
