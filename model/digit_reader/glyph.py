"""Make glyphs: a candidate's ink brought to the classifier's size and centre.

The geometry is MNIST's own (LeCun, Bottou, Bengio, Haffner: Gradient-Based Learning Applied to
Document Recognition, 1998): the longer side fills 20 of 28 pixels, the centre of mass is central.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

SIDE = 28
REACH = 20


def make_glyph(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The glyph, uint8 (28, 28), of one candidate's ink cut to its box, uint8 (H, W).

    The darkest stroke becomes 255, so that a thin pen is as plain as a thick one.
    """
    small = _shrunk_to_reach(ink).astype(np.float32)
    small *= 255 / max(float(small.max()), 1.0)
    height, width = small.shape
    left = _offset(small.sum(axis=0), width)
    top = _offset(small.sum(axis=1), height)
    glyph = np.zeros((SIDE, SIDE), np.uint8)
    glyph[top : top + height, left : left + width] = np.rint(small)
    return glyph


def _shrunk_to_reach(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = ink.shape
    scale = REACH / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    if size == (width, height):
        return ink
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(ink, size, interpolation=way), dtype=np.uint8)


def _offset(mass: NDArray[np.float32], length: int) -> int:
    """Where along one side the ink begins, so that its mass is centred and all of it fits."""
    centre = float((mass * (np.arange(length) + 0.5)).sum() / max(float(mass.sum()), 1e-6))
    return min(max(round(SIDE / 2 - centre), 0), SIDE - length)
