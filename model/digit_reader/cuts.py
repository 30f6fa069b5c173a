"""Cuts: a candidate that may hold several characters falls into parts, along seams of least ink.

A seam runs from top to bottom around ink and, where it must, through it; the cheapest is found by
the recursion of Avidan, Shamir: Seam Carving for Content-Aware Image Resizing, 2007. There are more
seams than neighbours: which of them part two characters is for recognition to decide (lattice.py).
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from digit_reader.candidates import Candidate
from digit_reader.marks import CONNECTS
from digit_reader.reading import Box

# Narrower than this, relative to the height of its line, a candidate is one character at most.
LEAST_WIDTH = 0.55
# Seams are looked for where a line is so many pixels high.
HEIGHT = 40
# What a pixel to the side costs, where crossing a pixel full of ink costs 1.
SIDESTEP = 0.3
# Relative to the height of the line: two seams stand this far apart, and from either end …
APART = 0.06
EDGE = 0.08
# … and one that crosses more ink than this runs along a stroke.
MOST_INK = 0.6
# What has more seams is texture, no writing.
MOST_SEAMS = 120
# What fills fewer px is no part.
LEAST_AREA = 4


@dataclass(frozen=True, slots=True, eq=False)
class Cutting:
    """A candidate and where it is cut: `passes`, int (parts + 1, H), at which column in each row.

    The first and the last are the candidate's own ends. `pieces`: each part as a candidate.
    """

    candidate: Candidate
    passes: NDArray[np.int64]
    pieces: tuple[Candidate, ...]

    @property
    def parts(self) -> int:
        """How many parts there are, at least one."""
        return len(self.pieces)

    def between(self, first: int, end: int, left: int = 0, right: int = 0) -> Candidate:
        """The parts from `first` up to but without `end`, as one.

        They may borrow so many px of ink beyond their left and right seams: neighbours that touch
        share a stroke.
        """
        if (first, end) == (0, self.parts):
            return self.candidate
        if (end - first, left, right) == (1, 0, 0):
            return self.pieces[first]
        width = self.candidate.box.width
        begins = np.maximum(self.passes[first] - left, 0)
        ends = np.minimum(self.passes[end] + right, width)
        return _inked(self.candidate, begins, ends) or self.candidate


def cut(candidate: Candidate, height: float) -> Cutting:
    """The cutting of a candidate, for a line whose characters are `height` px high."""
    box = candidate.box
    passes = [np.zeros(box.height, np.int64)]
    pieces: list[Candidate] = []
    end = np.full(box.height, box.width)
    for seam in _passes(candidate, height):
        # Two seams may pass so close to each other that no ink is between them.
        if piece := _inked(candidate, passes[-1], seam):
            passes.append(seam)
            pieces.append(piece)
    last = _inked(candidate, passes[-1], end)
    if pieces and not last:
        passes.pop()
        pieces.pop()
        last = _inked(candidate, passes[-1], end)
    return Cutting(candidate, np.stack([*passes, end]), (*pieces, last or candidate))


def _inked(
    candidate: Candidate, left: NDArray[np.int64], right: NDArray[np.int64]
) -> Candidate | None:
    """The candidate's ink between two columns in each row, (H,), or None if there is hardly any."""
    first, last = int(left.min()), int(right.max())
    columns = np.arange(first, last, dtype=np.int32)
    begins, ends = (each[:, None].astype(np.int32) for each in (left, right))
    own = candidate.ink[:, first:last] * ((columns >= begins) & (columns < ends))
    x, y, width, height = cv2.boundingRect((own > CONNECTS).view(np.uint8))
    if width * height < LEAST_AREA:
        return None
    ink = np.ascontiguousarray(own[y : y + height, x : x + width])
    return Candidate(ink, Box(candidate.box.x + first + x, candidate.box.y + y, width, height))


def _passes(candidate: Candidate, height: float) -> NDArray[np.int64]:
    """Where seams pass through a candidate, int (seams, H); none through a narrow one."""
    box = candidate.box
    none = np.zeros((0, box.height), np.int64)
    if box.width < LEAST_WIDTH * height:
        return none
    scale = min(HEIGHT / height, 1.0)
    size = (max(1, round(box.width * scale)), max(1, round(box.height * scale)))
    small = cv2.resize(candidate.ink, size, interpolation=cv2.INTER_AREA)
    seams = _seams(np.divide(small, 255, dtype=np.float32), height * scale)
    if len(seams) > MOST_SEAMS:
        return none
    rows = np.minimum((np.arange(box.height) * scale).astype(int), size[1] - 1)
    return np.asarray(np.rint((seams[:, rows] + 0.5) * (box.width / size[0])), np.int64)


def _seams(ink: NDArray[np.float32], height: float) -> NDArray[np.int64]:
    """The seams, (seams, H), through ink of 0..1, float32 (H, W): at which column in each row.

    Each is the cheapest through a place of the middle row, and cheaper than its neighbours are.
    """
    middle = len(ink) // 2
    # Both halves, each from its outer row to the middle one; the lower may be a row shorter, and a
    # bare row to begin with costs nothing.
    halves = np.zeros((middle + 1, 2, ink.shape[1]), np.float32)
    halves[:, 0] = ink[: middle + 1]
    halves[len(halves) + middle - len(ink) :, 1] = ink[middle:][::-1]
    costs, came = _cheapest(halves)
    cost = costs.sum(axis=0) - ink[middle]
    reach = max(round(APART * height), 1)
    around = np.ones((1, 2 * reach + 1), np.uint8)
    lowest = (cost == cv2.erode(cost[None], around)[0]) & (cost <= MOST_INK * height)
    edge = max(round(EDGE * height), 1)
    starts: list[int] = []
    for column in range(edge, len(cost) - edge):
        if lowest[column] and (not starts or column - starts[-1] > reach):
            starts.append(column)
    upper, lower = ([_way_back(came[:, half], start) for start in starts] for half in (0, 1))
    rows = len(ink) - middle
    seams = [
        np.concatenate([up, down[::-1][1:rows]]) for up, down in zip(upper, lower, strict=True)
    ]
    return np.array(seams, np.int64).reshape(len(starts), len(ink))


def _cheapest(ink: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.int8]]:
    """What the cheapest way costs from the first row to each column of the last, float32 (N, W).

    It is found through N pictures, float32 (H, N, W), at once, which takes no longer than through
    one. Beside it, int (H, N, W), by how many columns that way came from the side at each step.
    """
    cost = ink.copy()
    sides = np.full((*ink.shape[:2], ink.shape[2] + 2), np.inf, np.float32)
    from_left, from_right = sides[..., :-2], sides[..., 2:]
    best = np.empty_like(ink)
    for row in range(1, len(ink)):
        before = row - 1
        np.add(cost[before], SIDESTEP, out=sides[before, :, 1:-1])
        np.minimum(from_left[before], from_right[before], out=best[row])
        np.minimum(best[row], cost[before], out=best[row])
        cost[row] += best[row]
    came = np.zeros(ink.shape, np.int8)
    sideways = np.where(best[1:] == from_left[:-1], -1, 1)
    came[1:] = np.where(best[1:] == cost[:-1], 0, sideways)
    return cost[-1], came


def _way_back(came: NDArray[np.int8], column: int) -> NDArray[np.int64]:
    """The columns, (H,), of the way that ends at a column of the last row."""
    way = np.empty(len(came), np.int64)
    for row in range(len(came) - 1, -1, -1):
        way[row] = column
        column += int(came[row, column])
    return way
