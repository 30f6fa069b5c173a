"""Find candidates: which marks make one character."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from digit_reader.glyph import make_glyph
from digit_reader.marks import Mark, box_around
from digit_reader.paper import LEAST_PHOTO
from digit_reader.reading import Box

# Marks share a column where one lies over the other by this share of the narrower's width.
SHARED_WIDTH = 0.4
# A fragment (the hat of a 5, the bar of a 7) is at most this high, relative to its mark …
FRAGMENT_HEIGHT = 0.5
# … at most this far above or below it …
FRAGMENT_GAP = 0.35
# … and, where it does not share its column, at most this far beside it, and not at its foot.
FRAGMENT_REACH = 0.1
FOOT = 0.6
# What is narrower than this at the foot of a mark, relative to its width, is a comma or a dot.
COMMA_WIDTH = 0.5
# The two circles of an 8 are no fragments; they stand this close, and beside each other by no more
# than this share of the lower's height.
STACKED_GAP = 0.12
STACKED_OVERLAP = 0.4
# A mark has a peer where another, at most so many times as high or as low, stands beside it, this
# near, relative to the higher of them.
PEER_RATIO = 1.6
PEER_REACH = 1.2
# In single mode, a mark smaller than this share of the largest is dust.
DUST = 0.03
# The soft edge of a stroke reaches one pixel beyond its contour.
SOFT_EDGE = np.ones((3, 3), np.uint8)
# Of a photographed character, the largest mark that is not at the border is this large of the page;
# what is further from it than this, relative to its size, is part of it only if it is this large.
LEAST_INNER = 0.08
PART_REACH = 0.25
LEAST_FAR = 0.5
# A mark at the border of a photograph is what surrounds the paper where it is so many times larger
# than most marks are.
SURROUNDINGS = 2.5
# It is left of a rule where it is at most so many times larger, and no mark stands beside it that
# is this near, relative to its height, and at most so many times as high.
LEFTOVER = 1.5
ROW_REACH = 2.0
ROW_RATIO = 2.0
# An underline is at least so many times as wide as marks are usually high, and at most so high,
# relative to them and to its own width.
UNDERLINE_WIDTH = 2.0
UNDERLINE_HEIGHT = 0.5
FLAT = 0.2


@dataclass(frozen=True, eq=False)
class Candidate:
    """What may be one character: its own `ink`, uint8 (H, W), cut to its `box` on the page."""

    ink: NDArray[np.uint8]
    box: Box

    @cached_property
    def glyph(self) -> NDArray[np.uint8]:
        """What the classifier sees of it, uint8 (28, 28), white ink on black."""
        return make_glyph(self.ink)


def all_as_one(ink: NDArray[np.uint8], marks: Sequence[Mark]) -> list[Candidate]:
    """One candidate of all marks but dust, or none where there is no mark; largest mark first."""
    if not marks:
        return []
    least = DUST * _size(marks[0])
    return [_cut_out(ink, [mark for mark in marks if _size(mark) >= least])]


def written_as_one(marks: Sequence[Mark], shape: tuple[int, ...]) -> Sequence[Mark]:
    """Of the marks of a photographed page, uint8 (H, W), the largest first, those of one character.

    What is far from the largest that is not at the border of the page is the edge of the paper, if
    it is at the border, and if it is small, dirt or what is left of a rule.
    """
    inner = [mark for mark in marks if not at_border(mark.box, shape)]
    if not inner or _size(inner[0]) < LEAST_INNER * min(shape):
        return marks
    main = inner[0].box
    reach = PART_REACH * _size(inner[0])
    # A small picture is cut out, and all ink within it is meant.
    least = LEAST_FAR * _size(inner[0]) if min(shape) >= LEAST_PHOTO else 0
    return [
        mark
        for mark in marks
        if max(gap_across(main, mark.box), gap_down(main, mark.box)) <= reach
        or (not at_border(mark.box, shape) and _size(mark) >= least)
    ]


def without_surroundings(marks: Sequence[Mark], shape: tuple[int, ...]) -> Sequence[Mark]:
    """The marks of a photographed page, uint8 (H, W), but what is not written at its border.

    What the paper lies on is far larger than what is not at the border; what is left of rules has
    nothing beside it that is as high.
    """
    inner = [mark for mark in marks if not at_border(mark.box, shape)]
    if not inner:
        return marks
    sizes = [_size(mark) for mark in inner]
    usual = float(np.median(np.repeat(sizes, sizes)))
    return [
        mark
        for mark in marks
        if not at_border(mark.box, shape) or _is_written_at_border(mark, inner, usual)
    ]


def _is_written_at_border(mark: Mark, inner: Sequence[Mark], usual: float) -> bool:
    """Whether a mark at the border is writing, as the inner marks of usual size are."""
    if _size(mark) > LEFTOVER * usual:
        return _size(mark) <= SURROUNDINGS * usual
    return any(_stand_in_a_row(mark.box, other.box) for other in inner)


def _stand_in_a_row(a: Box, b: Box) -> bool:
    low, high = sorted((a.height, b.height))
    is_beside = gap_down(a, b) <= -low / 2 and gap_across(a, b) <= ROW_REACH * high
    return is_beside and high <= ROW_RATIO * low


def without_underlines(marks: Sequence[Mark]) -> Sequence[Mark]:
    """The marks without those that are far lower than marks usually are, and far wider."""
    heights = np.array([mark.box.height for mark in marks], np.int64)
    usual = float(np.median(np.repeat(heights, heights))) if len(marks) > 1 else 0.0
    return [mark for mark in marks if not _is_underline(mark.box, usual)]


def _is_underline(box: Box, usual: float) -> bool:
    """Whether a box, where marks are usually so many px high, is of a line below or above some."""
    is_low = box.height <= min(UNDERLINE_HEIGHT * usual, FLAT * box.width)
    return is_low and box.width >= UNDERLINE_WIDTH * usual


def at_border(box: Box, shape: tuple[int, ...]) -> bool:
    """Whether a box touches the border of a page of a shape (H, W)."""
    return sides_touched(box, shape) > 0


def sides_touched(box: Box, shape: tuple[int, ...]) -> int:
    """How many sides of the border of a page of a shape (H, W) a box touches."""
    height, width = shape
    gaps = (box.x, box.y, width - box.x - box.width, height - box.y - box.height)
    return sum(gap <= 1 for gap in gaps)


def _size(mark: Mark) -> int:
    return max(mark.box.width, mark.box.height)


def find_candidates(ink: NDArray[np.uint8], marks: Sequence[Mark]) -> list[Candidate]:
    """The candidates of a page of ink, uint8 (H, W), from its marks, which come largest first.

    Each mark joins the nearest larger one of which it can only be a part. Marks of one height
    beside each other stay apart: whether they are one character is for recognition to settle.
    """
    peers = with_peers([mark.box for mark in marks])
    groups: list[list[Mark]] = []
    for mark, has_peer in zip(marks, peers, strict=True):
        wholes = [group for group in groups if _is_part_of(group[0].box, mark.box, has_peer)]
        if wholes:
            min(wholes, key=lambda group: gap_across(group[0].box, mark.box)).append(mark)
        else:
            groups.append([mark])
    return [_cut_out(ink, group) for group in groups]


def joined(candidates: Sequence[Candidate]) -> Candidate:
    """At least one candidates as one."""
    if len(candidates) == 1:
        return candidates[0]
    box = box_around([candidate.box for candidate in candidates])
    ink = np.zeros((box.height, box.width), np.uint8)
    for each in candidates:
        top, left = each.box.y - box.y, each.box.x - box.x
        window = ink[top : top + each.box.height, left : left + each.box.width]
        np.maximum(window, each.ink, out=window)
    return Candidate(ink, box)


def _cut_out(ink: NDArray[np.uint8], marks: Sequence[Mark]) -> Candidate:
    """The marks' own ink; ink of their neighbours is left out."""
    box = box_around([mark.box for mark in marks])
    own = np.zeros((box.height, box.width), np.uint8)
    contours = [mark.contour for mark in marks]
    cv2.drawContours(own, contours, -1, 255, cv2.FILLED, offset=(-box.x, -box.y))
    whole = cv2.dilate(own, SOFT_EDGE)
    page = ink[box.y : box.y + box.height, box.x : box.x + box.width]
    return Candidate(np.asarray(cv2.bitwise_and(page, whole), dtype=np.uint8), box)


def gap_across(a: Box, b: Box) -> int:
    """Pixels between two boxes from left to right; negative where they overlap."""
    return max(a.x, b.x) - min(a.x + a.width, b.x + b.width)


def gap_down(a: Box, b: Box) -> int:
    """Pixels between two boxes from top to bottom; negative where they overlap."""
    return max(a.y, b.y) - min(a.y + a.height, b.y + b.height)


def with_peers(boxes: Sequence[Box]) -> list[bool]:
    """For each box, whether it has a peer: it is then one of a row of characters."""
    if not boxes:
        return []
    x, y, width, height = np.array([(b.x, b.y, b.width, b.height) for b in boxes], np.float64).T
    lower, higher = np.minimum.outer(height, height), np.maximum.outer(height, height)
    across = np.maximum.outer(x, x) - np.minimum.outer(x + width, x + width)
    down = np.maximum.outer(y, y) - np.minimum.outer(y + height, y + height)
    peers = (
        (higher <= PEER_RATIO * lower)
        & (down <= -0.5 * lower)
        & (across > -0.3 * np.minimum.outer(width, width))
        & (across < PEER_REACH * higher)
    )
    np.fill_diagonal(peers, val=False)
    return [bool(each) for each in peers.any(axis=1)]


def _is_part_of(whole: Box, part: Box, has_peer: bool) -> bool:
    across, down = gap_across(whole, part), gap_down(whole, part)
    if has_peer and down > 0:
        return False  # one of a row of digits above or below
    is_fragment = part.height <= FRAGMENT_HEIGHT * whole.height
    shares_column = -across >= SHARED_WIDTH * min(whole.width, part.width)
    if is_fragment:
        at_the_foot = part.y > whole.y + FOOT * whole.height
        if at_the_foot and part.width < COMMA_WIDTH * whole.width:
            return False
        beside = across <= FRAGMENT_REACH * whole.height and not at_the_foot
        return down <= FRAGMENT_GAP * whole.height and (shares_column or beside)
    height = max(whole.height, part.height)
    stacked = -STACKED_OVERLAP * min(whole.height, part.height) <= down <= STACKED_GAP * height
    return shares_column and stacked
