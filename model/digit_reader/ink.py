"""Find the ink: where the pen was, white on black, whatever the paper was."""

import cv2
import numpy as np
from numpy.typing import NDArray

from digit_reader.histogram import histogram, quantile
from digit_reader.paper import possible_papers
from digit_reader.rules import without_rules

# Shares, of 255, of the paper's own lightness by which ink must differ from it; what differs less
# is the grain of the paper, or the halo of JPEG compression around a stroke.
LEAST_CONTRAST = 24
FAINTEST = 13
# Grain and printed pattern are as strong as all but this share of what differs from the paper to
# the other side than ink, but never stronger than a share of the strongest ink.
UNUSUAL_GRAIN = 0.05
MOST_GRAIN = 0.45
# The strongest ink fills this share of a page.
STRONGEST = 0.002
# Grain differs from the paper to both sides alike; ink, at some of these shares of the page, more.
SHARES = (0.01, 0.002, 0.0002)
MORE = 1.5
# Where the paper was guessed a little too dark or light, all of the page differs to one side: only
# what differs by this share of what differs most tells which side is ink.
FAR = 0.25
# Strokes end where ink is this weak, relative to what the pen leaves when it is fully down.
STROKE_ENDS = 0.12
# No lightness is taken for darker than this (of 255), or the dark corner of a photo would be ink.
DARKEST = 64


def find_ink(page: NDArray[np.uint8], ground: int | None) -> NDArray[np.uint8]:
    """The ink of a page, uint8 (H, W): 0 where the paper is bare, 255 where the pen was fully down.

    `ground` is the one grey of its paper, as `even_ground` tells, None where light is uneven.
    Ink is what differs from the paper to one side, darker or lighter, on which more differs.
    Soft edges stay soft. A blank page has no ink; what is no stronger than the paper's grain is
    none, nor are rules and frames.
    """
    if ground is not None:
        return without_rules(_on_even_ground(page, ground), ground)
    for paper in possible_papers(page):
        ink = _on_paper(page, paper)
        if ink.any():
            return without_rules(ink, ground)
    return np.zeros_like(page)


def _on_even_ground(page: NDArray[np.uint8], ground: int) -> NDArray[np.uint8]:
    """The ink of a page on paper of one grey, rules and all: each grey is always as much ink."""
    greys = np.arange(256, dtype=np.uint8)[None]
    ink_of = _found(greys, np.full_like(greys, ground), _amounts(page, ground))
    return np.asarray(cv2.LUT(page, ink_of), dtype=np.uint8)


def _amounts(page: NDArray[np.uint8], ground: int) -> NDArray[np.float32]:
    """How many pixels of a page have each grey, float32 (256,).

    Counting the ground pixel by pixel takes seven times as long: each waits for the one before.
    """
    others = page[page != ground]
    amounts = histogram(others) if others.size else np.zeros(256, np.float32)
    amounts[ground] = page.size - others.size
    return amounts


def _on_paper(page: NDArray[np.uint8], paper: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The ink of a page on a paper, both uint8 (H, W), rules and all."""
    return _found(page, paper, None)


def _found(
    greys: NDArray[np.uint8], paper: NDArray[np.uint8], often: NDArray[np.float32] | None
) -> NDArray[np.uint8]:
    """How much ink each grey is, given the paper's there, all uint8 (H, W).

    `often`, float32 (H × W,), tells how many pixels have each of them; None: one.
    """
    darker, lighter = _subtracted(paper, greys), _subtracted(greys, paper)
    if _is_darker(histogram(darker, often), histogram(lighter, often)):
        ink, other, light = darker, lighter, paper
    else:
        ink, other, light = lighter, darker, 255 - paper
    light = np.maximum(light, DARKEST).astype(np.uint8)
    strength = _share(ink, light)
    amounts = histogram(strength, often)
    grain = _grain(amounts, histogram(_share(other, light), often))
    if grain is None:
        return np.zeros_like(greys)
    inked = np.where(np.arange(256) > max(1.3 * grain, FAINTEST), amounts, 0)
    half = (grain + quantile(inked, 0.95)) / 2
    full = quantile(np.where(np.arange(256) > half, inked, 0), 0.5)
    levels = np.clip((np.arange(256) - grain) / max(full - grain, 1), 0, 1)
    levels[levels < STROKE_ENDS] = 0
    return np.asarray(cv2.LUT(strength, np.rint(255 * levels).astype(np.uint8)), dtype=np.uint8)


def _grain(amounts: NDArray[np.float32], other: NDArray[np.float32]) -> int | None:
    """The strength of the paper's grain, by what differs from it to either side; None if all is."""
    if np.flatnonzero(amounts)[-1] < LEAST_CONTRAST:
        return None
    if not any(quantile(amounts, 1 - s) > MORE * quantile(other, 1 - s) for s in SHARES):
        return None
    strongest = quantile(amounts, 1 - STRONGEST)
    return min(quantile(other, 1 - UNUSUAL_GRAIN), round(MOST_GRAIN * strongest))


def _subtracted(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """By how much each grey of one page exceeds the other's."""
    return np.asarray(cv2.subtract(a, b), dtype=np.uint8)


def _share(difference: NDArray[np.uint8], light: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The difference as a share, of 255, of the light there."""
    return np.asarray(cv2.divide(difference, light, scale=255), dtype=np.uint8)


def _is_darker(darker: NDArray[np.float32], lighter: NDArray[np.float32]) -> bool:
    """Whether more of a page is far darker than its paper than lighter, by how much of it is."""
    strongest = max(quantile(each, 1 - min(SHARES)) for each in (darker, lighter))
    weights = np.square(np.arange(256))
    weights[: round(FAR * strongest)] = 0
    return float(darker @ weights) >= float(lighter @ weights)
