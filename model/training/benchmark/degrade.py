"""Degrade: the digits of a set out of focus, far too small, half gone, or without any margin.

Nobody reads all of them; a reader that knows what it does says so by lower confidence.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from digit_reader.reading import Box

Page = NDArray[np.uint8]


def blurred(page: Page, rng: np.random.Generator) -> Page:
    """Out of focus by 4 to 7 % of the digit's longer side."""
    sigma = rng.uniform(0.04, 0.07) * _reach(page)
    return np.asarray(cv2.GaussianBlur(page, (0, 0), sigma), dtype=np.uint8)


def shrunk(page: Page, rng: np.random.Generator) -> Page:
    """So small that the digit's longer side is 7 to 11 px."""
    scale = rng.uniform(7, 11) / _reach(page)
    size = (max(1, round(page.shape[1] * scale)), max(1, round(page.shape[0] * scale)))
    return np.asarray(cv2.resize(page, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def half_erased(page: Page, rng: np.random.Generator) -> Page:
    """Each of 8×8 cells of the digit's box bare with a chance of one half."""
    box = _box(page)
    bare = (rng.random((8, 8)) < 0.5).astype(np.uint8)
    erased = cv2.resize(bare, (box.width, box.height), interpolation=cv2.INTER_NEAREST) > 0
    result = page.copy()
    result[box.y : box.y + box.height, box.x : box.x + box.width][erased] = _paper(page)
    return result


def cut_out(page: Page, rng: np.random.Generator) -> Page:
    """Cut to its very ink, and 24 to 120 px on its longer side, as programs send it."""
    box = _box(page)
    digit = page[box.y : box.y + box.height, box.x : box.x + box.width]
    scale = rng.uniform(24, 120) / max(box.width, box.height, 1)
    size = (max(1, round(box.width * scale)), max(1, round(box.height * scale)))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(digit, size, interpolation=way), dtype=np.uint8)


def _paper(page: Page) -> int:
    return int(np.median(page))


def _box(page: Page) -> Box:
    """Around all that differs plainly from the paper."""
    drawn = (cv2.absdiff(page, np.full_like(page, _paper(page))) > 64).astype(np.uint8)
    return Box(*cv2.boundingRect(drawn))


def _reach(page: Page) -> int:
    box = _box(page)
    return max(box.width, box.height, 1)
