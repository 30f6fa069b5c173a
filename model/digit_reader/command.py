"""The command line: `digit-reader read FILE… [--mode] [--charset] [--json | --csv] [--explain]`.

`digit-reader serve` is not this package's own: who serves it registers it as an entry point.
"""

import argparse
import csv
import dataclasses
import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import entry_points, version
from pathlib import Path
from typing import get_args

from PIL import Image

from digit_reader.errors import ImageError, UnknownCharset
from digit_reader.explain import explained
from digit_reader.reader import Reader
from digit_reader.reading import Mode, Reading
from digit_reader.sight import Sight

CSV_HEADER = ("index", "file", "text", "confidence", "status")
# A spreadsheet would run a cell that starts with one of these.
FORMULA_STARTS = ("=", "+", "-", "@")
# Where other packages register commands: functions of the arguments that give an exit status.
COMMANDS = "digit_reader.commands"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and gives its exit status.

    It is 1 where a file could not be read or nobody takes the output any more, 2 where the command
    makes no sense, and 130 after Ctrl-C.
    """
    parser = _parser()
    options, others = parser.parse_known_args(arguments)
    if options.command == "serve":
        return _serve(others)
    if others:
        parser.error(f"unrecognized arguments: {' '.join(others)}")
    if options.explain and len(options.files) > 1:
        parser.error("--explain draws how one file is read; give one")
    # A file's name need not be text in any encoding.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        return _read(options)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Python would write what is left when it ends, and fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _serve(arguments: Sequence[str]) -> int:
    """Leaves it to the service; 2 where that is not installed."""
    for command in entry_points(group=COMMANDS, name="serve"):
        serve: Callable[[Sequence[str]], int | None] = command.load()
        return serve(arguments) or 0
    print(
        "digit-reader: The service is not installed here; `serve` comes with the package "
        "digit-service.",
        file=sys.stderr,
    )
    return 2


def _read(options: argparse.Namespace) -> int:
    """Reads the files in order; 1 where one of them could not be read."""
    try:
        with _silent_runtime():
            reader = Reader(options.charset)
            reader.warm_up()
    except UnknownCharset as error:
        print(f"digit-reader: {error}", file=sys.stderr)
        return 2
    tell = _printer(options)
    status = 0
    for index, path in enumerate(options.files):
        try:
            sight = reader.see(path, options.mode)
            reading = reader.conclude(sight, options.alternatives)
        except (ImageError, OSError) as error:
            reason = (isinstance(error, OSError) and error.strerror) or str(error)
            print(f"digit-reader: {path}: {reason}", file=sys.stderr)
            tell.problem(index, path, reason)
            status = 1
        else:
            tell.reading(index, path, reading)
            if options.explain and not _explain(sight, reading, options.explain):
                status = 1
    sys.stdout.flush()
    return status


def _explain(sight: Sight, reading: Reading, out: Path) -> bool:
    """Draws how one file was read; False where the picture cannot be written."""
    try:
        Image.fromarray(explained(sight, reading)).save(out, "PNG")
    except OSError as error:
        print(f"digit-reader: {out}: {error.strerror or error}", file=sys.stderr)
        return False
    return True


@contextmanager
def _silent_runtime() -> Iterator[None]:
    """LiteRT announces its first network on the process's stderr and cannot be told not to."""
    stderr = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(stderr, 2)
        os.close(stderr)
        os.close(nowhere)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="digit-reader", description="Reads handwritten digits.")
    parser.add_argument("--version", action="version", version=version("digit-reader"))
    commands = parser.add_subparsers(required=True, dest="command")
    read = commands.add_parser("read", help="read image files", description="Reads image files.")
    read.add_argument("files", nargs="+", type=Path, metavar="FILE")
    read.add_argument(
        "--mode",
        choices=get_args(Mode),
        default="multi",
        help="multi finds lines and digits; single takes all ink as one digit (default: multi)",
    )
    read.add_argument("--charset", default="digits", help="what to read (default: digits)")
    read.add_argument(
        "--alternatives",
        type=int,
        choices=range(10),
        default=3,
        metavar="0..9",
        help="next likeliest labels told of each digit in JSON (default: 3)",
    )
    read.add_argument(
        "--explain",
        type=Path,
        metavar="OUT.png",
        help="draw how one file is read: page, ink, parts, path, glyphs",
    )
    form = read.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object per file, a line each")
    form.add_argument("--csv", action="store_true", help=f"CSV: {','.join(CSV_HEADER)}")
    commands.add_parser("serve", help="serve the page and the HTTP API", add_help=False)
    return parser


class _Text:
    """The text alone, or each line behind the name of its file where there are several."""

    def __init__(self, several: bool) -> None:
        self._several = several

    def reading(self, _index: int, path: Path, reading: Reading) -> None:
        for line in reading.text.split("\n"):
            print(f"{path}: {line}" if self._several else line)

    def problem(self, _index: int, _path: Path, _reason: str) -> None:
        """What stderr says is all there is to say."""


class _Json:
    """An object a line: the file and its reading, or what was wrong with it."""

    def reading(self, _index: int, path: Path, reading: Reading) -> None:
        print(json.dumps({"file": str(path), **dataclasses.asdict(reading)}))

    def problem(self, _index: int, path: Path, reason: str) -> None:
        print(json.dumps({"file": str(path), "problem": reason}))


class _Csv:
    """RFC 4180, a row a file."""

    def __init__(self) -> None:
        self._rows = csv.writer(sys.stdout)
        self._rows.writerow(CSV_HEADER)

    def reading(self, index: int, path: Path, reading: Reading) -> None:
        self._row(index, path, reading.text, f"{reading.confidence:.6f}", "ok")

    def problem(self, index: int, path: Path, _reason: str) -> None:
        self._row(index, path, "", "", "error")

    def _row(self, index: int, path: Path, *others: str) -> None:
        cells = (str(index), str(path), *others)
        self._rows.writerow(f"'{c}" if c.startswith(FORMULA_STARTS) else c for c in cells)


def _printer(options: argparse.Namespace) -> _Text | _Json | _Csv:
    if options.json:
        return _Json()
    return _Csv() if options.csv else _Text(several=len(options.files) > 1)


if __name__ == "__main__":
    sys.exit(main())
