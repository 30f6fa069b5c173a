"""Find the marks: the connected pieces of ink, by OpenCV contours."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from digit_reader.reading import Box

# Ink stronger than this (of 255) connects; weaker is the soft edge of a stroke.
CONNECTS = 60
# A mark is written where the ink in its box is somewhere this strong; paler, it is a stain.
WRITTEN = 150
# Nothing is written on paper smaller than so many px, or nobody could read it.
LEAST_WRITTEN = 12
# A page with more pieces of ink than this is texture; its largest are kept, so that reading ends.
MOST_MARKS = 400
MOST_PIECES = 10_000


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """One connected piece of ink: its outer contour, int32 (N, 1, 2) of x and y, and its box."""

    contour: NDArray[np.int32]
    box: Box


def find_marks(ink: NDArray[np.uint8]) -> list[Mark]:
    """The marks of an ink page, uint8 (H, W), the largest first.

    What lies inside another mark's outer contour (the slash in a zero) belongs to that mark.
    """
    _, connected = cv2.threshold(ink, CONNECTS, 255, cv2.THRESH_BINARY)
    pieces = countable_pieces(np.asarray(connected, dtype=np.uint8))
    contours, _ = cv2.findContours(pieces, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    marks = [
        Mark(np.asarray(contour, dtype=np.int32), Box(*cv2.boundingRect(contour)))
        for contour in contours
    ]
    marks.sort(key=lambda mark: mark.box.width * mark.box.height, reverse=True)
    return [mark for mark in marks[:MOST_MARKS] if window_of(ink, mark.box).max() >= WRITTEN]


def without_dust(marks: Sequence[Mark]) -> list[Mark]:
    """The marks of a page on paper or a large drawing; none where all are too small for a pen."""
    longest = max((max(mark.box.width, mark.box.height) for mark in marks), default=0)
    return list(marks) if longest >= LEAST_WRITTEN else []


def box_around(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds all of at least one boxes."""
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right = max(box.x + box.width for box in boxes)
    bottom = max(box.y + box.height for box in boxes)
    return Box(left, top, right - left, bottom - top)


def window_of(page: NDArray[np.uint8], box: Box) -> NDArray[np.uint8]:
    """What of a page, uint8 (H, W), is in a box."""
    return page[box.y : box.y + box.height, box.x : box.x + box.width]


def countable_pieces(connected: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The same page, or, of one with more than MOST_PIECES pieces, the largest MOST_MARKS.

    The contours of a million specks would fill the memory. There are no more pieces than runs of
    ink in rows, which are counted sooner.
    """
    if runs_of(connected) <= MOST_PIECES:
        return connected
    count, labels, stats, _ = cv2.connectedComponentsWithStats(connected)
    if count - 1 <= MOST_PIECES:
        return connected
    area = stats[:, cv2.CC_STAT_WIDTH] * stats[:, cv2.CC_STAT_HEIGHT]
    area[0] = 0  # the paper
    kept = np.zeros(count, np.uint8)
    kept[np.argpartition(area, -MOST_MARKS)[-MOST_MARKS:]] = 255
    return np.asarray(kept[labels], dtype=np.uint8)


def runs_of(connected: NDArray[np.uint8]) -> int:
    """How many runs of ink, 255 beside 0, the rows of a page, uint8 (H, W), have together."""
    begins = cv2.subtract(connected[:, 1:], connected[:, :-1])
    return cv2.countNonZero(begins) + cv2.countNonZero(connected[:, :1])
