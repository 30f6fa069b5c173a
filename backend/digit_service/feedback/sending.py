"""One sending, as it is kept: an image, what was read on it and what is written there."""

from dataclasses import dataclass

from pydantic import ValidationError

from digit_service.errors import BadFields
from digit_service.schemas import FieldError, ReadAnswer
from digit_service.tasks import KeptImage


@dataclass(frozen=True, slots=True)
class Sending:
    """What one user sent: `reading` is what the reader said, `correction` what is written."""

    image: KeptImage
    reading: ReadAnswer
    correction: str


def reading_in(text: str) -> ReadAnswer:
    """The answer that was given on an image, from its JSON; raises BadFields."""
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
