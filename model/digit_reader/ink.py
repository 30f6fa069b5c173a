"""Find the ink: where the pen was, white on black, whatever the paper was."""

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
    difference = page.astype(np.int16) - _paper(page)
    darker, lighter = -np.minimum(difference, 0), np.maximum(difference, 0)
    strength = darker if darker.sum() >= lighter.sum() else lighter
    strongest = int(strength.max())
    if strongest < LEAST_CONTRAST:
        return np.zeros_like(page)
    full = float(np.median(strength[strength > strongest / 2]))
    ink = np.minimum(strength / full, 1.0)
    ink[ink < FAINTEST] = 0
    return np.asarray(np.rint(ink * 255), dtype=np.uint8)


def _paper(page: NDArray[np.uint8]) -> int:
    border = np.concatenate([page[0], page[-1], page[:, 0], page[:, -1]])
    return int(np.median(border))
