"""Pages: cheque amounts, cells of mark sheets and photographed paper, with what is written there.

None of them train any weights. Of cheques and mark sheets, half (by hash of the file's name, by
sheet) is there to tune the way from page to glyph, the other half to report. It was tuned on the
photos, too.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Half = Literal["tuned", "reported"]
TUNED_SHEETS = ("s04", "s10")


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """An image file and its text, lines joined by newlines."""

    path: Path
    text: str


def cheques(data: Path, half: Half) -> list[WrittenPage]:
    """Amounts cut from cheques (ORAND-CAR-A)."""
    pages = _labelled(data / "strings" / "orand_car_a")
    return [page for page in pages if (_hash(page.path.name) < 128) == (half == "tuned")]


def cells(data: Path, half: Half) -> list[WrittenPage]:
    """Cells of mark sheets with their printed frames."""
    pages = _labelled(data / "strings" / "marksheet_cells")
    return [page for page in pages if page.path.name.startswith(TUNED_SHEETS) == (half == "tuned")]


def photos(data: Path) -> list[WrittenPage]:
    """Photographs of digits on plain and ruled paper, one album after another."""
    albums = sorted(each for each in (data / "photos").iterdir() if each.is_dir())
    return [page for album in albums for page in _labelled(album)]


def _labelled(folder: Path) -> Iterator[WrittenPage]:
    for row in (folder / "labels.tsv").read_text("utf-8").splitlines():
        name, text = row.split("\t")[:2]
        if (folder / name).is_file():
            yield WrittenPage(folder / name, text.replace("|", "\n"))


def _hash(name: str) -> int:
    return hashlib.sha256(name.encode()).digest()[0]
