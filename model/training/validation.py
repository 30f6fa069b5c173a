"""Validation: what writers in the validation split wrote, as people will show it to the reader."""

import numpy as np

from training import examples
from training.benchmark.protocol import single
from training.examples import Examples, glyph_of
from training.handwriting import Handwriting

# The validation writers are few, so each of their digits is drawn this often.
DRAWINGS = 5


def scans(held_out: Handwriting) -> Examples:
    """The scanned digits as they are."""
    return examples.joined([examples.of_images(each) for each in held_out.scanned])


def pens(held_out: Handwriting, rng: np.random.Generator) -> Examples:
    """The pen digits, drawn by the canvas protocol."""
    inks = [ink for ink in held_out.pen for _ in range(DRAWINGS)]
    glyphs = [glyph_of(single(ink, rng).page) for ink in inks]
    return examples.labelled(glyphs, [ink.label for ink in inks])


def shown(held_out: Handwriting, seed: int) -> Examples:
    """Both, the same varied and worn, and marks that nobody could read; the same for each seed.

    How frequent the unreadable ones are does not matter: calibration weighs them.
    """
    rng = np.random.default_rng(seed)
    parts = [scans(held_out)]
    if held_out.pen:
        parts += [pens(held_out, rng), examples.of_inks(held_out.pen, 2, rng)]
    parts += [examples.of_varied_images(each, rng) for each in held_out.scanned]
    return examples.joined([*parts, held_out.unreadable(parts, rng)])
