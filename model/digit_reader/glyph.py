"""Make glyphs: a candidate's ink brought to the classifier's size and centre.

The geometry is MNIST's own (LeCun, Bottou, Bengio, Haffner: Gradient-Based Learning Applied to
Document Recognition, 1998): the longer side fills 20 of 28 pixels, the centre of mass is central.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from digit_reader.marks import CONNECTS

SIDE = 28
REACH = 20


def make_glyph(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The glyph, uint8 (28, 28), of one candidate's ink cut to its box, uint8 (H, W).

    The darkest stroke becomes 255, so that a thin pen is as plain as a thick one.
    """
    weak = _shrunk_to_reach(ink)
    small = cv2.convertScaleAbs(weak, alpha=255 / max(int(weak.max()), 1))
    height, width = small.shape
    mass = cv2.moments(small)
    total = max(mass["m00"], 1.0)
    left = _begin(mass["m10"] / total, width)
    top = _begin(mass["m01"] / total, height)
    glyph = np.zeros((SIDE, SIDE), np.uint8)
    glyph[top : top + height, left : left + width] = small
    return glyph


def is_in_pieces(glyph: NDArray[np.uint8]) -> bool:
    """Whether the ink of a glyph, uint8 (28, 28), is not all connected: some may be gone."""
    pieces_and_paper, _ = cv2.connectedComponents((glyph > CONNECTS).view(np.uint8))
    return pieces_and_paper > 2


def _shrunk_to_reach(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = ink.shape
    scale = REACH / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    if size == (width, height):
        return ink
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(ink, size, interpolation=way), dtype=np.uint8)


def _begin(centre: float, length: int) -> int:
    """Where along one side the ink begins, so that its mass is centred and all of it fits.

    `centre` is that of its mass, in px from the middle of its first pixel.
    """
    return min(max(round((SIDE - 1) / 2 - centre), 0), SIDE - length)
