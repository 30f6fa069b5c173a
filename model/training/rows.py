"""Rows: digits of one hand side by side, the way amounts and numbers are written.

Neighbours stand apart, touch or overlap; dots, commas and dashes stand between and behind them;
zeros run together at the end. Forms that few of the pen writers have are drawn too (forms.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from training.bend import any_bend, bent_strokes
from training.datasets.samples import Ink
from training.forms import Form, any_forms, formed
from training.negatives import scribble
from training.pen import Hand, ink, shaped, smoothed

Page = NDArray[np.uint8]
# Of one hand, what it wrote of each digit, as strokes or as pictures of the same pen, and what it
# wrote that is no digit.
Digits = Mapping[str, Sequence[Ink | Page]]
UNREADABLE = "?"

# A digit's height in px, before it is varied.
HEIGHT = 36
LENGTHS = (0.04, 0.1, 0.18, 0.22, 0.2, 0.13, 0.07, 0.06)
# From digit to digit, relative to their height: apart, next to each other, in each other.
GAPS = ((0.1, 0.5), (-0.02, 0.15), (-0.2, 0.03))
GAPS_ARE = (0.35, 0.35, 0.3)
# So many rows have something in them that nobody could read as a digit, and so many nothing else.
SPOILT, HOPELESS = 0.14, 0.05
SCRIBBLED = 0.4
# A dash or the like stands before so many rows, and a dot, a dash or both behind so many.
BEFORE, BEHIND = 0.06, 0.3
ENDS = (".", ",", "-", "=", ".-", ",-", ".=", ",=", "--", "~")


@dataclass(frozen=True, slots=True)
class Style:
    """How one hand sets a row. Lengths are shares of the height of a digit.

    `pen`: the width of its strokes in px. `gap`, `gap_noise`: from digit to digit. `size_noise`,
    `drop_noise`: how much digits differ in size and in where they stand. `slope`: px down per px to
    the right. `slant`: px to the right per px up. `squeeze`: width over height, relative to what
    was written. `zeros`: the height of zeros among other digits. `tremor`: noise along the strokes.
    `forms`: of the digits that it writes in another way than the pen writers.
    """

    pen: float
    gap: float
    gap_noise: float
    size_noise: float
    drop_noise: float
    slope: float
    slant: float
    squeeze: float
    zeros: float
    tremor: float
    forms: Mapping[str, Form]


def any_style(rng: np.random.Generator) -> Style:
    """A style drawn at random."""
    return Style(
        pen=float(np.exp(rng.uniform(np.log(1.3), np.log(5.5)))),
        gap=rng.uniform(*GAPS[int(rng.choice(len(GAPS), p=GAPS_ARE))]),
        gap_noise=rng.uniform(0.01, 0.08),
        size_noise=rng.uniform(0.03, 0.14),
        drop_noise=rng.uniform(0.01, 0.09),
        slope=rng.normal(0, 0.05),
        slant=float(np.clip(rng.normal(0.2, 0.28), -0.4, 1.0)),
        squeeze=float(np.exp(rng.normal(-0.05, 0.18))),
        zeros=rng.uniform(0.35, 1) if rng.random() < 0.3 else 1.0,
        tremor=rng.uniform(0, 0.012) if rng.random() < 0.2 else 0.0,
        forms=any_forms(rng),
    )


def any_text(labels: Sequence[str], rng: np.random.Generator) -> str:
    """A number of these digits; many end in zeros, as amounts do, and some repeat a digit.

    In place of some digits, or of all, stands something unreadable.
    """
    length = 1 + int(rng.choice(len(LENGTHS), p=LENGTHS))
    digits = [labels[int(i)] for i in rng.integers(len(labels), size=length)]
    if length > 1 and rng.random() < 0.25 and "0" in labels:
        zeros = int(rng.integers(1, length))
        digits[-zeros:] = ["0"] * zeros
    if length > 1 and rng.random() < 0.1:
        place = int(rng.integers(length - 1))
        digits[place] = digits[place + 1]
    spoilt = rng.random()
    if spoilt < HOPELESS:
        digits = [UNREADABLE] * length
    elif spoilt < HOPELESS + SPOILT:
        digits[int(rng.integers(length))] = UNREADABLE
    return "".join(digits)


def written(text: str, digits: Digits, style: Style, rng: np.random.Generator) -> Page:
    """A page, uint8 (H, W), white ink on black, with the text in a row."""
    row = _Row(len(text), style)
    if rng.random() < BEFORE:
        row.separate("-=."[int(rng.integers(3))], rng)
    thousands = rng.random() < 0.5
    separator = ".,  "[int(rng.integers(4))]
    for place, label in enumerate(text):
        if thousands and place and (len(text) - place) % 3 == 0:
            row.separate(separator, rng)
        row.put(_digit(label, digits, style, rng), label, rng)
    if rng.random() < BEHIND:
        for sign in ENDS[int(rng.integers(len(ENDS)))]:
            row.separate(sign, rng)
    return row.slanted()


class _Row:
    """The page of a row, and how far it is written."""

    def __init__(self, length: int, style: Style) -> None:
        self._style = style
        self._page = np.zeros((4 * HEIGHT, round((2.2 * length + 6) * HEIGHT)), np.uint8)
        self._right = float(HEIGHT)

    def put(self, picture: Page, label: str, rng: np.random.Generator) -> None:
        """A digit behind what is there."""
        style = self._style
        scale = float(np.exp(rng.normal(0, style.size_noise)))
        # A zero that is low is not as much narrower.
        low = style.zeros if label == "0" else 1.0
        wide = np.sqrt(low) * style.squeeze
        rows, columns = picture.shape
        size = (max(2, round(columns * scale * wide)), max(3, round(rows * scale * low)))
        sized = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
        drop = rng.normal(0, style.drop_noise) * HEIGHT
        self._lay(sized, self._right, self._foot + drop - sized.shape[0])
        gap = style.gap + rng.normal(0, style.gap_noise)
        self._right += sized.shape[1] + gap * HEIGHT

    def separate(self, kind: str, rng: np.random.Generator) -> None:
        """A dot, a comma, a dash, an equals sign, a swung dash or nothing but room."""
        if kind == " ":
            self._right += rng.uniform(0.2, 0.7) * HEIGHT
            return
        for points in _separators(kind, rng):
            sign = _inked([points * HEIGHT], self._style.pen)
            top = self._foot + float(points[:, 1].min()) * HEIGHT - self._style.pen / 2
            self._lay(sign, self._right + 0.06 * HEIGHT, top)
            width = sign.shape[1]
        self._right += width + 0.1 * HEIGHT

    def slanted(self) -> Page:
        """The page, slanted as the hand does."""
        slant, (rows, columns) = self._style.slant, self._page.shape
        matrix = np.array([[1, -slant, max(slant, 0) * rows], [0, 1, 0]], np.float32)
        size = (columns + round(abs(slant) * rows), rows)
        return np.asarray(cv2.warpAffine(self._page, matrix, size), dtype=np.uint8)

    @property
    def _foot(self) -> float:
        return 2.5 * HEIGHT + self._style.slope * (self._right - HEIGHT)

    def _lay(self, picture: Page, left: float, top: float) -> None:
        """The picture on the page, as far as it is on it."""
        (rows, columns), (height, width) = self._page.shape, picture.shape
        x = int(np.clip(round(left), 0, columns - width))
        y = int(np.clip(round(top), 0, rows - height))
        window = self._page[y : y + height, x : x + width]
        np.maximum(window, picture, out=window)


def _digit(label: str, digits: Digits, style: Style, rng: np.random.Generator) -> Page:
    """A digit as the hand writes it, or what is none, HEIGHT px high."""
    form = style.forms.get(label)
    if form is not None:
        return _penned(formed(label, form, rng), style, rng)
    if label == UNREADABLE and rng.random() < SCRIBBLED:
        return _penned(Ink(UNREADABLE, tuple(scribble(rng)), ""), style, rng)
    known = digits[label]
    specimen = known[int(rng.integers(len(known)))]
    return _penned(specimen, style, rng) if isinstance(specimen, Ink) else specimen


def _penned(digit: Ink, style: Style, rng: np.random.Generator) -> Page:
    """Pen strokes drawn HEIGHT px high."""
    hand = Hand(HEIGHT, style.pen / HEIGHT, turn=rng.normal(0, 3))
    strokes = shaped(bent_strokes(digit.strokes, any_bend(rng)), hand)
    width, height = np.ptp(np.concatenate(strokes), axis=0)
    # One that lies down (a stray dash) must not grow without bound.
    scale = HEIGHT / max(float(height), float(width) / 1.5, 1e-6)
    tremor = style.tremor * HEIGHT
    return _inked([each * scale + rng.normal(0, tremor, each.shape) for each in strokes], style.pen)


def _separators(kind: str, rng: np.random.Generator) -> list[NDArray[np.floating]]:
    """The strokes of a separator around the foot of the line, in shares of a digit's height."""
    if kind == ".":
        foot = rng.normal(-0.04, 0.04)
        return [np.array([(0, foot), (rng.uniform(0.02, 0.12), foot + rng.normal(0, 0.02))])]
    if kind == ",":
        top, foot = rng.uniform(-0.2, 0.0), rng.uniform(0.05, 0.4)
        bow = rng.normal(0.04, 0.06)
        points = [(0.1, top), (0.1 + bow, (top + foot) / 2), (0.1 * rng.normal(0, 1), foot)]
        return [smoothed(np.array(points))]
    length, middle = rng.uniform(0.25, 1.0), -rng.uniform(0.2, 0.6)
    if kind == "~":
        bows = middle + rng.uniform(0.08, 0.2) * np.array([0, -1, 1, -1, 0]) * rng.choice((-1, 1))
        return [smoothed(np.stack([np.linspace(0, length, 5), bows], axis=1))]
    heights = middle + rng.normal(0, 0.05, 3)
    dash = np.stack([np.linspace(0, length, 3), heights], axis=1)
    return [dash] if kind == "-" else [dash, dash + np.array([0, rng.uniform(0.12, 0.25)])]


def _inked(strokes: Sequence[NDArray[np.floating]], pen: float) -> Page:
    """A page that strokes, in px, just fill."""
    points = np.concatenate(strokes)
    low = points.min(axis=0) - pen / 2 - 1
    columns, rows = np.ceil(points.max(axis=0) + pen / 2 + 1 - low).astype(int)
    page = np.zeros((rows, columns), np.uint8)
    ink(page, [(stroke - low).astype(np.float32) for stroke in strokes], pen)
    return page
