"""Bend: the smooth, small distortions by which no two digits of a hand are alike.

Simard, Steinkraus, Platt: Best Practices for Convolutional Neural Networks Applied to Visual
Document Analysis, 2003.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from training.datasets.samples import Stroke

# Independent pushes along each side of the field, and the points it is known at.
COARSE, FINE = 4, 32


def any_bend(rng: np.random.Generator) -> NDArray[np.float32]:
    """A field of pushes, float32 (32, 32, 2) in x and y, as shares of the field's side."""
    pushes = rng.normal(0, rng.uniform(0, 0.035), (COARSE, COARSE, 2)).astype(np.float32)
    field = cv2.resize(pushes, (FINE, FINE), interpolation=cv2.INTER_CUBIC)
    return np.asarray(field, dtype=np.float32)


def bent_image(image: NDArray[np.uint8], field: NDArray[np.float32]) -> NDArray[np.uint8]:
    """The square image, uint8 (N, N), pushed by the field laid over it."""
    side = len(image)
    pushes = cv2.resize(field, (side, side), interpolation=cv2.INTER_LINEAR) * side
    rows, columns = np.mgrid[:side, :side].astype(np.float32)
    bent = cv2.remap(image, columns + pushes[..., 0], rows + pushes[..., 1], cv2.INTER_LINEAR)
    return np.asarray(bent, dtype=np.uint8)


def bent_strokes(strokes: Sequence[Stroke], field: NDArray[np.float32]) -> list[Stroke]:
    """The strokes pushed by the field laid over the square around them."""
    points = np.concatenate(strokes)
    low, side = points.min(axis=0), max(float(np.ptp(points, axis=0).max()), 1e-6)
    bent = []
    for stroke in strokes:
        columns, rows = np.rint((stroke - low) / side * (FINE - 1)).astype(int).T
        pushes = field[rows, columns] * side
        bent.append((stroke + pushes).astype(np.float32))
    return bent
