"""Examples: glyphs with labels, each made by the very steps the reader takes when it reads."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digit_reader.candidates import all_as_one, cut_out
from digit_reader.glyph import SIDE, make_glyph
from digit_reader.ink import find_ink
from digit_reader.marks import find_marks
from training import negatives
from training.augment import varied
from training.bend import any_bend, bent_strokes
from training.datasets.samples import Images, Ink
from training.pen import any_hand, drawn

LABELS = tuple("0123456789")
UNREADABLE = len(LABELS)


@dataclass(frozen=True, slots=True)
class Examples:
    """`glyphs`: uint8 (N, 28, 28); `targets`: int64 (N,), an index of LABELS or UNREADABLE."""

    glyphs: NDArray[np.uint8]
    targets: NDArray[np.int64]


def glyph_of(page: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The glyph the reader makes of a page in single mode; bare where there is no ink."""
    ink = find_ink(page)
    candidates = all_as_one(find_marks(ink))
    if not candidates:
        return np.zeros((SIDE, SIDE), np.uint8)
    return make_glyph(cut_out(ink, candidates[0]))


def joined(parts: Sequence[Examples]) -> Examples:
    """All parts as one."""
    return Examples(
        np.concatenate([part.glyphs for part in parts]),
        np.concatenate([part.targets for part in parts]),
    )


def of_images(images: Images) -> Examples:
    """The images as they are."""
    return _examples([glyph_of(picture) for picture in images.pictures], images.labels)


def of_varied_images(images: Images, rng: np.random.Generator) -> Examples:
    """Each image once, most of them varied."""
    glyphs = [
        glyph_of(varied(picture, rng) if rng.random() < 0.8 else picture)
        for picture in images.pictures
    ]
    return _examples(glyphs, images.labels)


def of_inks(inks: Sequence[Ink], times: int, rng: np.random.Generator) -> Examples:
    """Each ink drawn several times, each time by another pen."""
    inks = [ink for ink in inks for _ in range(times)]
    glyphs = [
        glyph_of(drawn(bent_strokes(ink.strokes, any_bend(rng)), any_hand(rng), rng))
        for ink in inks
    ]
    return _examples(glyphs, [ink.label for ink in inks])


def of_negatives(
    signs: Sequence[Ink], digits: Sequence[Ink], count: int, rng: np.random.Generator
) -> Examples:
    """Unreadable glyphs: half signs, the rest glued digits and scribbles.

    Without inks (no pen data at hand) all are scribbles.
    """
    glyphs = []
    for _ in range(count):
        kind = rng.random()
        if signs and kind < 0.5:
            strokes = list(signs[int(rng.integers(len(signs)))].strokes)
        elif digits and kind < 0.8:
            strokes = negatives.glued(digits, rng)
        else:
            strokes = negatives.scribble(rng)
        glyphs.append(glyph_of(drawn(strokes, any_hand(rng), rng)))
    return Examples(np.stack(glyphs), np.full(count, UNREADABLE))


def _examples(glyphs: Sequence[NDArray[np.uint8]], labels: Sequence[str]) -> Examples:
    return Examples(np.stack(glyphs), np.array([LABELS.index(label) for label in labels]))
