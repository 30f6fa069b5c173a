"""Mistakes as pictures: where the next improvement is to be found."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from digit_reader import Reading
from training.benchmark.protocol import Drawing

TILE_HEIGHT = 96
CAPTION = 22
COLUMNS_PX = 1400
MOST = 80


def mistake_sheet(mistakes: Sequence[tuple[Drawing, Reading]], path: Path) -> None:
    """Writes a sheet of the first mistakes, each captioned "truth > reading  confidence"."""
    tiles = [_tile(drawing, reading) for drawing, reading in mistakes[:MOST]]
    rows: list[list[NDArray[np.uint8]]] = [[]]
    for tile in tiles:
        if sum(each.shape[1] for each in rows[-1]) + tile.shape[1] > COLUMNS_PX and rows[-1]:
            rows.append([])
        rows[-1].append(tile)
    width = max(sum(tile.shape[1] for tile in row) for row in rows)
    bands = [_widened(np.hstack(row), width) for row in rows]
    cv2.imwrite(str(path), np.vstack(bands))


def _tile(drawing: Drawing, reading: Reading) -> NDArray[np.uint8]:
    height, width = drawing.page.shape
    size = (max(1, round(width * TILE_HEIGHT / height)), TILE_HEIGHT)
    picture = cv2.resize(drawing.page, size, interpolation=cv2.INTER_AREA)
    seen = reading.text.replace("\n", "|") or "-"
    caption = f"{drawing.text} > {seen}  {reading.confidence:.2f}"
    (wide, _), _ = cv2.getTextSize(caption, cv2.FONT_HERSHEY_SIMPLEX, 0.42, 1)
    tile = np.full((TILE_HEIGHT + CAPTION + 6, max(size[0], wide) + 8), 128, np.uint8)
    tile[: size[1], : size[0]] = picture
    place = (2, TILE_HEIGHT + CAPTION - 6)
    cv2.putText(tile, caption, place, cv2.FONT_HERSHEY_SIMPLEX, 0.42, 255, 1, cv2.LINE_AA)
    return tile


def _widened(band: NDArray[np.uint8], width: int) -> NDArray[np.uint8]:
    return np.pad(band, ((0, 0), (0, width - band.shape[1])), constant_values=128)
