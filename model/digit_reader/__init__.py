"""Handwriting in, numbers out."""

from digit_reader.errors import (
    BrokenImage,
    EmptyImage,
    ImageError,
    TooManyPixels,
    UnknownCharset,
    UnknownFormat,
)
from digit_reader.page import Page, decode
from digit_reader.reader import Reader
from digit_reader.reading import Alternative, Box, Character, Line, Mode, Reading
from digit_reader.sight import Sight
from digit_reader.weights import ModelCard, cards

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
