"""Make strips: a line's ink brought to the line network's height."""

import cv2
import numpy as np
from numpy.typing import NDArray

from digit_reader.marks import CONNECTS

HEIGHT = 32
# Bare columns at either end, so that the first and the last stroke have something beside them.
MARGIN = 4
# A line of so many digits is no wider, relative to its height; what is, has gone astray.
WIDEST = 24
# The pen is fully down where all but this share of its ink is weaker.
STRONGEST = 0.1
FAINTEST = 60


def make_strip(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The strip, uint8 (32, W), of a line's ink cut to its box, uint8 (H, W).

    The pen's usual ink becomes 255, so that a thin pen is as plain as a thick one.
    """
    height, width = ink.shape
    size = (min(max(round(width * HEIGHT / height), 4), WIDEST * HEIGHT), HEIGHT)
    way = cv2.INTER_AREA if height > HEIGHT else cv2.INTER_LINEAR
    small = cv2.resize(ink, size, interpolation=way)
    inked = ink[ink > CONNECTS]
    strong = float(np.quantile(inked, 1 - STRONGEST)) if inked.size else 255.0
    strip = np.minimum(small * np.float32(255 / max(strong, FAINTEST)), 255)
    return np.pad(np.rint(strip).astype(np.uint8), ((0, 0), (MARGIN, MARGIN)))
