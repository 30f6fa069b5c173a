"""Wear: what pages go through between the pen and the reader.

Small screens, two-tone scans, compression, cameras out of focus, pens that run dry, creases.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from digit_reader.marks import CONNECTS

Page = NDArray[np.uint8]

# More of them teaches little that is of use on good pages, and costs accuracy there.
WORN_SHARE = 0.2
BOXED_SHARE = 0.08


def worn(page: Page, rng: np.random.Generator) -> Page:
    """The page, uint8 (H, W), white ink on black, after what may have happened to it.

    Most pages stay as they are.
    """
    if rng.random() < BOXED_SHARE:
        page = boxed(page, rng)
    if rng.random() > WORN_SHARE:
        return page
    if rng.random() < 0.2:
        page = streaked(page, rng)
    elif rng.random() < 0.25:
        page = patchy(page, rng)
    if rng.random() < 0.3:
        page = blurred(page, rng)
    if rng.random() < 0.35:
        page = shrunk(page, rng)
    if rng.random() < 0.25:
        page = two_tone(page, rng)
    elif rng.random() < 0.3:
        page = faint(page, rng)
    if rng.random() < 0.2:
        page = compressed(page, rng)
    return page


def boxed(page: Page, rng: np.random.Generator) -> Page:
    """Stretched towards a square, as programs do that fit every digit to one box."""
    x, y, width, height = cv2.boundingRect((page > CONNECTS).astype(np.uint8))
    if not width or not height:
        return page
    towards = rng.uniform(0.4, 1.0)
    side = max(width, height)
    size = (round(width * (side / width) ** towards), round(height * (side / height) ** towards))
    ink = cv2.resize(page[y : y + height, x : x + width], size, interpolation=cv2.INTER_AREA)
    return np.asarray(np.pad(ink, 4), dtype=np.uint8)


def shrunk(page: Page, rng: np.random.Generator) -> Page:
    """As few pixels as old screens and data sets have: the longer side 14 to 40."""
    scale = rng.uniform(14, 40) / max(page.shape)
    if scale >= 1:
        return page
    size = (max(1, round(page.shape[1] * scale)), max(1, round(page.shape[0] * scale)))
    return np.asarray(cv2.resize(page, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def two_tone(page: Page, rng: np.random.Generator) -> Page:
    """Black and white only, cut somewhere below the middle so that fine pens survive."""
    level = rng.uniform(0.25, 0.6) * float(page.max())
    return np.asarray(np.where(page > level, 255, 0), dtype=np.uint8)


def faint(page: Page, rng: np.random.Generator) -> Page:
    """A weak pen on paper with some grain."""
    strength, grain = rng.uniform(0.3, 0.8), rng.uniform(0, 5)
    ink = page * np.float32(strength) + rng.normal(20, grain, page.shape).astype(np.float32)
    return np.asarray(np.clip(np.rint(ink), 0, 255), dtype=np.uint8)


def blurred(page: Page, rng: np.random.Generator) -> Page:
    """Out of focus, up to 3 % of the longer side."""
    sigma = rng.uniform(0.004, 0.03) * max(page.shape)
    return np.asarray(cv2.GaussianBlur(page, (0, 0), sigma), dtype=np.uint8)


def compressed(page: Page, rng: np.random.Generator) -> Page:
    """Through JPEG of poor quality."""
    quality = int(rng.integers(20, 80))
    _, data = cv2.imencode(".jpg", page, (cv2.IMWRITE_JPEG_QUALITY, quality))
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), dtype=np.uint8)


def streaked(page: Page, rng: np.random.Generator) -> Page:
    """Creases and gaps of a scanner: one to three bare lines right across."""
    height, width = page.shape
    torn = page.copy()
    for _ in range(int(rng.integers(1, 4))):
        ends = rng.uniform(0, 1, (2, 2)) * (width, height)
        if rng.random() < 0.5:
            ends[:, 0] = (0, width)
        else:
            ends[:, 1] = (0, height)
        first, last = np.rint(ends).astype(int).tolist()
        thickness = max(1, round(rng.uniform(0.02, 0.07) * max(height, width)))
        cv2.line(torn, first, last, 0, thickness)
    return torn


def patchy(page: Page, rng: np.random.Generator) -> Page:
    """A pen that skips: up to three fifths of the ink gone in small patches."""
    cells = int(rng.integers(6, 20))
    kept = (rng.random((cells, cells)) > rng.uniform(0.1, 0.6)).astype(np.uint8) * 255
    mask = cv2.resize(kept, page.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.min(page, np.asarray(mask, dtype=np.uint8)), dtype=np.uint8)
