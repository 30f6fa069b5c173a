"""Views: the same glyph as written, a little narrower and a little lower.

Hands differ in proportion, and the network is surer of some than of others. Over the three views
it errs less; `make compare` says by how much on validation writers.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from digit_reader.classifier import Classifier
from digit_reader.glyph import SIDE

SQUEEZE = 0.9
# No view is so sure that the others cannot overrule it.
LEAST = 1e-7
# cv2 counts from the centres of pixels, so this is the centre of a glyph.
_CENTRE = (SIDE - 1) / 2
_SHIFT = _CENTRE * (1 - SQUEEZE)
_NARROWER = np.array([[SQUEEZE, 0, _SHIFT], [0, 1, 0]], np.float32)
_LOWER = np.array([[1, 0, 0], [0, SQUEEZE, _SHIFT]], np.float32)


def probabilities_over_views(
    classifier: Classifier, glyphs: NDArray[np.uint8]
) -> NDArray[np.float32]:
    """What the classifier says of glyphs, uint8 (N, 28, 28), over their views.

    Float32 (N, labels + 1), each row the views' geometric mean, summing to 1.
    """
    views = np.stack([_views_of(glyph) for glyph in glyphs])
    flat = classifier.probabilities(views.reshape(-1, SIDE, SIDE))
    logarithms = np.log(np.maximum(flat, LEAST)).reshape(*views.shape[:2], -1)
    joint = np.exp(logarithms.mean(axis=1))
    return np.asarray(joint / joint.sum(axis=1, keepdims=True), dtype=np.float32)


def _views_of(glyph: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The views, uint8 (3, 28, 28), of a glyph, uint8 (28, 28)."""
    squeezed = [cv2.warpAffine(glyph, way, (SIDE, SIDE)) for way in (_NARROWER, _LOWER)]
    return np.stack([glyph, *squeezed]).astype(np.uint8)
