"""The shipped weights and their model cards."""

import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from digit_reader.errors import UnknownCharset, UnknownWeights

FOLDER = Path(str(files("digit_reader"))) / "weights"


@dataclass(frozen=True, slots=True)
class Source:
    """A data set the weights learnt from, with its licence and the samples used of it."""

    name: str
    samples: int
    licence: str
    about: str


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured on `n` samples never trained on, all in percent.

    `exact`: read exactly right, with its 95 % interval `low` to `high`. `refused`: read with an
    unreadable character. `ece`: expected calibration error over 15 bins of equal mass.
    """

    set: str
    n: int
    exact: float
    low: float
    high: float
    refused: float
    ece: float


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What is known of one weight file: `size_bytes` and `sha256` are those of the `.tflite`.

    `terms`: who may use it, by the licences of its sources.
    """

    name: str
    version: str
    charset: str
    labels: tuple[str, ...]
    date: str
    sha256: str
    size_bytes: int
    parameters: int
    recipe: str
    terms: str
    sources: tuple[Source, ...]
    figures: tuple[Figure, ...]


def cards() -> tuple[ModelCard, ...]:
    """The cards of all weights at hand, by name."""
    return tuple(card_of(path) for path in sorted(FOLDER.glob("*.json")))


def weights_for(charset: str) -> Path:
    """The weight file shipped for a charset, which bears its name; raises UnknownCharset."""
    shipped = {card.charset: FOLDER / f"{card.charset}.tflite" for card in cards()}
    if charset not in shipped:
        raise UnknownCharset(f"The charset is one of {', '.join(shipped)}, not {charset!r}.")
    return shipped[charset]


def line_weights_for(charset: str) -> Path:
    """The weight file of the network that sees a line of the charset as a whole."""
    return FOLDER / f"{charset}.line.tflite"


def quick_weights_beside(weights: Path) -> Path:
    """Where the quick network lies, if there is one, that knows plain glyphs as well as these."""
    return weights.with_suffix(".quick.tflite")


def weights_called(name: str) -> Path:
    """The shipped weight file of this name; raises UnknownWeights."""
    names = [card.name for card in cards()]
    if name not in names:
        raise UnknownWeights(f"The weights are one of {', '.join(names)}, not {name!r}.")
    return FOLDER / f"{name}.tflite"


def card_of(weights: Path) -> ModelCard:
    """The card of a `.tflite` file, from the `.json` file beside it."""
    fields: dict[str, Any] = json.loads(weights.with_suffix(".json").read_text("utf-8"))
    fields["labels"] = tuple(fields["labels"])
    fields["sources"] = tuple(Source(**source) for source in fields["sources"])
    fields["figures"] = tuple(Figure(**figure) for figure in fields["figures"])
    return ModelCard(**fields)
