"""What the loaders give: images, or ink as strokes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Stroke = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Images:
    """`pictures`: uint8 (N, H, W); `labels`: N labels."""

    pictures: NDArray[np.uint8]
    labels: list[str]


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """What one writer wrote as one character: strokes of float32 (points, 2), x and y downward."""

    label: str
    strokes: tuple[Stroke, ...]
    writer: str
