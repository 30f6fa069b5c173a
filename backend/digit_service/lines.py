"""The two forms of a batch's answer: a JSON object a line, or a table."""

import csv
from io import StringIO
from typing import Protocol

from digit_service.schemas import Problem, ProblemLine, ReadAnswer, ReadLine

NDJSON = "application/x-ndjson"
CSV = "text/csv"

_LONGEST_LABEL = 255
_COLUMNS = ("index", "file", "text", "confidence", "status")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class LineForm(Protocol):
    """How the lines of an answer are written."""

    media_type: str
    head: bytes
    """What comes before the first line."""

    def reading(self, index: int, file: str, reading: ReadAnswer) -> bytes:
        """The line of an image that was read."""

    def problem(self, index: int, file: str, problem: Problem) -> bytes:
        """The line of an image that was not, or of what ended the batch."""


class JsonLines:
    """An object for each image."""

    media_type = NDJSON
    head = b""

    def reading(self, index: int, file: str, reading: ReadAnswer) -> bytes:
        """All that a single read answers."""
        line = ReadLine(index=index, file=file, reading=reading)
        return line.model_dump_json().encode() + b"\n"

    def problem(self, index: int, file: str, problem: Problem) -> bytes:
        """The problem that a single read answers."""
        line = ProblemLine(index=index, file=file, problem=problem)
        return line.model_dump_json(exclude_none=True).encode() + b"\n"


class CsvLines:
    """A row for each image, as RFC 4180 has it."""

    media_type = CSV

    def __init__(self) -> None:
        """The head names the columns."""
        self.head = _row(*_COLUMNS)

    def reading(self, index: int, file: str, reading: ReadAnswer) -> bytes:
        """The text and its confidence."""
        return _row(index, file, reading.text, reading.confidence, 200)

    def problem(self, index: int, file: str, problem: Problem) -> bytes:
        """Nothing but the status."""
        return _row(index, file, "", "", problem.status)


def line_form(accept: str) -> LineForm:
    """The form that a request with this Accept header gets: CSV only where it asks for no other."""
    types = {each.partition(";")[0].strip().lower() for each in accept.split(",")}
    return CsvLines() if CSV in types and NDJSON not in types else JsonLines()


def label_of(name: str) -> str:
    """What a file is called in answers: its path, without anything that could lead elsewhere."""
    printable = "".join(each for each in name.replace("\\", "/") if each.isprintable())
    steps = (step.strip() for step in printable.split("/"))
    path = "/".join(step for step in steps if step not in ("", ".", "..") and not _is_drive(step))
    return path[-_LONGEST_LABEL:]


def _is_drive(step: str) -> bool:
    return len(step) == 2 and step[1] == ":"


def _row(*cells: str | float) -> bytes:
    text = StringIO()
    csv.writer(text).writerow([_harmless(cell) for cell in cells])
    return text.getvalue().encode()


def _harmless(cell: str | float) -> str | float:
    """The cell so that no spreadsheet takes it for a formula."""
    if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS):
        return f"'{cell}"
    return cell
