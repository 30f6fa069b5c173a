"""Make strips: a line of a page brought to the line network's height, in two layers."""

import cv2
import numpy as np
from numpy.typing import NDArray

from digit_reader.histogram import histogram_where, quantile
from digit_reader.marks import CONNECTS

HEIGHT = 32
# The ink that was found, and what stands out from the paper.
LAYERS = 2
# Bare columns at either end, so that the first and the last stroke have something beside them.
MARGIN = 4
# A line of so many digits is no wider, relative to its height; what is, has gone astray.
WIDEST = 24
# The pen is fully down where all but this share of its ink is weaker.
STRONGEST = 0.1
FAINTEST = 60
# What stands out as the pen mostly does becomes this, so that what stands out more can be told.
PEN = 200


def make_strip(ink: NDArray[np.uint8], greys: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The strip, uint8 (32, W, 2), of a line: its ink and the page's greys, both uint8 (H, W).

    The first layer is the ink; the pen's usual ink becomes 255, so that a thin pen is as plain as a
    thick one. The second is what stands out from the paper as the ink does, be it found or not:
    finding ink on a pattern loses weak strokes.
    """
    height, width = ink.shape
    size = (min(max(round(width * HEIGHT / height), 4), WIDEST * HEIGHT), HEIGHT)
    way = cv2.INTER_AREA if height > HEIGHT else cv2.INTER_LINEAR
    layers = [cv2.resize(layer, size, interpolation=way) for layer in _layers(ink, greys)]
    return np.pad(np.stack(layers, axis=-1), ((0, 0), (MARGIN, MARGIN), (0, 0)))


def leaning(strip: NDArray[np.uint8], lean: float, stretch: float = 1.0) -> NDArray[np.uint8]:
    """The strip, uint8 (32, W, 2), stretched to so many times its width and leaning otherwise.

    `lean`: px to the right per px down, beyond how it leans; the middle of its height stays.
    """
    onto = np.array([[stretch, lean, -lean * (HEIGHT - 1) / 2], [0.0, 1.0, 0.0]])
    size = (round(stretch * strip.shape[1]), HEIGHT)
    return np.asarray(cv2.warpAffine(strip, onto, size), dtype=np.uint8)


def _layers(
    ink: NDArray[np.uint8], greys: NDArray[np.uint8]
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The layers of a strip, uint8 (H, W), at the page's size."""
    inked = ink > CONNECTS
    strengths = histogram_where(ink, inked)
    strong = quantile(strengths, 1 - STRONGEST) if strengths.any() else 255
    full = _looked_up(ink, nothing=0, mark=max(strong, FAINTEST), level=255)
    paper, pen = histogram_where(greys, ink == 0), histogram_where(greys, inked)
    if not paper.any() or not pen.any():
        return full, full
    ground, mark = quantile(paper, 0.5), quantile(pen, 0.5)
    if ground == mark:
        return full, full
    return full, _looked_up(greys, nothing=ground, mark=mark, level=PEN)


def _looked_up(
    page: NDArray[np.uint8], *, nothing: int, mark: int, level: int
) -> NDArray[np.uint8]:
    """The page, (H, W): 0 where it is `nothing` or beyond it, `level` where it is `mark`."""
    rise = np.clip((np.arange(256) - nothing) * (level / (mark - nothing)), 0, 255)
    return np.asarray(cv2.LUT(page, np.rint(rise).astype(np.uint8)), np.uint8)
