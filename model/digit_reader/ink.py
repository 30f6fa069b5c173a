"""Find the ink: where the pen was, white on black, whatever the paper was."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from digit_reader.enclosures import without_enclosures
from digit_reader.histogram import histogram, quantile
from digit_reader.marks import CONNECTS
from digit_reader.paper import LEAST_PHOTO, is_grainy, possible_papers
from digit_reader.rules import without_rules

# Shares, of 255, of the paper's own lightness by which ink must differ from it; what differs less
# is the grain of the paper, or the halo of JPEG compression around a stroke.
LEAST_CONTRAST = 24
FAINTEST = 13
# Grain and printed pattern are as strong as all but this share of what differs from the paper to
# the other side than ink, but never stronger than a share of the strongest ink. Where little is
# written, more of the grain than of the ink may be unusual, and less of it passes.
UNUSUAL_GRAIN = (0.05, 0.0005)
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
# On uneven paper a pen that is fully down takes at least this share, of 255, of the light: what
# takes less are hollows of the paper and the grain of the camera, which may be as many as digits.
FAINTEST_PEN = 32
# Where paper is evenly lit, no shadow hides a weaker one.
FAINTEST_PENCIL = 22
# What differs from the likeliest paper by less than this, and is no pen, is faint rules; of ink so
# bold that it was taken for the paper, the edges mostly differ by more.
FAINTEST_EDGE = 40
# In a photograph, some of a rule stays where a stroke crosses it, so near to what went of it, px.
# It is no stronger than rules usually are, give or take, and no pen where they are weaker, of 255.
STUB = 1.25
STUB_REACH = 8
WEAKER = 180
# No lightness is taken for darker than this (of 255), or the dark corner of a photo would be ink.
DARKEST = 64


def find_ink(page: NDArray[np.uint8], ground: int | None) -> NDArray[np.uint8]:
    """The ink of a page, uint8 (H, W): 0 where the paper is bare, 255 where the pen was fully down.

    `ground` is the one grey of its paper, as `even_ground` tells, None where light is uneven.
    Ink is what differs from the paper to one side, darker or lighter, on which more differs.
    Soft edges stay soft. A blank page has no ink; what is no stronger than the paper's grain is
    none, nor, on real paper, what is fainter than any pen, nor are rules and frames.
    """
    if ground is not None:
        return without_rules(without_enclosures(_on_even_ground(page, ground)), ground)
    for number, paper in enumerate(possible_papers(page)):
        found = _difference(page, paper, None)
        ink = found.ink(FAINTEST_PEN) if found.is_more else None
        nothing = (STRONGEST, FAINTEST_EDGE) if ink is None else (min(SHARES), FAINTEST_PEN)
        # Papers guessed later may hold bold ink themselves.
        if number == 0 and _is_all(paper, page, *nothing):
            break
        if ink is not None:
            return _without_rules(ink, found)
    return np.zeros_like(page)


def _without_rules(ink: NDArray[np.uint8], found: "_Difference") -> NDArray[np.uint8]:
    """The ink of a page that differs so from its paper, uint8 (H, W), without rules.

    They may be stronger than what is written: how strong a pen is shows once they are gone.
    """
    left = without_rules(ink, None)
    gone = (ink > 0) & (left == 0)
    rules = gone & (ink > CONNECTS)
    if not rules.any():
        return left
    levels = found.without(gone).levels(FAINTEST_PEN)
    if levels is None:
        return np.zeros_like(ink)
    strong = np.asarray(cv2.LUT(found.strength, levels), np.uint8)
    usual = quantile(histogram(strong[rules]), 0.5)
    return _without_stubs(np.where(left > 0, strong, 0).astype(np.uint8), rules, usual)


def _without_stubs(
    ink: NDArray[np.uint8], rules: NDArray[np.bool_], usual: int
) -> NDArray[np.uint8]:
    """The ink, uint8 (H, W), without what stays of rules, bool (H, W), where strokes cross them.

    It is no stronger than rules usually are, of 255, which has to be less than a pen. What is no
    photograph keeps it.
    """
    most = STUB * usual
    if most > WEAKER or min(ink.shape) < LEAST_PHOTO:
        return ink
    stroke = cv2.dilate((ink > most).view(np.uint8), np.ones((3, 3), np.uint8))
    near = cv2.dilate(rules.view(np.uint8), np.ones((2 * STUB_REACH + 1,) * 2, np.uint8))
    return np.where((near > 0) & (stroke == 0), 0, ink).astype(np.uint8)


def _is_all(paper: NDArray[np.uint8], page: NDArray[np.uint8], little: float, far: int) -> bool:
    """Whether all but so little a share of a page, uint8 (H, W), differs from a paper less far."""
    light = np.maximum(paper, DARKEST).astype(np.uint8)
    strengths = _share(np.asarray(cv2.absdiff(page, paper), np.uint8), light)
    return quantile(histogram(strengths), 1 - little) < far


def _on_even_ground(page: NDArray[np.uint8], ground: int) -> NDArray[np.uint8]:
    """The ink of a page on paper of one grey, rules and all: each grey is always as much ink."""
    greys = np.arange(256, dtype=np.uint8)[None]
    found = _difference(greys, np.full_like(greys, ground), _amounts(page, ground))
    if is_grainy(page, ground):
        ink_of = found.ink(FAINTEST_PENCIL) if found.is_more else None
    else:
        ink_of = found.ink(0) if found.is_far else None
    return np.zeros_like(page) if ink_of is None else np.asarray(cv2.LUT(page, ink_of), np.uint8)


def _amounts(page: NDArray[np.uint8], ground: int) -> NDArray[np.float32]:
    """How many pixels of a page have each grey, float32 (256,).

    Counting the ground pixel by pixel takes seven times as long: each waits for the one before.
    """
    others = page[page != ground]
    amounts = histogram(others) if others.size else np.zeros(256, np.float32)
    amounts[ground] = page.size - others.size
    return amounts


@dataclass(frozen=True, slots=True, eq=False)
class _Difference:
    """How far greys differ from their paper to the side that may be ink, `strength`, uint8 (H, W).

    `amounts` and `others`, float32 (256,), tell how many differ so far to that side and the other.
    """

    strength: NDArray[np.uint8]
    amounts: NDArray[np.float32]
    others: NDArray[np.float32]

    def without(self, gone: NDArray[np.bool_]) -> "_Difference":
        """The same, where what is gone, bool (H, W), does not differ."""
        strength = np.where(gone, 0, self.strength).astype(np.uint8)
        return replace(self, strength=strength, amounts=histogram(strength))

    def ink(self, faintest: int) -> NDArray[np.uint8] | None:
        """How much ink there is, uint8 (H, W); None where no pen is as strong as the faintest."""
        levels = self.levels(faintest)
        return None if levels is None else np.asarray(cv2.LUT(self.strength, levels), np.uint8)

    def levels(self, faintest: int) -> NDArray[np.uint8] | None:
        """How much ink each strength is, uint8 (256,); None where no pen is so strong."""
        found = (self._levels(unusual, faintest) for unusual in UNUSUAL_GRAIN)
        return next((levels for levels in found if levels is not None), None)

    @property
    def is_far(self) -> bool:
        """Whether anything differs far enough to be ink."""
        return bool(np.flatnonzero(self.amounts)[-1] >= LEAST_CONTRAST)

    @property
    def is_more(self) -> bool:
        """Whether more differs to this side than to the other, and far enough."""
        return self.is_far and any(
            quantile(self.amounts, 1 - s) > MORE * quantile(self.others, 1 - s) for s in SHARES
        )

    def _levels(self, unusual: float, faintest: int) -> NDArray[np.uint8] | None:
        """How much ink each strength is, uint8 (256,), but for so unusual a share of the grain."""
        strongest = quantile(self.amounts, 1 - min(unusual, STRONGEST))
        grain = min(quantile(self.others, 1 - unusual), round(MOST_GRAIN * strongest))
        inked = np.where(np.arange(256) > max(1.3 * grain, FAINTEST), self.amounts, 0)
        half = (grain + quantile(inked, 0.95)) / 2
        full = quantile(np.where(np.arange(256) > half, inked, 0), 0.5)
        if full < faintest:
            return None
        levels = np.clip((np.arange(256) - grain) / max(full - grain, 1), 0, 1)
        levels[levels < STROKE_ENDS] = 0
        return np.asarray(np.rint(255 * levels), np.uint8)


def _difference(
    greys: NDArray[np.uint8], paper: NDArray[np.uint8], often: NDArray[np.float32] | None
) -> _Difference:
    """How greys differ from the paper there, all uint8 (H, W).

    `often`, float32 (H × W,), tells how many pixels have each of them; None: one.
    """
    darker, lighter = _subtracted(paper, greys), _subtracted(greys, paper)
    if _is_darker(histogram(darker, often), histogram(lighter, often)):
        ink, other, light = darker, lighter, paper
    else:
        ink, other, light = lighter, darker, 255 - paper
    light = np.maximum(light, DARKEST).astype(np.uint8)
    strength = _share(ink, light)
    others = histogram(_share(other, light), often)
    return _Difference(strength, histogram(strength, often), others)


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
