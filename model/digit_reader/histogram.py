"""Histograms: what is asked of many greys is asked of 256 counts."""

import cv2
import numpy as np
from numpy.typing import NDArray


def histogram(
    values: NDArray[np.uint8], often: NDArray[np.float32] | None = None
) -> NDArray[np.float32]:
    """How many pixels have each value, float32 (256,), where each of the values stands for some."""
    if often is None:
        return np.asarray(cv2.calcHist([values], [0], None, [256], [0, 256]), np.float32).ravel()
    return np.bincount(values.ravel(), often, 256).astype(np.float32)


def histogram_where(values: NDArray[np.uint8], mask: NDArray[np.bool_]) -> NDArray[np.float32]:
    """How many pixels of a page, uint8 (H, W), have each value where a mask is, float32 (256,)."""
    chosen = mask.view(np.uint8)
    return np.asarray(cv2.calcHist([values], [0], chosen, [256], [0, 256]), np.float32).ravel()


def quantile(amounts: NDArray[np.float32], share: float) -> int:
    """The value, 0..255, that this share of the amounts of all values does not exceed."""
    reached = np.cumsum(amounts, dtype=np.float64)
    return min(int(np.searchsorted(reached, share * reached[-1])), 255)
