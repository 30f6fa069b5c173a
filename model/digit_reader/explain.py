"""Explain a reading: its page, ink, parts, the path through them and its glyphs, as a picture."""

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from digit_reader.glyph import SIDE
from digit_reader.reading import Box, Character, Reading
from digit_reader.sight import Sight

WIDTH = 960
MARGIN = 12
TALLEST = 420
GLYPH = 3 * SIDE
PAPER = (255, 255, 255)
TEXT = (60, 60, 60)
PART = (60, 170, 60)
CHARACTER = (200, 60, 20)

Picture = NDArray[np.uint8]


def explained(sight: Sight, reading: Reading) -> Picture:
    """What was seen and concluded, from top to bottom, as a picture, uint8 (H, 960, 3) RGB."""
    ink = (255 - sight.ink).astype(np.uint8)
    panels = [
        _titled("page", _drawn(sight.page.grey, ())),
        _titled("ink, and the parts it is cut into", _drawn(ink, _parts(sight))),
        _titled("path: the parts that read best together", _drawn(ink, _path(sight))),
        *(_titled(f"line {number + 1}: glyphs", each) for number, each in _glyphs(sight, reading)),
    ]
    return np.concatenate(panels)


def _parts(sight: Sight) -> list[tuple[Box, tuple[int, int, int]]]:
    return [(part.box, PART) for line in sight.lines for part in line.parts]


def _path(sight: Sight) -> list[tuple[Box, tuple[int, int, int]]]:
    return [(each.box, CHARACTER) for line in sight.lines for each in line.candidates]


def _drawn(grey: Picture, boxes: Sequence[tuple[Box, tuple[int, int, int]]]) -> Picture:
    """A page as wide as the picture, or as high as a panel may be, with boxes on it."""
    height, width = grey.shape
    room = WIDTH - 2 * MARGIN
    scale = min(room / width, TALLEST / height)
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    page = cv2.cvtColor(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), cv2.COLOR_GRAY2RGB)
    for box, colour in boxes:
        corners = np.array([(box.x, box.y), (box.x + box.width, box.y + box.height)]) * scale
        first, last = np.rint(corners).astype(int)
        cv2.rectangle(page, first.tolist(), last.tolist(), colour, 2)
    return np.asarray(page, dtype=np.uint8)


def _glyphs(sight: Sight, reading: Reading) -> Iterator[tuple[int, Picture]]:
    """Per line, what the classifier saw and what it said of it."""
    for number, line in enumerate(sight.lines):
        told = [character for character in reading.characters if character.line == number]
        cells = [
            _cell(glyph, character) for glyph, character in zip(line.glyphs, told, strict=True)
        ]
        across = (WIDTH - 2 * MARGIN) // cells[0].shape[1]
        blank = np.full_like(cells[0], PAPER)
        rows = [cells[start : start + across] for start in range(0, len(cells), across)]
        yield (
            number,
            np.concatenate(
                [np.hstack([*row, *[blank] * (min(across, len(cells)) - len(row))]) for row in rows]
            ),
        )


def _cell(glyph: Picture, character: Character) -> Picture:
    cell = np.full((GLYPH + 44, GLYPH + 24, 3), PAPER, np.uint8)
    large = cv2.resize(255 - glyph, (GLYPH, GLYPH), interpolation=cv2.INTER_NEAREST)
    cell[:GLYPH, :GLYPH] = large[..., None]
    cv2.rectangle(cell, (0, 0), (GLYPH - 1, GLYPH - 1), (220, 220, 220), 1)
    _write(cell, f"{character.text} {character.confidence:.3f}", (0, GLYPH + 16))
    others = " ".join(
        f"{other.label} {other.confidence:.2f}" for other in character.alternatives[:2]
    )
    _write(cell, others, (0, GLYPH + 34), 0.32)
    return cell


def _titled(title: str, panel: Picture) -> Picture:
    """A panel under its title, as wide as the whole picture."""
    height = panel.shape[0] + 44
    framed = np.full((height, WIDTH, 3), PAPER, np.uint8)
    _write(framed, title, (MARGIN, 22))
    framed[34 : 34 + panel.shape[0], MARGIN : MARGIN + panel.shape[1]] = panel
    return framed


def _write(picture: Picture, text: str, at: tuple[int, int], size: float = 0.45) -> None:
    cv2.putText(picture, text, at, cv2.FONT_HERSHEY_SIMPLEX, size, TEXT, 1, cv2.LINE_AA)
