"""Enclosures: what is drawn around numbers on a screen, and the bars of its windows, go."""

import cv2
import numpy as np
from numpy.typing import NDArray

from digit_reader.marks import CONNECTS, MOST_MARKS, MOST_PIECES, countable_pieces, runs_of

# What is enclosed is so far from each side of the box around it, relative to the box …
LEAST_MARGIN = 0.04
# … and so high, relative to it, or it may be a dot or a slash in a zero.
LEAST_HEIGHT = 0.25
# A frame fills this share of its box, all within it included, and may hold one mark, but no plain
# stroke, this narrow relative to its length. What is rounder is a zero, unless it holds a row of so
# many.
RECTANGULAR = 0.87
PLAIN = 0.3
LEAST_ROW = 2
# No more than this share of its own ink is so far within its box, relative to it: even an ellipse
# stays nearer to the sides.
MOST_WITHIN = 0.02
INSET = 0.2
# A bar fills the first or last row of its page, and is no higher than this share of it.
HIGHEST_BAR = 0.4


def without_enclosures(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The ink of a drawing, uint8 (H, W), without frames and circles around what is written.

    Bars along its upper or lower edge go, too. Where nothing else is there, they stay.
    """
    _, connected = cv2.threshold(ink, CONNECTS, 255, cv2.THRESH_BINARY)
    pieces = countable_pieces(np.asarray(connected, np.uint8))
    if _is_texture(pieces):
        return ink
    contours, tree = cv2.findContours(pieces, cv2.RETR_TREE, cv2.CHAIN_APPROX_SIMPLE)
    if not 1 < len(contours) <= 2 * MOST_MARKS:
        return ink
    boxes = np.array([cv2.boundingRect(contour) for contour in contours])
    filled = np.array([cv2.contourArea(contour) for contour in contours])
    solid = filled / np.maximum((boxes[:, 2] - 1) * (boxes[:, 3] - 1), 1) >= RECTANGULAR
    plain = np.array([_is_plain_stroke(contour) for contour in contours])
    outer = _depths(tree[0]) % 2 == 0
    gone = np.zeros_like(ink)
    for number in np.flatnonzero(outer & _are_enclosures(boxes, outer, solid, plain)):
        x, y, width, height = (int(each) for each in boxes[number])
        own = np.zeros((height, width), np.uint8)
        cv2.drawContours(own, contours, int(number), 255, cv2.FILLED, 8, tree, 1, (-x, -y))
        if _is_bare_within(own):
            window = gone[y : y + height, x : x + width]
            np.maximum(window, own, out=window)
    for number in np.flatnonzero(outer & solid & _are_bars(boxes, pieces)):
        cv2.drawContours(gone, contours, int(number), 255, cv2.FILLED)
    if not gone.any():
        return ink
    soft_edge = cv2.dilate(gone, np.ones((3, 3), np.uint8))
    left = np.where(soft_edge > 0, 0, ink).astype(np.uint8)
    return left if (left > CONNECTS).any() else ink


def _is_texture(pieces: NDArray[np.uint8]) -> bool:
    """Whether there are more pieces of ink, or more holes in them, than a page of writing has.

    A tree of a hundred thousand holes would take half a minute.
    """
    if runs_of(pieces) <= MOST_PIECES:
        return False
    most = 2 * MOST_MARKS
    paper = cv2.bitwise_not(pieces)
    return cv2.connectedComponents(pieces)[0] > most or (
        cv2.connectedComponents(paper, connectivity=4)[0] > most
    )


def _is_plain_stroke(contour: cv2.typing.MatLike) -> bool:
    """Whether a piece is one straight stroke, which may be the slash of a zero."""
    short, long = sorted(cv2.minAreaRect(contour)[1])
    return short <= PLAIN * long


def _depths(tree: NDArray[np.int32]) -> NDArray[np.int64]:
    """How deep each contour of a tree, int32 (N, 4), lies in others: at odd depths are holes."""
    depths = np.zeros(len(tree), np.int64)
    for number, parent in enumerate(tree[:, 3]):
        depths[number] = depths[parent] + 1 if parent >= 0 else 0
    return depths


def _are_enclosures(
    boxes: NDArray[np.int64],
    outer: NDArray[np.bool_],
    solid: NDArray[np.bool_],
    plain: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Which boxes, int64 (N, 4), of pieces were drawn around others, bool (N,)."""
    x, y, width, height = boxes.T
    right, foot = x + width, y + height
    across, down = LEAST_MARGIN * width[:, None], LEAST_MARGIN * height[:, None]
    holds = (
        outer[None]
        & (x[None] >= x[:, None] + across)
        & (right[None] <= right[:, None] - across)
        & (y[None] >= y[:, None] + down)
        & (foot[None] <= foot[:, None] - down)
        & (height[None] >= LEAST_HEIGHT * height[:, None])
    )
    many = holds.sum(axis=1)
    # All of a row are at one height.
    lowest_head = np.where(holds, y[None], y.min()).max(axis=1)
    highest_foot = np.where(holds, foot[None], foot.max()).min(axis=1)
    is_row = (many >= LEAST_ROW) & (lowest_head < highest_foot)
    return np.asarray(is_row | (solid & (holds & ~plain[None]).any(axis=1)))


def _is_bare_within(own: NDArray[np.uint8]) -> bool:
    """Whether hardly any of a piece's own ink, uint8 (H, W), is far from all sides of its box.

    What is written across its outline would go with it.
    """
    across, down = round(INSET * own.shape[1]), round(INSET * own.shape[0])
    within = own[down : len(own) - down, across : own.shape[1] - across]
    return cv2.countNonZero(within) <= MOST_WITHIN * cv2.countNonZero(own)


def _are_bars(boxes: NDArray[np.int64], pieces: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Which boxes, int64 (N, 4), fill the first or last row of a page of pieces, bool (N,).

    The hat of a 5 that is cut out close is as wide, but its ends are not square.
    """
    height, width = pieces.shape
    _, y, wide, high = boxes.T
    at_edge = ((y == 0) & pieces[0].all()) | ((y + high == height) & pieces[-1].all())
    return np.asarray((wide == width) & at_edge & (high <= HIGHEST_BAR * height))
