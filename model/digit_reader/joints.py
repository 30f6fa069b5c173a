"""Joints: what is left of the rules of squared paper where they cross.

Some of both stays there, as of strokes across a rule. It is small, and rules ran into it from most
sides.
"""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from digit_reader.marks import CONNECTS

# A joint is no larger than this share of a square …
LARGEST = 0.3
# … and of its sides, rules that are gone began at so many, give or take so many px.
LEAST_SIDES = 3
NEAR = 3


def without_joints(
    left: NDArray[np.uint8], ink: NDArray[np.uint8], square: float
) -> NDArray[np.uint8]:
    """What is left of the ink without rules, both uint8 (H, W), without joints of them.

    `square` is how far apart rules are, px, 0 where they run one way only.
    """
    if square == 0:
        return left
    _, pieces, stats, _ = cv2.connectedComponentsWithStats((left > CONNECTS).view(np.uint8))
    gone = ((ink > CONNECTS) & (left == 0)).view(np.uint8)
    integral = np.asarray(cv2.integral(gone), np.int32)
    x, y, width, height, _ = stats.T
    around = _Boxes(x, y, x + width, y + height).sides(NEAR)
    begun = np.sum([each.sums(integral) > 0 for each in around], axis=0)
    is_joint = (begun >= LEAST_SIDES) & (np.maximum(width, height) <= LARGEST * square)
    return np.where(is_joint[pieces], 0, left).astype(np.uint8)


class _Boxes(NamedTuple):
    """Boxes on a page, int32 (N,) each, px; the right and the bottom are just outside of them."""

    left: NDArray[np.int32]
    top: NDArray[np.int32]
    right: NDArray[np.int32]
    bottom: NDArray[np.int32]

    def sides(self, reach: int) -> tuple["_Boxes", ...]:
        """What lies so many px beyond each of their four sides."""
        left, top, right, bottom = self
        return (
            _Boxes(left - reach, top, left, bottom),
            _Boxes(left, top - reach, right, top),
            _Boxes(right, top, right + reach, bottom),
            _Boxes(left, bottom, right, bottom + reach),
        )

    def sums(self, integral: NDArray[np.int32]) -> NDArray[np.int32]:
        """What each of them holds of a page, by its integral, int32 (H + 1, W + 1)."""
        rows, columns = integral.shape
        left, right = (np.clip(each, 0, columns - 1) for each in (self.left, self.right))
        top, bottom = (np.clip(each, 0, rows - 1) for each in (self.top, self.bottom))
        within = integral[bottom, right] - integral[top, right]
        return np.asarray(within - integral[bottom, left] + integral[top, left], np.int32)
