"""Examples: glyphs with labels, each made by the very steps the reader takes when it reads."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from digit_reader.candidates import all_as_one
from digit_reader.glyph import SIDE
from digit_reader.ink import find_ink
from digit_reader.marks import find_marks
from digit_reader.paper import even_ground
from training import negatives, shapes, strings
from training.augment import varied
from training.bend import any_bend, bent_strokes
from training.datasets.samples import Images, Ink, Stroke
from training.pen import any_hand, drawn
from training.smudges import smudge
from training.variants import slashed
from training.wear import worn

LABELS = tuple("0123456789")
UNREADABLE = len(LABELS)
# Of the zeros drawn in one stroke; about as many as bring a slash with them.
SLASHED_ZEROS = 0.12
# Of the strings, those in which a mark is none of the digits.
FOREIGN = 0.2


@dataclass(frozen=True, slots=True)
class Examples:
    """`glyphs`: uint8 (N, 28, 28); `targets`: int64 (N,), an index of LABELS or UNREADABLE.

    `kinds`: str (N,), what those that nobody could read are; empty for digits.
    """

    glyphs: NDArray[np.uint8]
    targets: NDArray[np.int64]
    kinds: NDArray[np.str_]


def glyph_of(page: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The glyph the reader makes of a page in single mode; bare where there is no ink."""
    ink = find_ink(page, even_ground(page))
    candidates = all_as_one(ink, find_marks(ink))
    if not candidates:
        return np.zeros((SIDE, SIDE), np.uint8)
    return candidates[0].glyph


def joined(parts: Sequence[Examples]) -> Examples:
    """All parts as one."""
    return Examples(
        np.concatenate([part.glyphs for part in parts]),
        np.concatenate([part.targets for part in parts]),
        np.concatenate([part.kinds for part in parts]),
    )


def of_images(images: Images) -> Examples:
    """The images as they are."""
    return labelled([glyph_of(picture) for picture in images.pictures], images.labels)


def of_varied_images(images: Images, rng: np.random.Generator) -> Examples:
    """Each image once, most of them varied."""
    glyphs = [
        glyph_of(worn(varied(picture, rng), rng) if rng.random() < 0.8 else picture)
        for picture in images.pictures
    ]
    return labelled(glyphs, images.labels)


def of_inks(inks: Sequence[Ink], times: int, rng: np.random.Generator) -> Examples:
    """Each ink drawn several times, each time by another pen."""
    inks = [ink for ink in inks for _ in range(times)]
    glyphs = [glyph_of(worn(_written(ink, rng), rng)) for ink in inks]
    return labelled(glyphs, [ink.label for ink in inks])


@dataclass(frozen=True, slots=True)
class Mark:
    """`page`: uint8 (H, W), white ink on black; `kind`: what it is, such as `letter a`."""

    page: NDArray[np.uint8]
    kind: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What negatives are made of: `signs` and `letters` unlike digits, and `digits` to spoil."""

    signs: Sequence[Ink]
    letters: Images
    digits: Sequence[Ink]

    def mark(self, rng: np.random.Generator) -> Mark:
        """What nobody could read as a digit."""
        kind = rng.random()
        if self.signs and kind < 0.46:
            sign = self.signs[int(rng.integers(len(self.signs)))]
            return Mark(drawn(sign.strokes, any_hand(rng), rng), f"sign {sign.label}")
        if self.letters.labels and kind < 0.58:
            chosen = int(rng.integers(len(self.letters.labels)))
            page = varied(self.letters.pictures[chosen], rng)
            return Mark(page, f"letter {self.letters.labels[chosen]}")
        if self.digits and kind < 0.71:
            return Mark(drawn(negatives.glued(self.digits, rng), any_hand(rng), rng), "glued")
        if self.digits and kind < 0.82:
            digit = self.digits[int(rng.integers(len(self.digits)))]
            half = negatives.half(_written(digit, rng), digit.label, rng)
            if half is not None:
                return Mark(half, f"half of {digit.label}")
        return _not_written(rng)


def _not_written(rng: np.random.Generator) -> Mark:
    """What is no writing: a shape, a smudge or a scribble."""
    kind = rng.random()
    if kind < 0.4:
        name, strokes = shapes.any_shape(rng)
        return Mark(drawn(strokes, any_hand(rng), rng), f"shape {name}")
    if kind < 0.65:
        return Mark(smudge(rng), "smudge")
    return Mark(drawn(negatives.scribble(rng), any_hand(rng), rng), "scribble")


def of_unreadable(source: Unreadable, count: int, rng: np.random.Generator) -> Examples:
    """So many glyphs that nobody could read; none of it written where no data is at hand."""
    marks = [source.mark(rng) for _ in range(count)]
    glyphs = [glyph_of(worn(mark.page, rng)) for mark in marks]
    kinds = np.array([mark.kind for mark in marks])
    return Examples(np.stack(glyphs), np.full(count, UNREADABLE), kinds)


def of_runs(
    writers: Sequence[Sequence[Ink]],
    signs: Sequence[Ink],
    strings_drawn: int,
    rng: np.random.Generator,
) -> Examples:
    """What a lattice makes of so many strings, each of digits of one writer.

    In some of them is one of the signs or a shape.
    """
    found = []
    for _ in range(strings_drawn):
        digits = writers[int(rng.integers(len(writers)))]
        foreign = _foreign(signs, rng) if rng.random() < FOREIGN else None
        found += strings.runs(digits, foreign, rng)
    glyphs = np.array([run.glyph for run in found], np.uint8).reshape(-1, SIDE, SIDE)
    targets = [LABELS.index(run.label) if run.label else UNREADABLE for run in found]
    kinds = [run.kind for run in found]
    return Examples(glyphs, np.array(targets, np.int64), np.array(kinds, np.str_))


def _foreign(signs: Sequence[Ink], rng: np.random.Generator) -> Ink:
    """One of the signs, or a shape; its label tells its kind."""
    if signs and rng.random() < 0.7:
        sign = signs[int(rng.integers(len(signs)))]
        return replace(sign, label=f"sign {sign.label}")
    name, strokes = shapes.any_shape(rng)
    return Ink(f"shape {name}", tuple(strokes), "")


def _written(ink: Ink, rng: np.random.Generator) -> NDArray[np.uint8]:
    """The page of an ink written by another hand."""
    strokes: Sequence[Stroke] = ink.strokes
    if ink.label == "0" and len(strokes) == 1 and rng.random() < SLASHED_ZEROS:
        strokes = slashed(strokes, rng)
    return drawn(bent_strokes(strokes, any_bend(rng)), any_hand(rng), rng)


def labelled(glyphs: Sequence[NDArray[np.uint8]], labels: Sequence[str]) -> Examples:
    """Glyphs with the labels they bear; `?` is what nobody could read."""
    targets = [UNREADABLE if label == "?" else LABELS.index(label) for label in labels]
    kinds = ["other" if label == "?" else "" for label in labels]
    return Examples(np.stack(glyphs), np.array(targets), np.array(kinds))
