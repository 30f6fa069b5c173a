"""Find the marks: the connected pieces of ink, by OpenCV contours."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from digit_reader.reading import Box

# Ink stronger than this (of 255) connects; weaker is the soft edge of a stroke.
CONNECTS = 72
# Smaller than this share of the page's largest mark, a mark is dust.
DUST = 0.02
# A page with more marks than this is texture; its largest marks are kept, so that reading it ends.
MOST_MARKS = 1000


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """One connected piece of ink: its outer contour, int32 (N, 1, 2) of x and y, and its box."""

    contour: NDArray[np.int32]
    box: Box


def find_marks(ink: NDArray[np.uint8]) -> list[Mark]:
    """The marks of an ink page, uint8 (H, W), the largest first; dust is left out.

    What lies inside another mark's outer contour (the slash in a zero) belongs to that mark.
    """
    _, connected = cv2.threshold(ink, CONNECTS, 255, cv2.THRESH_BINARY)
    contours, _ = cv2.findContours(connected, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    marks = [
        Mark(np.asarray(contour, dtype=np.int32), Box(*cv2.boundingRect(contour)))
        for contour in contours
    ]
    least = DUST * max((_side(mark) for mark in marks), default=0)
    marks = [mark for mark in marks if _side(mark) >= least]
    return sorted(marks, key=_area, reverse=True)[:MOST_MARKS]


def _side(mark: Mark) -> int:
    return max(mark.box.width, mark.box.height)


def _area(mark: Mark) -> int:
    return mark.box.width * mark.box.height


def box_around(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds all of at least one boxes."""
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right = max(box.x + box.width for box in boxes)
    bottom = max(box.y + box.height for box in boxes)
    return Box(left, top, right - left, bottom - top)
