"""Find the ink: where the pen was, white on black, whatever the paper was."""

import cv2
import numpy as np
from numpy.typing import NDArray

# Grey levels (of 255) by which ink must differ from paper; less is the grain of the paper.
LEAST_CONTRAST = 24
# Weaker than this share of full ink is the halo of JPEG compression or the grain of the paper.
FAINTEST = 0.12


def find_ink(page: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The ink of a page, uint8 (H, W): 0 where the paper is bare, 255 where the pen was fully down.

    The paper is what most of the page's border shows; ink is what differs from it, to the side,
    darker or lighter, on which more differs. Soft edges stay soft. A blank page has no ink.
    """
    pixels = np.asarray(cv2.calcHist([page], [0], None, [256], [0, 256]), np.float32).ravel()
    difference = np.arange(256) - _paper(page)
    darker, lighter = np.maximum(-difference, 0), np.maximum(difference, 0)
    strength = darker if darker @ pixels >= lighter @ pixels else lighter
    strongest = int(strength[pixels > 0].max())
    if strongest < LEAST_CONTRAST:
        return np.zeros_like(page)
    inked = strength > strongest / 2
    ink = np.minimum(strength / _median(strength[inked], pixels[inked]), 1.0)
    ink[ink < FAINTEST] = 0
    return np.asarray(cv2.LUT(page, np.rint(ink * 255).astype(np.uint8)), dtype=np.uint8)


def _paper(page: NDArray[np.uint8]) -> int:
    border = np.concatenate([page[0], page[-1], page[:, 0], page[:, -1]])
    return int(np.median(border))


def _median(values: NDArray[np.int64], counts: NDArray[np.float32]) -> float:
    """The median of values that occur so often each."""
    order = np.argsort(values)
    reached = np.cumsum(counts[order])
    return float(values[order][int(np.searchsorted(reached, reached[-1] / 2))])
