"""The command line: `digit-reader read FILE… [--mode] [--charset] [--json | --csv]`."""

import argparse
import csv
import dataclasses
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import get_args

import numpy as np

from digit_reader.errors import ImageError, UnknownCharset
from digit_reader.reader import Reader
from digit_reader.reading import Mode, Reading

CSV_HEADER = ("index", "file", "text", "confidence", "status")
# A spreadsheet would run a cell that starts with one of these.
FORMULA_STARTS = ("=", "+", "-", "@")

_PAGE_WITH_A_MARK = np.pad(np.full((9, 3), 255, np.uint8), 9)

Printer = Callable[[int, Path, Reading], None]


def main(arguments: Sequence[str] | None = None) -> int:
    """Reads the files in order; the exit status is 1 where one of them could not be read."""
    options = _parser().parse_args(arguments)
    try:
        with _silent_runtime():
            reader = Reader(options.charset)
            reader.read(_PAGE_WITH_A_MARK)
    except UnknownCharset as error:
        print(f"digit-reader: {error}", file=sys.stderr)
        return 2
    tell = _printer(options)
    status = 0
    for index, path in enumerate(options.files):
        try:
            reading = reader.read(path, options.mode, options.alternatives)
        except (ImageError, OSError) as error:
            reason = error.strerror if isinstance(error, OSError) else None
            print(f"digit-reader: {path}: {reason or error}", file=sys.stderr)
            status = 1
            if options.csv:
                _write_csv(index, path, "", "", "error")
        else:
            tell(index, path, reading)
    return status


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
    commands = parser.add_subparsers(required=True, metavar="read")
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
    form = read.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object per file, a line each")
    form.add_argument("--csv", action="store_true", help=f"CSV: {','.join(CSV_HEADER)}")
    return parser


def _printer(options: argparse.Namespace) -> Printer:
    if options.json:
        return _print_json
    if options.csv:
        csv.writer(sys.stdout).writerow(CSV_HEADER)
        return _print_csv
    return _print_text if len(options.files) == 1 else _print_named_text


def _print_text(_index: int, _path: Path, reading: Reading) -> None:
    print(reading.text)


def _print_named_text(_index: int, path: Path, reading: Reading) -> None:
    for line in reading.text.split("\n"):
        print(f"{path}: {line}")


def _print_json(_index: int, path: Path, reading: Reading) -> None:
    fields = {"file": str(path), **dataclasses.asdict(reading)}
    print(json.dumps(fields, ensure_ascii=False))


def _print_csv(index: int, path: Path, reading: Reading) -> None:
    _write_csv(index, path, reading.text, f"{reading.confidence:.6f}", "ok")


def _write_csv(index: int, path: Path, text: str, confidence: str, status: str) -> None:
    cells = (str(index), str(path), text, confidence, status)
    csv.writer(sys.stdout).writerow(
        f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell for cell in cells
    )


if __name__ == "__main__":
    sys.exit(main())
