"""What the reader sees on a page before it decides."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from digit_reader.candidates import Candidate, gap_down, sides_touched
from digit_reader.lattice import LatticePath
from digit_reader.marks import CONNECTS, box_around, window_of
from digit_reader.page import Page
from digit_reader.reading import Box

# From this height on, relative to what can be read on the page, a line is writing. A lower one may
# be dirt or a comma all by itself …
USUAL_HEIGHT = 0.45
# … unless it is no lower than this and can be read: a single character for sure, of several most.
LEAST_LONE_HEIGHT = 0.3
LEAST_ROW_HEIGHT = 0.12
LEAST_ROW_SHARE = 0.75
READABLE = 0.7
SURE = 0.95
# In a line, a character lower than this, relative to most of it, is a separator or a speck; up to
# this height it is one, too, unless it can be read for sure.
LEAST_SPECK = 0.48
LEAST_LOW = 0.6
SURELY = 0.9
# What is left of a rule is thinner than this, relative to what is written, and, relative to its
# height, no wider than that.
THIN = 0.5
BARE = 0.3
# No wider than so many px, it is one even where there is nothing else.
HAIR = 2
# Where it stands alone, it may be so many times as high as what is written.
LONG = 1.6
# What is lower than a single character may be, and fills this share of its box, may be a speck.
SOLID = 0.6
# On paper, nobody can read what is lower than so many px, as grain and bits of rules are.
LEAST_HEIGHT = 10
# What is so near to the edge of the sheet, relative to the shorter side of the page, touches it.
EDGE = 0.01
# The edge of a shadow is narrower there, relative to its height, or most of its ink paler, of 255.
NARROW = 0.4
PALE = 200
# At the border of a page, a line is none where no more than this share of it can be read for sure.
MOST_DOUBTFUL = 0.5
# What is at the border along this share of its height runs along it.
ALONG = 0.5
# What is so large, relative to the shorter side of a page, may be all that is written on it.
LARGE = 0.33


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """A page, its ink, uint8 (H, W), and its lines from top to bottom."""

    page: Page
    ink: NDArray[np.uint8]
    lines: tuple[LatticePath, ...]

    @property
    def glyphs(self) -> tuple[NDArray[np.uint8], ...]:
        """What the classifier saw of each character of the reading, in order, uint8 (28, 28).

        White ink on black, made anew each time, so that reads which do not ask pay nothing.
        """
        return tuple(glyph for line in self.lines for glyph in line.glyphs)


def without_paper_corners(
    lines: Sequence[LatticePath], shape: tuple[int, ...]
) -> list[LatticePath]:
    """The lines of a photographed page of a shape (H, W) but those that are an end of the paper.

    Such a line is at the border, and nobody could read most of it for sure, or it is one bare
    stroke along its left or right. Where it is all there is and large, it was written there.
    """
    inner = [line for line in lines if not _is_end_of_paper(line, shape)]
    return inner or [line for line in lines if _is_large(line, shape)]


def without_dark_corners(lines: Sequence[LatticePath], shape: tuple[int, ...]) -> list[LatticePath]:
    """The lines of a page of a shape (H, W) but those that are a corner which light hardly reached.

    Such a line is in a corner, and nobody could read most of it for sure.
    """
    return [line for line in lines if not _is_doubtful_at(line, shape, 2)] or list(lines)


def without_edges_of_sheet(
    lines: Sequence[LatticePath], paper: NDArray[np.uint8]
) -> list[LatticePath]:
    """The lines without what a shadow left at the edge of the sheet: doubtful, narrow or pale.

    `paper`, uint8 (H, W), is 255 where the sheet is; where it is all of the page, it has no edge.
    """
    if paper.all():
        return list(lines)
    reach = round(EDGE * min(paper.shape))
    beyond = np.asarray(cv2.dilate(255 - paper, np.ones((2 * reach + 1,) * 2)), np.uint8)
    kept = [_only(line, _are_drawn(line) | ~_touch(line, beyond)) for line in lines]
    return [line for line in kept if line.candidates] or list(lines)


def _touch(line: LatticePath, beyond: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Which characters of a line, bool (N,), reach beyond the sheet."""
    return np.array(
        [
            bool(((window_of(beyond, each.box) > 0) & (each.ink > CONNECTS)).any())
            for each in line.candidates
        ]
    )


def _are_drawn(line: LatticePath) -> NDArray[np.bool_]:
    """Which characters of a line, bool (N,), can be read for sure, and are no edge of a shadow."""
    wide = [each.box.width > NARROW * each.box.height for each in line.candidates]
    dark = [not _is_pale(each) for each in line.candidates]
    sure = line.probabilities[:, :-1].max(axis=1) >= SURE
    return np.asarray(sure & np.array(wide) & np.array(dark))


def _is_pale(candidate: Candidate) -> bool:
    inked = candidate.ink[candidate.ink > CONNECTS]
    return not inked.size or bool(np.median(inked) < PALE)


def without_ends_of_rules(lines: Sequence[LatticePath]) -> list[LatticePath]:
    """The lines of a photographed page without what is left of rules: bare strokes, too thin."""
    written = [each for line in lines for each in line.candidates]
    if all(_is_bare(each.box) and each.box.width <= HAIR for each in written):
        return []
    inks = np.array([float(each.ink.sum()) for each in written])
    least = THIN * _weighted_median(np.array([_pen_of(each) for each in written]), inks)
    kept = [
        _only(line, [not _is_bare(each.box) or _pen_of(each) > least for each in line.candidates])
        for line in lines
    ]
    return _without_long_strokes([line for line in kept if line.candidates])


def _without_long_strokes(lines: Sequence[LatticePath]) -> list[LatticePath]:
    """The lines but bare strokes that stand alone and are far higher than what is not bare."""
    shapely = [each.box for line in lines for each in line.candidates if not _is_bare(each.box)]
    if not shapely:
        return list(lines)
    most = LONG * float(np.median([box.height for box in shapely]))
    return [
        line
        for line in lines
        if not all(_is_bare(each.box) and each.box.height > most for each in line.candidates)
    ]


def _only(line: LatticePath, kept: Sequence[bool] | NDArray[np.bool_]) -> LatticePath:
    """The line with those of its characters only that are kept."""
    candidates = tuple(each for each, is_kept in zip(line.candidates, kept, strict=True) if is_kept)
    return replace(line, candidates=candidates, probabilities=line.probabilities[np.array(kept)])


def _pen_of(candidate: Candidate) -> float:
    """How wide the strokes of a candidate are at most, in px."""
    inked = np.pad((candidate.ink > CONNECTS).view(np.uint8), 1)
    return 2 * float(cv2.distanceTransform(inked, cv2.DIST_L2, 3).max())


def _is_bare(box: Box) -> bool:
    """Whether a character is no wider than a stroke that leans."""
    return box.width <= BARE * box.height


def _is_end_of_paper(line: LatticePath, shape: tuple[int, ...]) -> bool:
    first = line.candidates[0]
    is_stroke = len(line.candidates) == 1 and _is_bare(first.box)
    return (is_stroke and _runs_along_side(first, shape[1])) or _is_doubtful_at(line, shape, 1)


def _runs_along_side(candidate: Candidate, width: int) -> bool:
    """Whether most of a candidate's height is at the left or right border of a page so wide."""
    box, inked = candidate.box, candidate.ink > CONNECTS
    left = inked[:, :2] if box.x <= 1 else inked[:, :0]
    right = inked[:, -2:] if box.x + box.width >= width - 1 else inked[:, :0]
    return max(float(side.any(axis=1).mean()) for side in (left, right)) >= ALONG


def _is_large(line: LatticePath, shape: tuple[int, ...]) -> bool:
    box = box_around([each.box for each in line.candidates])
    return max(box.width, box.height) >= LARGE * min(shape)


def _is_doubtful_at(line: LatticePath, shape: tuple[int, ...], sides: int) -> bool:
    """Whether a line, at least half of it doubtful, touches so many sides of a page's border."""
    sure = line.probabilities[:, :-1].max(axis=1) >= SURE
    touched = max(sides_touched(each.box, shape) for each in line.candidates)
    return touched >= sides and bool(sure.mean() <= MOST_DOUBTFUL)


def without_grain(lines: Sequence[LatticePath], shape: tuple[int, ...]) -> list[LatticePath]:
    """The lines of a page of a shape (H, W) but those that are too low for anybody to read."""
    least = min(LEAST_HEIGHT, LARGE * min(shape))
    return [line for line in lines if np.median(line.heights) >= least]


def without_dirt(lines: Sequence[LatticePath]) -> list[LatticePath]:
    """The lines but those far lower than most of what can be read."""
    if len(lines) == 1 and len(lines[0].candidates) == 1:
        return list(lines)
    readable = [
        each
        for line in lines
        for each, can_be in zip(line.candidates, _readable(line), strict=True)
        if can_be
    ]
    if not readable:
        return list(lines)
    usual = _usual(readable)
    written = [line for line in lines if _is_written(line, usual)]
    return [line for line in written if not _is_speck_of_any(line, written)]


def _usual(candidates: Sequence[Candidate]) -> float:
    """The usual height, where each counts by its ink: specks and a long stroke are outvoted."""
    heights = np.array([each.box.height for each in candidates])
    return _weighted_median(heights, np.array([float(each.ink.sum()) for each in candidates]))


def _weighted_median(values: NDArray[np.number], weights: NDArray[np.number]) -> float:
    order = np.argsort(values)
    reached = np.cumsum(weights[order])
    return float(values[order[np.searchsorted(reached, reached[-1] / 2)]])


def without_specks(line: LatticePath) -> LatticePath:
    """The line without what is too low to be a digit of it: dots, dashes, print."""
    return _only(line, ~_specks(line, _usual(line.candidates)))


def _specks(line: LatticePath, usual: float) -> NDArray[np.bool_]:
    """Which characters of a line, bool (N,), are too low, where digits are so many px high."""
    height = line.heights / usual
    sure = line.probabilities[:, :-1].max(axis=1) >= SURELY
    return np.asarray((height < LEAST_SPECK) | ((height < LEAST_LOW) & ~sure))


def _is_speck_of_any(line: LatticePath, lines: Sequence[LatticePath]) -> bool:
    """Whether a line is a single character beside another line, and too low to be a digit of it."""
    if len(line.candidates) > 1:
        return False
    box = line.candidates[0].box
    for other in lines:
        around = box_around([each.box for each in other.candidates])
        beside = gap_down(around, box) <= -box.height / 2
        if len(other.candidates) > 1 and beside and _specks(line, _usual(other.candidates)).all():
            return True
    return False


def _is_written(line: LatticePath, usual: float) -> bool:
    """Whether a line is writing, where characters are usually so many px high."""
    height = float(np.median(line.heights)) / usual
    if height >= USUAL_HEIGHT:
        return True
    if len(line.heights) == 1:
        return height >= LEAST_LONE_HEIGHT and bool(line.probabilities[0, :-1].max() >= SURE)
    sure = line.probabilities[:, :-1].max(axis=1) >= SURELY
    if height < LEAST_LONE_HEIGHT:
        sure &= [not _is_solid(each) for each in line.candidates]
    return height >= LEAST_ROW_HEIGHT and float(sure.mean()) >= LEAST_ROW_SHARE


def _is_solid(candidate: Candidate) -> bool:
    """Whether a candidate is a stroke or a speck without any inner form."""
    return float((candidate.ink > CONNECTS).mean()) >= SOLID


def _readable(line: LatticePath) -> NDArray[np.bool_]:
    """Which characters of a line can be read, bool (N,)."""
    return np.asarray(line.probabilities[:, :-1].max(axis=1) >= READABLE)
