"""What comes out of the reader."""

from dataclasses import dataclass
from typing import Literal

Mode = Literal["single", "multi"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in whole pixels of the source image, after EXIF rotation."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Alternative:
    """A label that was likely too, with its probability in 0..1."""

    label: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Character:
    """One character as it was read.

    `label` is None where the mark is unreadable; `confidence` is then the probability, in 0..1,
    that it is unreadable, and otherwise the probability that the label is right. `alternatives`
    are the next likeliest labels, likeliest first. `line` indexes `Reading.lines`.
    """

    label: str | None
    confidence: float
    alternatives: tuple[Alternative, ...]
    box: Box
    line: int

    @property
    def text(self) -> str:
        """The label, or `?` where the mark is unreadable."""
        return "?" if self.label is None else self.label


@dataclass(frozen=True, slots=True)
class Line:
    """One line of characters; `confidence` is the probability that all of its text is right."""

    text: str
    confidence: float
    box: Box


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything the reader has to say about one image.

    `text` holds the lines from top to bottom, joined by newlines, without spaces. `confidence`
    is the probability, in 0..1, that the whole text is right; an empty page has the text `""`
    and the confidence 1. `width` and `height` are the image's pixels after EXIF rotation.
    """

    text: str
    confidence: float
    lines: tuple[Line, ...]
    characters: tuple[Character, ...]
    width: int
    height: int
