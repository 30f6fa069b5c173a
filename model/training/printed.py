"""Paper: rows written on it, on the patterns of cheques too, and what is found of them again.

Patterns hide weak strokes, and finding the ink takes them for the paper; what learns to read rows
sees them as the very steps of the reader leave them.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from digit_reader.candidates import find_candidates, joined
from digit_reader.ink import find_ink
from digit_reader.lines import find_lines
from digit_reader.marks import CONNECTS, find_marks, window_of
from digit_reader.paper import even_ground

Page = NDArray[np.uint8]

# So many rows on plain paper are ruled, and so many have strokes of another row in them.
RULED, CROWDED = 0.3, 0.2
# So many rows on printed paper are on ruled or squared sheets, the others on cheques, of which so
# many have an upright edge of their printed frame beside the row.
SHEETS, FRAMED = 0.35, 0.15
# What is found again must be as wide as what was written, give or take this share of its height …
LOST = 0.35
# … and of its ink, anywhere in a window that is so wide, this share must be left.
WINDOW, LEAST_LEFT = 0.5, 0.3


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A row as it is found on a page: its ink, and the page's greys there, both uint8 (H, W)."""

    ink: Page
    greys: Page


def on_printed_paper(row: Page, rng: np.random.Generator) -> Found | None:
    """What the reader finds of a row's ink, uint8 (H, W), written on printed paper.

    None where it finds more or less than the row.
    """
    wide = _with_margin(row, rng)
    page = _photographed(_written(wide, rng), rng)
    ink = find_ink(page, even_ground(page))
    lines = find_lines(find_candidates(ink, find_marks(ink)))
    if not lines or not _is_left(wide, ink, round(WINDOW * row.shape[0])):
        return None
    found = max((joined(line) for line in lines), key=lambda line: line.box.width)
    lost = abs(found.box.width - row.shape[1])
    return Found(found.ink, window_of(page, found.box)) if lost <= LOST * row.shape[0] else None


def on_plain_paper(row: Page, found: Page, rng: np.random.Generator) -> Found:
    """A row's ink and what was found of it, both uint8 (H, W), written on paper that is only grey.

    Rules, and what reaches into the row from the next one, were not taken for its ink.
    """
    strength = row.astype(np.float32)
    if rng.random() < RULED:
        strength = np.maximum(strength, 255 * rng.uniform(0.2, 0.9) * _rules(row.shape, rng))
    if rng.random() < CROWDED:
        reach = round(rng.uniform(0.05, 0.25) * len(row))
        strength[:reach] = np.maximum(strength[:reach], row[-reach:][:, ::-1])
    noise = rng.normal(0, rng.uniform(1, 8), row.shape)
    blurred = cv2.GaussianBlur(strength, (0, 0), rng.uniform(0.3, 1.0))
    greys = 255 - noise - rng.uniform(0.3, 0.9) * blurred
    return Found(found, np.clip(greys, 0, 255).astype(np.uint8))


def _is_left(row: Page, ink: Page, window: int) -> bool:
    """Whether enough of the row is found everywhere, so that no digit of it is gone."""
    starts = np.arange(0, row.shape[1], window)
    written = np.add.reduceat((row > CONNECTS).sum(axis=0), starts)
    left = np.add.reduceat(((row > CONNECTS) & (ink > CONNECTS)).sum(axis=0), starts)
    return bool(np.all(left >= LEAST_LEFT * written))


def _with_margin(row: Page, rng: np.random.Generator) -> Page:
    height = row.shape[0]
    top, bottom, left, right = (round(height * m) for m in rng.uniform(0.05, 0.6, 4))
    return np.pad(row, ((top, bottom), (left, right)))


def _written(row: Page, rng: np.random.Generator) -> NDArray[np.float32]:
    """Greys, 0..255: the row in a pen that presses unevenly, on paper with print on it."""
    paper = rng.uniform(120, 235) + rng.uniform(4, 20) * _swelling(row.shape, rng)
    print_on = _sheet if rng.random() < SHEETS else _cheque
    ground = paper * (1 - print_on(row.shape, rng))
    pressed = np.clip(rng.uniform(0.6, 1) + rng.uniform(0, 0.25) * _swelling(row.shape, rng), 0, 1)
    covered = row / np.float32(255) * pressed
    pen = np.minimum(rng.uniform(20, 110), 0.6 * paper)
    greys = ground * (1 - covered) + np.minimum(pen, ground) * covered
    return np.asarray(greys, np.float32)


def _cheque(shape: tuple[int, ...], rng: np.random.Generator) -> NDArray[np.float32]:
    """How dark a cheque's print is, float32 (H, W) of 0..1: a pattern, rules, an upright edge."""
    pattern = _pattern(shape, rng) * rng.uniform(0.02, 0.3)
    rules = _rules(shape, rng)
    if rng.random() < FRAMED:
        is_left = rng.random() < 0.5
        inset = int(rng.integers(shape[0] // 4))
        x = inset if is_left else shape[1] - inset
        cv2.line(rules, (x, 0), (x + int(rng.normal(0, 2)), shape[0]), 1.0, int(rng.integers(1, 3)))
    return np.asarray(np.maximum(pattern, rules * rng.uniform(0.2, 0.7)), np.float32)


def _sheet(shape: tuple[int, ...], rng: np.random.Generator) -> NDArray[np.float32]:
    """How dark the rules of a ruled or squared sheet are, float32 (H, W) of 0..1."""
    page = np.zeros(shape, np.float32)
    apart = rng.uniform(0.3, 1.2) * shape[0]
    lean, thickness = rng.normal(0, 0.02), int(rng.integers(1, 3))
    for y in np.arange(rng.uniform(0, apart), shape[0], apart):
        end = round(y + lean * shape[1])
        cv2.line(page, (0, round(y)), (shape[1], end), 1.0, thickness)
    if rng.random() < 0.5:
        for x in np.arange(rng.uniform(0, apart), shape[1], apart):
            end = round(x - lean * shape[0])
            cv2.line(page, (round(x), 0), (end, shape[0]), 1.0, thickness)
    return np.asarray(page * rng.uniform(0.1, 0.6), np.float32)


def _photographed(greys: NDArray[np.float32], rng: np.random.Generator) -> Page:
    """Blur, noise and compression."""
    blurred = cv2.GaussianBlur(greys, (0, 0), rng.uniform(0.3, 1.1))
    noise = rng.normal(0, rng.uniform(1, 6), greys.shape)
    page = np.clip(blurred + noise, 0, 255).astype(np.uint8)
    if rng.random() < 0.5:
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(40, 95))]
        coded = cv2.imencode(".jpg", page, quality)[1]
        page = np.asarray(cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE), np.uint8)
    return page


def _swelling(shape: tuple[int, ...], rng: np.random.Generator) -> NDArray[np.float32]:
    """Something that changes slowly over the page, float32 (H, W) around 0 with a spread of 1."""
    rows, columns = shape
    known = rng.normal(0, 1, (3, max(3, round(3 * columns / rows)))).astype(np.float32)
    return np.asarray(cv2.resize(known, (columns, rows), interpolation=cv2.INTER_CUBIC), np.float32)


def _pattern(shape: tuple[int, ...], rng: np.random.Generator) -> NDArray[np.float32]:
    """How dark the print is at each place, float32 (H, W) of 0..1: waves of fine lines, or dots."""
    waves = [_waves(shape, rng) for _ in range(int(rng.integers(1, 3)))]
    if len(waves) == 2 and rng.random() < 0.3:
        return np.asarray(waves[0] * waves[1], np.float32)
    return np.asarray(np.max(waves, axis=0), np.float32)


def _waves(shape: tuple[int, ...], rng: np.random.Generator) -> NDArray[np.float32]:
    y, x = np.mgrid[: shape[0], : shape[1]].astype(np.float32)
    turn, apart = rng.uniform(0, np.pi), rng.uniform(3.5, 12)
    along, across = x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)
    swing, length = rng.uniform(0, 8), rng.uniform(30, 200)
    phase = across + swing * np.sin(2 * np.pi * along / length + rng.uniform(0, 2 * np.pi))
    lines = 0.5 + 0.5 * np.cos(2 * np.pi * phase / apart)
    return np.asarray(lines ** rng.uniform(1, 6), np.float32)


def _rules(shape: tuple[int, ...], rng: np.random.Generator) -> NDArray[np.float32]:
    """Printed rules from end to end, float32 (H, W) of 0..1."""
    page = np.zeros(shape, np.float32)
    for _ in range(int(rng.integers(3)) if rng.random() < 0.5 else 0):
        y = int(rng.integers(shape[0]))
        lean = int(rng.normal(0, 2))
        cv2.line(page, (0, y), (shape[1], y + lean), 1.0, int(rng.integers(1, 3)))
    return page
