"""What reading processes are asked and what they answer; light, for all that ask import it."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Generic, TypeVar

from digit_reader import Mode, Reading

Result_co = TypeVar("Result_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Skill:
    """What a process can do, and what a task may take, in seconds and in bytes of memory.

    `weights` are weight files by charset.
    """

    weights: Mapping[str, Path]
    max_megapixels: float
    longest_task_s: float
    most_memory: int


@dataclass(frozen=True)
class Task(Generic[Result_co]):
    """Something to do with an image file."""

    image: bytes


@dataclass(frozen=True, slots=True)
class Read:
    """A reading, and the seconds it took to see the marks and to conclude from them.

    `glyphs` are data URLs of what the classifier saw of each character, or None where nobody asked.
    """

    reading: Reading
    glyphs: tuple[str | None, ...]
    see_s: float
    conclude_s: float


@dataclass(frozen=True)
class ReadTask(Task[Read]):
    """Read the image."""

    mode: Mode
    charset: str
    alternatives: int
    with_glyphs: bool


@dataclass(frozen=True, slots=True)
class KeptImage:
    """An image file as feedback keeps it, and the suffix that tells its format."""

    data: bytes
    suffix: str

    @property
    def sha256(self) -> str:
        """What the file is known by."""
        return sha256(self.data).hexdigest()


@dataclass(frozen=True)
class KeepTask(Task[KeptImage]):
    """Make of the image what feedback keeps of it."""


def serve(service: Connection, skill: Skill) -> None:
    """What a reading process does as long as it lives."""
    # The service itself never loads it: it brings OpenCV and LiteRT.
    from digit_service.reading_process import answer_tasks  # noqa: PLC0415

    answer_tasks(service, skill)
