"""Vary images: a scanned digit leans, widens, thickens, the way another hand would write it."""

import cv2
import numpy as np
from numpy.typing import NDArray

from training.bend import any_bend, bent_image

# Room around and resolution within the varied image: the glyph step shrinks it again.
ENLARGED = 3

# A glyph that is seen again: the share that stays as it is, and of the others degrees, lean in
# widths a height, logarithm of stretch, and px.
AS_IT_IS, TURN, LEAN, STRETCH, SHIFT = 0.25, 8.0, 0.14, 0.12, 0.7


def varied(image: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """A new image, uint8, of the same digit, white ink on black, with room around it."""
    height, width = image.shape
    turn = np.deg2rad(rng.normal(0, 6))
    slant = rng.normal(0, 0.12)
    squeeze = float(np.exp(rng.normal(0, 0.1)))
    lean = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    matrix = lean @ np.array([[squeeze, -slant], [0, 1]]) * ENLARGED
    side = round(max(height, width) * ENLARGED * 1.6)
    centre = np.array([width / 2, height / 2])
    shift = np.array([side / 2, side / 2]) - matrix @ centre
    warp = np.hstack([matrix, shift[:, None]]).astype(np.float32)
    page = cv2.warpAffine(image, warp, (side, side), flags=cv2.INTER_LINEAR)
    page = bent_image(np.asarray(page, dtype=np.uint8), any_bend(rng))
    thickening = rng.random()
    if thickening < 0.2:
        page = cv2.dilate(page, _disc(rng))
    elif thickening < 0.3:
        page = cv2.erode(page, _disc(rng))
    return np.asarray(page, dtype=np.uint8)


def by_another_hand(glyph: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """The glyph, uint8 (28, 28), bent, turned, leaning and stretched a little; at times as it is.

    All at once, for each step by itself would blur it.
    """
    if rng.random() < AS_IT_IS:
        return glyph
    turn = np.deg2rad(rng.uniform(-TURN, TURN))
    turned = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    wide, high = np.exp(rng.uniform(-STRETCH, STRETCH, 2))
    matrix = turned @ np.array([[wide, rng.uniform(-LEAN, LEAN)], [0, high]])
    side = len(glyph)
    centre = np.full(2, (side - 1) / 2)
    shift = centre - matrix @ centre + rng.uniform(-SHIFT, SHIFT, 2)
    rows, columns = np.mgrid[:side, :side]
    pushes = cv2.resize(any_bend(rng), (side, side), interpolation=cv2.INTER_LINEAR) * side
    places = (np.dstack([columns, rows]) + pushes) @ matrix.T + shift
    x, y = np.moveaxis(places.astype(np.float32), -1, 0)
    return np.asarray(cv2.remap(glyph, x, y, cv2.INTER_LINEAR), np.uint8)


def _disc(rng: np.random.Generator) -> NDArray[np.uint8]:
    side = int(rng.integers(2, 5))
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)), dtype=np.uint8)
