"""Views: the same glyph as written and a little smaller.

The network is surer of some sizes than of others; over both it errs less. `make compare` says by
how much on validation writers.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from digit_reader.classifier import Classifier
from digit_reader.glyph import SIDE

SHRINK = 0.92
# No view is so sure that the other cannot overrule it.
LEAST = 1e-7
# cv2 counts from the centres of pixels, so this moves the centre of a glyph onto itself.
_SHIFT = (SIDE - 1) / 2 * (1 - SHRINK)
_SMALLER = np.array([[SHRINK, 0, _SHIFT], [0, SHRINK, _SHIFT]], np.float32)


def probabilities_over_views(
    classifier: Classifier, glyphs: NDArray[np.uint8]
) -> NDArray[np.float32]:
    """What the classifier says of glyphs, uint8 (N, 28, 28), over their views.

    Float32 (N, labels + 1), each row the views' geometric mean, summing to 1.
    """
    views = np.concatenate([glyphs, smaller(glyphs)])
    logarithms = np.log(np.maximum(classifier.probabilities(views), LEAST))
    joint = np.exp(logarithms.reshape(2, len(glyphs), -1).mean(axis=0))
    return np.asarray(joint / joint.sum(axis=1, keepdims=True), dtype=np.float32)


def smaller(glyphs: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Each glyph of uint8 (N, 28, 28) a little smaller about its centre."""
    shrunk = [cv2.warpAffine(glyph, _SMALLER, (SIDE, SIDE)) for glyph in glyphs]
    return np.stack(shrunk).astype(np.uint8)
