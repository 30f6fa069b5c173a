"""The paper: how light a page would be at each place, had nobody written there."""

from collections.abc import Iterator
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from digit_reader.histogram import histogram

# A page is drawn on an even ground where this share of it differs from its border by so few greys …
EVEN_SHARE = 0.5
EVEN = 2
# … or where this share of it is of two greys, give or take as few: bold ink that is cut out close …
TWO_TONES = 0.8
# … unless this share of the border differs from it, too, and what differs is somewhere wider than
# this, relative to the shorter side of the page, as shadows are …
LEAST_SHADED, WIDEST_STROKE = 0.15, 0.35
# … or where it has too few pixels on a side, or along it, to show a shadow.
LEAST_SIDE = 30
LEAST_LENGTH = 48
# Of what differs from it by no more, less than this share is just as light where there is grain.
MOST_GRAINY = 0.5
# What is smaller on one side is no photograph of a sheet, with shadows and what surrounds it, but a
# cut-out.
LEAST_PHOTO = 300
# Shadows are looked for in a picture of so many pixels on its shorter side …
SHORT_SIDE = 160
# … as the median of a window, this share of that side: narrow, to follow the edge of a shadow, and
# wider where strokes fill half of it.
WINDOWS = (0.35, 0.9)
# Of a photograph whose shadows are as strong as its ink, the narrow one finds none; without what is
# dark and thinner than this, px of that picture, both can be told apart. Where nothing is darker
# than the paper, ink is light, and only its hollows would be found.
CLOSED = 13
# Where ink fills even those, the border tells, if this share of it is of one grey but for grain …
LIT_EVENLY = 0.75
GRAIN = 12
# … or its commonest grey, if of what is as light as that, give or take SHADE, this share is so by
# no more than EVEN: a drawing that is cut out close.
FLAT = 0.7
SHADE = 40
# Beyond the border of a photograph light goes on to change as it did, or a dark corner would be
# ink; a cut-out is mirrored, for strokes and frames end at its border.
Beyond = Literal["odd", "even"]


def possible_papers(page: NDArray[np.uint8]) -> Iterator[NDArray[np.uint8]]:
    """The grey of the paper at each place of a page, both uint8 (H, W), the likeliest first.

    The median keeps the edge of a shadow where it is, and sees neither strokes nor patterns.
    """
    height, width = page.shape
    scale = min(SHORT_SIDE / min(height, width), 1.0)
    size = (round(width * scale), round(height * scale))
    small = np.asarray(cv2.resize(page, size, interpolation=cv2.INTER_AREA), np.uint8)
    is_photo = min(page.shape) >= LEAST_PHOTO
    beyond: Beyond = "odd" if is_photo else "even"
    narrow, wide = (_median_around(small, window, beyond) for window in WINDOWS)
    yield _of_size(page, narrow)
    if is_photo and not _is_darkest(_ground(page), page):
        yield _of_size(page, _closed(small))
    yield _of_size(page, wide)
    if _near(_border(page), _ground(page), GRAIN) >= LIT_EVENLY:
        yield np.full_like(page, _ground(page))
    commonest = int(histogram(_border(page)).argmax())
    if _near(page, commonest, EVEN) >= FLAT * _near(page, commonest, SHADE):
        yield np.full_like(page, commonest)


def _is_darkest(ground: int, page: NDArray[np.uint8]) -> bool:
    """Whether nothing on a page is darker than a ground, but for its grain."""
    return int(page.min()) >= ground - GRAIN


def _median_around(small: NDArray[np.uint8], window: float, beyond: Beyond) -> NDArray[np.uint8]:
    reach = round(min(small.shape) * window / 2)
    signed = np.pad(small.astype(np.int16), reach, "symmetric", reflect_type=beyond)
    around = np.clip(signed, 0, 255).astype(np.uint8)
    median = cv2.GaussianBlur(cv2.medianBlur(around, 2 * reach + 1), (0, 0), 2)
    return np.asarray(median[reach:-reach, reach:-reach], np.uint8)


def _closed(small: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The picture without what is dark and thin: even the edge of a shadow stays where it is."""
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (CLOSED, CLOSED))
    closed = cv2.medianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, disc), 5)
    return np.asarray(cv2.GaussianBlur(closed, (0, 0), 1), np.uint8)


def _of_size(page: NDArray[np.uint8], small: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A picture brought to the size of a page."""
    return np.asarray(cv2.resize(small, page.shape[::-1]), np.uint8)


def even_ground(page: NDArray[np.uint8]) -> int | None:
    """The one grey of the paper of a page, uint8 (H, W); None where light falls unevenly on it.

    It has one if it was drawn on a screen, or is too small to be a photograph.
    """
    ground = _ground(page)
    is_small = min(page.shape) < LEAST_SIDE or max(page.shape) < LEAST_LENGTH
    if is_small:
        return ground
    even = ground if _near(page, ground, EVEN) >= EVEN_SHARE else _paper_of_two_tones(page)
    return None if even is None or _is_partly_in_shadow(page, even) else even


def is_grainy(page: NDArray[np.uint8], ground: int) -> bool:
    """Whether a page, uint8 (H, W), on one grey shows a camera's grain: few have that very grey."""
    return _near(page, ground, 0) < MOST_GRAINY * _near(page, ground, EVEN)


def _paper_of_two_tones(page: NDArray[np.uint8]) -> int | None:
    """The one of a page's two greys that more of its border is, None if it is of more than two."""
    amounts = np.convolve(histogram(page), np.ones(2 * EVEN + 1), "same") / page.size
    paper = int(histogram(_border(page)).argmax())
    other = amounts.copy()
    other[max(paper - 2 * EVEN, 0) : paper + 2 * EVEN + 1] = 0
    return paper if amounts[paper] + other.max() >= TWO_TONES else None


def _is_partly_in_shadow(page: NDArray[np.uint8], ground: int) -> bool:
    """Whether what differs from the ground of a large page, also at its border, is no stroke."""
    if min(page.shape) < LEAST_PHOTO or _near(_border(page), ground, GRAIN) > 1 - LEAST_SHADED:
        return False
    step = min(page.shape) // SHORT_SIDE
    few = np.ascontiguousarray(page[::step, ::step])
    near = cv2.inRange(few, np.array([ground - GRAIN]), np.array([ground + GRAIN]))
    reach = float(cv2.distanceTransform(255 - near, cv2.DIST_L2, 3).max())
    return bool(reach >= WIDEST_STROKE / 2 * min(few.shape))


def _near(greys: NDArray[np.uint8], ground: int, reach: int) -> float:
    """The share of greys that differ from the ground by no more than so many."""
    near = cv2.inRange(greys, np.array([ground - reach]), np.array([ground + reach]))
    return cv2.countNonZero(near) / near.size


def _border(page: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.concatenate([page[0], page[-1], page[:, 0], page[:, -1]])


def _ground(page: NDArray[np.uint8]) -> int:
    """The grey that most of the border of a page shows."""
    border = _border(page)
    return int(np.partition(border, border.size // 2)[border.size // 2])
