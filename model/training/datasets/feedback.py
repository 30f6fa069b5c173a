"""Feedback: images that users corrected, cut into glyphs by the reader.

A folder as `python -m digit_service feedback export` writes it: images, and `labels.tsv` with the
columns file, correction (`|` between lines, `?` for what nobody could read) and mode.
"""

import csv
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from digit_reader import Reader
from digit_reader.glyph import SIDE
from training.datasets.samples import Images

TABLE = "labels.tsv"
READABLE = frozenset("0123456789?")


class BadFeedback(Exception):
    """The folder is not one that an export wrote; says why."""


def load(folder: Path, reader: Reader) -> Images:
    """The glyphs, uint8 (N, 28, 28), that the reader makes of what is in the folder.

    Those of an image are taken only where the reader finds as many characters in each line as the
    correction has: which is which would be a guess elsewhere. Raises BadFeedback.
    """
    glyphs: list[NDArray[np.uint8]] = []
    labels: list[str] = []
    for row in _rows(folder):
        found = reader.see(folder / row["file"], "single" if row["mode"] == "single" else "multi")
        lines = row["correction"].split("|")
        if [len(line) for line in lines] == [len(line.candidates) for line in found.lines]:
            glyphs += found.glyphs
            labels += "".join(lines)
    return Images(np.array(glyphs, np.uint8).reshape(-1, SIDE, SIDE), labels)


def digest(folder: Path) -> str:
    """A short name of what is in the folder: images are called by their content in the table."""
    return hashlib.sha256((folder / TABLE).read_bytes()).hexdigest()[:12]


def _rows(folder: Path) -> Iterator[dict[str, str]]:
    try:
        table = (folder / TABLE).read_text("utf-8").splitlines()
    except OSError as error:
        raise BadFeedback(f"{folder / TABLE} cannot be read: {error.strerror}.") from error
    for number, row in enumerate(csv.DictReader(table, delimiter="\t"), 2):
        _check(folder, row, f"{folder / TABLE}, line {number}")
        yield row


def _check(folder: Path, row: dict[str, str], place: str) -> None:
    missing: Sequence[str] = [each for each in ("file", "correction", "mode") if not row.get(each)]
    if missing:
        raise BadFeedback(f"{place} has no {' and no '.join(missing)}.")
    if not set(row["correction"]) <= READABLE | {"|"}:
        raise BadFeedback(f"{place}: {row['correction']!r} is more than digits, ? and |.")
    if not (folder / row["file"]).is_file():
        raise BadFeedback(f"{place}: there is no file {row['file']}.")
