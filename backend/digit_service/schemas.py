"""What goes over the wire, with the descriptions and examples of the API's documentation."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from digit_reader import Character as ReadCharacter
from digit_reader import Mode, Reading

Charset = Literal["digits"]
Include = Literal["glyphs"]
FeedbackState = Literal["off", "starting", "ready", "not migrated", "database lost"]

Probability = Annotated[float, Field(ge=0, le=1)]
Percentage = Annotated[float, Field(ge=0, le=100)]


def _is_none(value: object) -> bool:
    return value is None


class Wire(BaseModel):
    """The base of what is sent: unchangeable, and made from the reader's own objects."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


class Box(Wire):
    """A rectangle in whole pixels of the image, after EXIF rotation; the origin is top left."""

    x: int = Field(ge=0)
    y: int = Field(ge=0)
    width: int = Field(ge=1)
    height: int = Field(ge=1)


class Alternative(Wire):
    """Another label the character might have."""

    label: str
    confidence: Probability


class Character(Wire):
    """One character, in reading order."""

    label: str | None = Field(description="null where the mark is unreadable; `?` in the text.")
    confidence: Probability = Field(
        description="The probability that the label is right or, where it is null, that the mark "
        "is unreadable."
    )
    line: int = Field(ge=0, description="Index of the line in `lines`.")
    box: Box
    alternatives: tuple[Alternative, ...] = Field(
        description="The next likeliest labels, likeliest first."
    )
    glyph: str | None = Field(
        default=None,
        exclude_if=_is_none,
        description="Where `include` asks for it: the picture that the classifier saw, white ink "
        "on black, as the data URL of a PNG.",
    )

    @classmethod
    def of(cls, character: ReadCharacter, glyph: str | None) -> "Character":
        """The character as it was read, with its picture where one was asked for."""
        return cls.model_validate(character).model_copy(update={"glyph": glyph})


class Line(Wire):
    """One line of characters."""

    text: str
    confidence: Probability = Field(description="The probability that the whole line is right.")
    box: Box


class ImageSize(Wire):
    """The image in pixels, after EXIF rotation."""

    width: int = Field(ge=1)
    height: int = Field(ge=1)


class ModelName(Wire):
    """Which weights read the image; `GET /api/v1/models` tells more about them."""

    name: str
    version: str


class ReadAnswer(Wire):
    """What the image says."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "text": "40",
                    "confidence": 0.91,
                    "mode": "multi",
                    "charset": "digits",
                    "lines": [
                        {
                            "text": "40",
                            "confidence": 0.91,
                            "box": {"x": 31, "y": 18, "width": 119, "height": 74},
                        }
                    ],
                    "characters": [
                        {
                            "label": "4",
                            "confidence": 0.994,
                            "line": 0,
                            "box": {"x": 31, "y": 18, "width": 44, "height": 71},
                            "alternatives": [
                                {"label": "9", "confidence": 0.004},
                                {"label": "6", "confidence": 0.001},
                            ],
                        },
                        {
                            "label": "0",
                            "confidence": 0.915,
                            "line": 0,
                            "box": {"x": 96, "y": 20, "width": 54, "height": 72},
                            "alternatives": [
                                {"label": "6", "confidence": 0.06},
                                {"label": "8", "confidence": 0.02},
                            ],
                        },
                    ],
                    "image": {"width": 640, "height": 280},
                    "model": {"name": "digits", "version": "1.0.0"},
                    "elapsed_ms": 1.7,
                }
            ]
        }
    )

    text: str = Field(
        description="The lines from top to bottom, joined by newlines, without spaces; "
        "an unreadable mark is `?`. Empty for an empty page."
    )
    confidence: Probability = Field(description="The probability that the whole text is right.")
    mode: Mode
    charset: Charset
    lines: tuple[Line, ...]
    characters: tuple[Character, ...]
    image: ImageSize
    model: ModelName
    elapsed_ms: float = Field(
        ge=0,
        allow_inf_nan=False,
        description="Milliseconds that decoding and reading took, without any waiting.",
    )

    @classmethod
    def of(
        cls,
        reading: Reading,
        *,
        glyphs: Sequence[str | None],
        mode: Mode,
        charset: Charset,
        model: ModelName,
        elapsed_ms: float,
    ) -> "ReadAnswer":
        """The answer that tells this reading, with a data URL, or None, for each character."""
        return cls(
            text=reading.text,
            confidence=reading.confidence,
            mode=mode,
            charset=charset,
            lines=tuple(Line.model_validate(line) for line in reading.lines),
            characters=tuple(
                Character.of(character, glyph)
                for character, glyph in zip(reading.characters, glyphs, strict=True)
            ),
            image=ImageSize.model_validate(reading),
            model=model,
            elapsed_ms=elapsed_ms,
        )


class OlderAnswer(Wire):
    """What clients of older digit APIs look for."""

    digit: int | None = Field(ge=0, le=9, description="null where the text is not one digit.")
    prediction: str = Field(description="The text.")
    confidence: Probability = Field(description="The probability that the text is right.")


class ReadLine(Wire):
    """The line of an image that was read."""

    index: int = Field(ge=0, description="The place of the image in the batch.")
    file: str = Field(description="The image's file name, within a zip file its path there.")
    reading: ReadAnswer


class ProblemLine(Wire):
    """The line of an image that could not be read, or of what ended the batch."""

    index: int = Field(ge=0, description="The place of the image in the batch.")
    file: str = Field(description="The image's file name; empty where the batch ends here.")
    problem: "Problem"


class Source(Wire):
    """A set of handwriting the weights learned from."""

    name: str
    samples: int = Field(ge=0)
    licence: str
    about: str


class Figure(Wire):
    """How well the weights read one set that they never saw."""

    set: str
    n: int = Field(ge=0, description="How many samples the set holds.")
    exact: Percentage = Field(description="The share that was read exactly right, in percent.")
    low: Percentage = Field(description="The lower end of its 95 % interval.")
    high: Percentage = Field(description="The upper end of its 95 % interval.")
    refused: Percentage = Field(description="The share read with an unreadable character.")
    ece: Percentage = Field(
        description="The expected calibration error, over 15 bins of equal mass, in percent."
    )


class ModelCard(Wire):
    """Weights: what they read, what they learned from and how well they do."""

    name: str
    version: str
    charset: str
    labels: tuple[str, ...]
    date: str = Field(description="When they were trained, as YYYY-MM-DD.")
    sha256: str
    size_bytes: int = Field(ge=0)
    parameters: int = Field(ge=0)
    recipe: str
    terms: str = Field(description="Who may use them, by the licences of their sources.")
    sources: tuple[Source, ...]
    figures: tuple[Figure, ...]


class ModelsAnswer(Wire):
    """The weights this service has."""

    models: tuple[ModelCard, ...]


class FeedbackAnswer(Wire):
    """The feedback is kept."""

    id: str = Field(
        description="The right to delete it, and the only one; nobody else is told it.",
        examples=["9f86d081884c7d659a2feaa0c55ad015"],
    )


class HealthAnswer(Wire):
    """The process answers."""

    status: Literal["alive"] = "alive"


class Parts(Wire):
    """The state of each part of the service."""

    reader: Literal["starting", "ready", "failed"]
    reading_processes: int = Field(
        ge=0, description="How many can read; those that crash are made anew."
    )
    page: Literal["ready", "not built"] = Field(description="The API works without the page.")
    rate_limits: Literal["off", "in memory", "in redis", "redis lost"] = Field(
        description="Where requests are counted; while Redis is lost, in memory."
    )
    feedback: FeedbackState = Field(
        description="Whether feedback can be kept; reading works without it."
    )


class ReadyAnswer(Wire):
    """The service can read images."""

    status: Literal["ready"] = "ready"
    parts: Parts


class FieldError(Wire):
    """What is wrong with one field of the request."""

    field: str
    detail: str


class Problem(Wire):
    """An error, as RFC 9457 describes them."""

    type: str = Field(description="A URI that names the type of problem and never changes.")
    title: str = Field(description="The type of problem in a few words.")
    status: int = Field(ge=400, le=599, description="The HTTP status.")
    detail: str = Field(description="What is wrong with this request, in a sentence.")
    errors: tuple[FieldError, ...] | None = Field(
        default=None, description="Present where fields are wrong (422)."
    )
    parts: Parts | None = Field(
        default=None, description="Present where the service is not ready (503)."
    )
