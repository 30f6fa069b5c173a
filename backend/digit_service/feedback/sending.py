"""One sending, as it is kept: an image, what was read on it and what is written there."""

from dataclasses import dataclass
from hashlib import sha256
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from pydantic import ValidationError

from digit_reader import Page
from digit_service.errors import BadFields
from digit_service.pictures import jpeg, png
from digit_service.schemas import FieldError, ReadAnswer

# A larger page is shrunk to so many pixels, and becomes a JPEG where a PNG needs more bytes.
MOST_PIXELS = 1_000_000
MOST_PNG_BYTES = 256 * 1024
JPEG_QUALITY = 85


@dataclass(frozen=True, slots=True)
class KeptImage:
    """An image file, and the suffix that tells its format."""

    data: bytes
    suffix: str

    @property
    def sha256(self) -> str:
        """What the file is known by."""
        return sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Sending:
    """What one user sent: `reading` is what the reader said, `correction` what is written."""

    image: KeptImage
    reading: ReadAnswer
    correction: str


def sending_of(page: Page, reading: str, correction: str) -> Sending:
    """The sending with this page; `reading` is the JSON of an answer to it. Raises BadFields."""
    return Sending(_kept(page.grey), _reading_in(reading), correction)


def _kept(grey: NDArray[np.uint8]) -> KeptImage:
    """The image as the reader saw it, upright and grey: nothing of where it was taken, by whom."""
    image = Image.fromarray(grey)
    scale = sqrt(MOST_PIXELS / grey.size)
    if scale < 1:
        image.thumbnail((max(image.width * scale, 1), max(image.height * scale, 1)))
    pixels = np.asarray(image)
    exact = png(pixels)
    if len(exact) <= MOST_PNG_BYTES:
        return KeptImage(exact, "png")
    return KeptImage(jpeg(pixels, JPEG_QUALITY), "jpg")


def _reading_in(text: str) -> ReadAnswer:
    try:
        reading = ReadAnswer.model_validate_json(text)
    except ValidationError as error:
        errors = error.errors(include_input=False, include_url=False)
        raise BadFields.found(errors, "reading") from error
    if not _is_of_a_piece(reading):
        detail = "Its text, its lines and its characters do not agree."
        raise BadFields(FieldError(field="reading", detail=detail))
    return reading


def _is_of_a_piece(reading: ReadAnswer) -> bool:
    """Whether the characters make the lines, and the lines the text, as in every answer."""
    lines = [""] * len(reading.lines)
    for character in reading.characters:
        if character.line >= len(lines) or character.label not in (None, *"0123456789"):
            return False
        lines[character.line] += character.label or "?"
    return lines == [line.text for line in reading.lines] and "\n".join(lines) == reading.text
