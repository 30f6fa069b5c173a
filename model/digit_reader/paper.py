"""The paper: how light a page would be at each place, had nobody written there."""

import cv2
import numpy as np
from numpy.typing import NDArray

# A page is drawn on an even ground where this share of it differs from its border by so few greys …
EVEN_SHARE = 0.5
EVEN = 2
# … or where it has too few pixels on a side to show a shadow.
LEAST_SIDE = 30
# Shadows are looked for in a picture of so many pixels on its shorter side …
SHORT_SIDE = 160
# … as the median of a window, this share of that side, so wide that no stroke fills half of it.
WINDOW = 0.35


def find_paper(page: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The grey of the paper at each place of a page, both uint8 (H, W).

    The median keeps the edge of a shadow where it is, and sees neither strokes nor patterns.
    """
    if on_even_ground(page):
        return np.full_like(page, _ground(page))
    height, width = page.shape
    scale = min(SHORT_SIDE / min(height, width), 1.0)
    size = (round(width * scale), round(height * scale))
    small = cv2.resize(page, size, interpolation=cv2.INTER_AREA)
    reach = round(min(size) * WINDOW / 2)
    around = cv2.copyMakeBorder(small, reach, reach, reach, reach, cv2.BORDER_REFLECT)
    median = cv2.medianBlur(around, 2 * reach + 1)[reach:-reach, reach:-reach]
    smooth = cv2.GaussianBlur(median, (0, 0), 2)
    return np.asarray(cv2.resize(smooth, (width, height)), dtype=np.uint8)


def on_even_ground(page: NDArray[np.uint8]) -> bool:
    """Whether a page, uint8 (H, W), was drawn on a screen, or is too small to be a photograph."""
    ground = _ground(page)
    near = cv2.inRange(page, np.array([ground - EVEN]), np.array([ground + EVEN]))
    return min(page.shape) < LEAST_SIDE or float(near.mean()) >= 255 * EVEN_SHARE


def _ground(page: NDArray[np.uint8]) -> int:
    """The grey that most of the border of a page shows."""
    border = np.concatenate([page[0], page[-1], page[:, 0], page[:, -1]])
    return round(float(np.median(border)))
