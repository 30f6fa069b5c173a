"""Find candidates and lines: which marks make one character, and where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from digit_reader.marks import Mark, box_around
from digit_reader.reading import Box

# Marks share a character where one lies over the other by this share of the narrower's width …
SHARED_WIDTH = 0.4
# … or where a fragment stands no further beside a mark than this share of the mark's height.
FRAGMENT_REACH = 0.1
# A fragment (the hat of a 5, the bar of a 7) is at most this high, relative to its mark …
FRAGMENT_HEIGHT = 0.5
# … and at most this far above or below it; the two circles of an 8 stand closer than this.
FRAGMENT_GAP = 0.35
STACKED_GAP = 0.12
# A candidate belongs to a line where it shares this much of the lower one's height with the line …
SHARED_HEIGHT = 0.4
# … or where, like a comma, it is no higher than this, relative to the line, and just below it.
HANGING_HEIGHT = 0.3
HANGING_GAP = 0.1
# Lower than this share of its line's height, a candidate is a separator or a speck, no digit.
LEAST_HEIGHT = 0.4
# Lower than this share of the page's highest line, a line is dirt.
LEAST_LINE = 0.2


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """Marks that may be one character, and the box around them."""

    marks: tuple[Mark, ...]
    box: Box

    @classmethod
    def of(cls, marks: Sequence[Mark]) -> "Candidate":
        """The candidate made of at least one marks."""
        return cls(tuple(marks), box_around([mark.box for mark in marks]))


def cut_out(ink: NDArray[np.uint8], candidate: Candidate) -> NDArray[np.uint8]:
    """The candidate's own ink, uint8, cut to its box; ink of its neighbours is left out."""
    box = candidate.box
    own = np.zeros((box.height, box.width), np.uint8)
    contours = [mark.contour for mark in candidate.marks]
    for thickness in (cv2.FILLED, 3):  # the inside, then the soft edge outside the contour
        cv2.drawContours(own, contours, -1, 255, thickness, offset=(-box.x, -box.y))
    page = ink[box.y : box.y + box.height, box.x : box.x + box.width]
    return np.asarray(cv2.bitwise_and(page, own), dtype=np.uint8)


def find_lines(marks: Sequence[Mark]) -> list[list[Candidate]]:
    """The lines of a page from top to bottom, each from left to right; separators are left out.

    `marks` come largest first.
    """
    lines = [_without_separators(line) for line in _chained(_joined(marks))]
    highest = max((_height_of(line) for line in lines), default=0.0)
    lines = [line for line in lines if _height_of(line) >= LEAST_LINE * highest]
    return sorted(lines, key=_middle_of)


def _joined(marks: Sequence[Mark]) -> list[Candidate]:
    """Candidates of the marks, largest first: each later mark joins the nearest that fits."""
    groups: list[list[Mark]] = []
    for mark in marks:
        fitting = [group for group in groups if _belong_together(group, mark)]
        if fitting:
            min(fitting, key=lambda group: _gap_across(group[0].box, mark.box)).append(mark)
        else:
            groups.append([mark])
    return [Candidate.of(group) for group in groups]


def _belong_together(group: Sequence[Mark], mark: Mark) -> bool:
    whole, part = box_around([member.box for member in group]), mark.box
    height = max(whole.height, part.height)
    if _gap_down(whole, part) > FRAGMENT_GAP * height:
        return False
    across = -_gap_across(whole, part)
    is_fragment = part.height <= FRAGMENT_HEIGHT * whole.height
    if across >= SHARED_WIDTH * min(whole.width, part.width):
        return is_fragment or _gap_down(whole, part) <= STACKED_GAP * height
    at_the_foot = part.y > whole.y + 0.6 * whole.height
    return is_fragment and not at_the_foot and -across <= FRAGMENT_REACH * whole.height


def _gap_across(a: Box, b: Box) -> int:
    """Pixels between two boxes from left to right; negative where they overlap."""
    return max(a.x, b.x) - min(a.x + a.width, b.x + b.width)


def _gap_down(a: Box, b: Box) -> int:
    """Pixels between two boxes from top to bottom; negative where they overlap."""
    return max(a.y, b.y) - min(a.y + a.height, b.y + b.height)


def _chained(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    """Lines, each grown from left to right, so that a slanted one holds together."""
    lines: list[list[Candidate]] = []
    for candidate in sorted(candidates, key=lambda candidate: candidate.box.x):
        line = max(lines, key=lambda line: _closeness(line, candidate), default=None)
        if line is not None and _closeness(line, candidate) > 0:
            line.append(candidate)
        else:
            lines.append([candidate])
    return lines


def _closeness(line: Sequence[Candidate], candidate: Candidate) -> float:
    """How well a candidate continues a line after its last digit; 0 or less where it does not."""
    least = LEAST_HEIGHT * _height_of(line)
    last = next(member.box for member in reversed(line) if member.box.height >= least)
    box = candidate.box
    low, high = sorted((last.height, box.height))
    gap = _gap_down(last, box)
    if low <= HANGING_HEIGHT * high:
        return HANGING_GAP - gap / high
    return -gap / low - SHARED_HEIGHT


def _without_separators(line: Sequence[Candidate]) -> list[Candidate]:
    least = LEAST_HEIGHT * _height_of(line)
    return [candidate for candidate in line if candidate.box.height >= least]


def _height_of(line: Sequence[Candidate]) -> float:
    """The height of a line's digits, in pixels: the median of what is no dot or comma."""
    heights = [candidate.box.height for candidate in line]
    return float(np.median([height for height in heights if height >= max(heights) / 4]))


def _middle_of(line: Sequence[Candidate]) -> float:
    """The mean height, in pixels from the top, at which a line's candidates stand."""
    return float(np.mean([candidate.box.y + candidate.box.height / 2 for candidate in line]))
