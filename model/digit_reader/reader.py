"""The reader: from an image to a reading, the whole way on one page."""

from collections.abc import Sequence
from math import prod
from pathlib import Path

import numpy as np

from digit_reader.classifier import Classifier
from digit_reader.decide import decide
from digit_reader.glyph import make_glyph
from digit_reader.ink import find_ink
from digit_reader.lines import Candidate, cut_out, find_lines
from digit_reader.marks import Mark, box_around, find_marks
from digit_reader.page import Source, decode
from digit_reader.reading import Character, Line, Mode, Reading
from digit_reader.weights import ModelCard, card_of, weights_for


class Reader:
    """Reads handwriting. One reader serves any number of threads."""

    def __init__(
        self, charset: str = "digits", max_megapixels: float = 50.0, weights: Path | None = None
    ) -> None:
        """Loads the weights shipped for a charset, or a `.tflite` file with its card beside it.

        An image of more than `max_megapixels` million pixels is refused before it is decoded.
        Raises UnknownCharset.
        """
        path = weights or weights_for(charset)
        self.card: ModelCard = card_of(path)
        self._classifier = Classifier(path)
        self._max_megapixels = max_megapixels

    def read(self, source: Source, mode: Mode = "multi", alternatives: int = 3) -> Reading:
        """What is written on an image.

        `source` is a path, the bytes of an image file, a binary file object, a PIL image or a
        uint8 array of shape (H, W), (H, W, 3) RGB or (H, W, 4) RGBA. The mode `single` takes all
        ink as one character, `multi` finds lines and characters by itself. Each character comes
        with at most `alternatives` (0..9) next likeliest labels.

        Raises an ImageError (EmptyImage, UnknownFormat, BrokenImage, TooManyPixels) for an image
        that cannot be read, ValueError for an unknown mode or a number of alternatives outside
        0..9, TypeError for another kind of source, and OSError where a path cannot be opened.
        """
        if mode not in ("single", "multi"):
            raise ValueError(f"The mode is single or multi, not {mode!r}.")
        if not 0 <= alternatives <= 9:
            raise ValueError(f"There are 0 to 9 alternatives, not {alternatives}.")
        page = decode(source, self._max_megapixels)
        ink = find_ink(page)
        marks = find_marks(ink)
        lines = _all_as_one(marks) if mode == "single" else find_lines(marks)
        placed = [(candidate, number) for number, line in enumerate(lines) for candidate in line]
        characters: list[Character] = []
        if placed:
            glyphs = np.stack([make_glyph(cut_out(ink, candidate)) for candidate, _ in placed])
            for row, (candidate, number) in zip(
                self._classifier.probabilities(glyphs), placed, strict=True
            ):
                characters.append(
                    decide(row, self.card.labels, alternatives, candidate.box, number)
                )
        return _reading(characters, page.shape[1], page.shape[0])


def _all_as_one(marks: Sequence[Mark]) -> list[list[Candidate]]:
    return [[Candidate.of(marks)]] if marks else []


def _reading(characters: Sequence[Character], width: int, height: int) -> Reading:
    """Characters in reading order to a reading; each is right or wrong by itself."""
    lines = []
    for number in sorted({character.line for character in characters}):
        members = [character for character in characters if character.line == number]
        lines.append(
            Line(
                text="".join(character.text for character in members),
                confidence=prod(character.confidence for character in members),
                box=box_around([character.box for character in members]),
            )
        )
    return Reading(
        text="\n".join(line.text for line in lines),
        confidence=float(prod(line.confidence for line in lines)),
        lines=tuple(lines),
        characters=tuple(characters),
        width=width,
        height=height,
    )
