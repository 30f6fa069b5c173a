"""Handwriting in, numbers out."""

from importlib import import_module
from typing import TYPE_CHECKING

from digit_reader.errors import (
    BrokenImage,
    EmptyImage,
    ImageError,
    TooManyPixels,
    UnknownCharset,
    UnknownFormat,
)
from digit_reader.reading import Alternative, Box, Character, Line, Mode, Reading
from digit_reader.weights import ModelCard, cards

if TYPE_CHECKING:
    from digit_reader.page import Page, decode
    from digit_reader.reader import Reader
    from digit_reader.sight import Sight
else:

    def __getattr__(name: str) -> object:
        """What brings OpenCV or LiteRT with it comes when it is asked for."""
        if name not in _HEAVY:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_HEAVY[name]), name)


__all__ = [
    "Alternative",
    "Box",
    "BrokenImage",
    "Character",
    "EmptyImage",
    "ImageError",
    "Line",
    "Mode",
    "ModelCard",
    "Page",
    "Reader",
    "Reading",
    "Sight",
    "TooManyPixels",
    "UnknownCharset",
    "UnknownFormat",
    "cards",
    "decode",
]

_HEAVY = {
    "Page": "digit_reader.page",
    "Reader": "digit_reader.reader",
    "Sight": "digit_reader.sight",
    "decode": "digit_reader.page",
}
