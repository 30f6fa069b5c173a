"""Snapshots: pen digits on paper as a phone takes them, drawn.

Photographs whose text and terms are known are few. These are as many as one likes, by writers that
no training saw: plain, ruled and squared paper, at times on a table, in uneven light and shadow,
leaning, blurred, noisy and compressed. What they lack are creases, bent paper and other cameras.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from training.benchmark.protocol import Drawing
from training.datasets.samples import Ink, Stroke
from training.pen import ink

Layer = NDArray[np.float32]

LONGER_SIDES = (800, 1200, 1600, 2400)
ASPECTS = (9 / 16, 3 / 4, 1, 4 / 3, 16 / 9)
# How much of the paper's light a pencil, a ballpoint, a fountain pen and a marker take, and how
# wide they are, as a share of a digit's height.
PENS = (
    ((0.3, 0.5), (0.03, 0.08)),
    ((0.45, 0.7), (0.03, 0.08)),
    ((0.6, 0.85), (0.03, 0.08)),
    ((0.7, 0.9), (0.08, 0.16)),
)
PENS_ARE = (0.15, 0.35, 0.35, 0.15)
RULED, SQUARED, WITH_MARGIN = 0.5, 0.2, 0.3
# Nothing is written so near the edge of the sheet, as a share of it.
MARGIN = 0.08
ON_TABLE, IN_SHADOW = 0.2, 0.35


def snapshot(lines: Sequence[Sequence[Ink]], rng: np.random.Generator) -> Drawing:
    """A photographed page, uint8 grey, with each of these lines, of one writer, on it."""
    shape = _any_shape(rng)
    written, foot, height = _written(lines, shape, rng)
    text = "\n".join("".join(digit.label for digit in line) for line in lines)
    return Drawing(_photographed(written, foot, height, rng), text, lines[0][0].writer)


def bare_snapshot(rng: np.random.Generator) -> Drawing:
    """A photographed page, uint8 grey, as any other, on which nobody has written."""
    shape = _any_shape(rng)
    foot, height = rng.uniform(0, 1) * shape[0], rng.uniform(0.06, 0.3) * shape[0]
    return Drawing(_photographed(np.zeros(shape, np.float32), foot, height, rng), "")


def _any_shape(rng: np.random.Generator) -> tuple[int, int]:
    longer, aspect = int(rng.choice(LONGER_SIDES)), float(rng.choice(ASPECTS))
    return round(longer / max(aspect, 1)), round(longer * min(aspect, 1))


def _photographed(
    written: Layer, foot: float, height: float, rng: np.random.Generator
) -> NDArray[np.uint8]:
    """The picture of a sheet whose light is taken so, of digits so high that end at a foot, px."""
    shape = (written.shape[0], written.shape[1])
    kind = rng.random()
    sheet = np.full(shape, rng.uniform(0.7, 0.97), np.float32)
    sheet *= 1 - rng.uniform(0, 0.03) * _grain(shape, rng.uniform(1, 3), rng)
    if kind < RULED + SQUARED:
        sheet *= 1 - _rules(shape, foot, height, is_squared=kind < SQUARED, rng=rng)
    placed = _placed(sheet * (1 - written), rng)
    return _taken(placed * _light(shape, rng), rng)


def _written(
    lines: Sequence[Sequence[Ink]], shape: tuple[int, int], rng: np.random.Generator
) -> tuple[Layer, float, float]:
    """The share of light that ink takes, where the first line stands, and how high digits are."""
    rows, columns = shape
    most = max(len(line) for line in lines)
    gap = rng.uniform(0.12, 0.6)
    share = rng.uniform(0.12, 0.5) if most == 1 else rng.uniform(0.06, 0.3) / len(lines)
    height = max(min(share * rows, 0.75 * columns / (most * (0.7 + gap))), 18.0)
    dark, wide = PENS[int(rng.choice(len(PENS), p=PENS_ARE))]
    pen = max(rng.uniform(*wide) * height, 1.5)
    apart = rng.uniform(1.4, 2.2) * height
    below = apart * (len(lines) - 1) + 0.2 * height
    first = rng.uniform(MARGIN * rows + 1.1 * height, (1 - MARGIN) * rows - below)
    page = np.zeros(shape, np.uint8)
    for number, line in enumerate(lines):
        strokes, width = _row(line, height, gap, rng)
        left = rng.uniform(MARGIN * columns, max((1 - MARGIN) * columns - width, MARGIN * columns))
        place = np.array([left, first + number * apart], np.float32)
        ink(page, [stroke + place for stroke in strokes], pen)
    taken = rng.uniform(*dark) * page.astype(np.float32) / 255
    return np.asarray(taken, np.float32), first, height


def _row(
    line: Sequence[Ink], height: float, gap: float, rng: np.random.Generator
) -> tuple[list[Stroke], float]:
    """The strokes of a line that begins and stands at 0, 0, and its width, in px."""
    strokes: list[Stroke] = []
    right = 0.0
    for digit in line:
        points = np.concatenate(digit.strokes)
        low, extent = points.min(axis=0), np.ptp(points, axis=0)
        own = height * rng.uniform(0.9, 1.1) / max(float(extent[1]), float(extent[0]) / 1.5, 1e-6)
        place = np.array([right, rng.normal(0, 0.04) * height - float(extent[1]) * own])
        strokes += [((each - low) * own + place).astype(np.float32) for each in digit.strokes]
        right += float(extent[0]) * own + max(gap + rng.normal(0, 0.05), 0.1) * height
    return strokes, right


def _rules(
    shape: tuple[int, int],
    foot: float,
    height: float,
    *,
    is_squared: bool,
    rng: np.random.Generator,
) -> Layer:
    """The share of light that printed lines take, of which one runs near the foot of a line."""
    rows, columns = shape
    every = height * (rng.uniform(0.4, 1.2) if is_squared else rng.uniform(0.7, 2.0))
    every = max(every, max(shape) / 60)
    width = max(round(max(shape) / 2000 * rng.uniform(1, 6)), 1)
    lines = np.zeros(shape, np.float32)
    for y in np.arange((foot + rng.uniform(-0.05, 0.1) * height) % every, rows, every):
        cv2.line(lines, (0, int(y)), (columns, int(y)), 1.0, width, cv2.LINE_AA)
    if is_squared:
        for x in np.arange(rng.uniform(0, every), columns, every):
            cv2.line(lines, (int(x), 0), (int(x), rows), 1.0, width, cv2.LINE_AA)
    elif rng.random() < WITH_MARGIN:
        x = int(rng.uniform(0.02, 0.15) * columns)
        cv2.line(lines, (x, 0), (x, rows), 0.8, width, cv2.LINE_AA)
    return rng.uniform(0.08, 0.5) * lines


def _placed(sheet: Layer, rng: np.random.Generator) -> Layer:
    """The sheet as a camera sees it that is turned and tilted a little, at times on a table."""
    rows, columns = sheet.shape
    corners = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], np.float32)
    on_table = rng.random() < ON_TABLE
    size = rng.uniform(0.75, 0.93) if on_table else 1.05
    turned = cv2.getRotationMatrix2D((columns / 2, rows / 2), rng.normal(0, 3), size)
    moved = (
        corners @ turned[:, :2].T + turned[:, 2] + rng.normal(0, 0.015, (4, 2)) * sheet.shape[::-1]
    )
    view = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    if not on_table:
        seen = cv2.warpPerspective(sheet, view, (columns, rows), borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(seen, np.float32)
    seen = cv2.warpPerspective(sheet, view, (columns, rows))
    there = cv2.warpPerspective(np.ones_like(sheet), view, (columns, rows))
    table = rng.uniform(0.08, 0.55) * (
        1 + 0.1 * _grain((rows, columns), max(rows, columns) / 150, rng)
    )
    return np.asarray(seen + (1 - there) * table, np.float32)


def _light(shape: tuple[int, int], rng: np.random.Generator) -> Layer:
    """How much light falls on each place: from one side, less in the corners, a shadow at times."""
    down, across = np.mgrid[-0.5 : 0.5 : shape[0] * 1j, -0.5 : 0.5 : shape[1] * 1j]
    light = 1 + rng.normal(0, 0.3) * across + rng.normal(0, 0.3) * down
    light *= 1 - rng.uniform(0, 0.6) * (across**2 + down**2)
    if rng.random() < IN_SHADOW:
        angle = rng.uniform(0, 2 * np.pi)
        depth = across * np.cos(angle) + down * np.sin(angle) - rng.normal(0, 0.2)
        shaded = 1 / (1 + np.exp(np.clip(-depth / rng.uniform(0.005, 0.1), -30, 30)))
        light *= 1 - rng.uniform(0.15, 0.6) * shaded
    return np.asarray(light * rng.uniform(0.55, 1), np.float32)


def _taken(view: Layer, rng: np.random.Generator) -> NDArray[np.uint8]:
    """The picture that a camera keeps: a little out of focus, noisy, compressed."""
    blur = abs(rng.normal(0, 0.0007)) * max(view.shape)
    sharp = cv2.GaussianBlur(view, (0, 0), blur) if blur > 0.3 else view
    noisy = sharp + rng.normal(0, rng.uniform(0, 0.025), view.shape)
    greys = np.clip(np.rint(255 * noisy), 0, 255).astype(np.uint8)
    _, data = cv2.imencode(".jpg", greys, (cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(40, 95))))
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), np.uint8)


def _grain(shape: tuple[int, int], size: float, rng: np.random.Generator) -> Layer:
    """Noise of so many px, about as much to either side of 0 as 1."""
    rows, columns = (max(round(side / size), 2) for side in shape)
    coarse = rng.normal(0, 1, (rows, columns)).astype(np.float32)
    return np.asarray(cv2.resize(coarse, shape[::-1], interpolation=cv2.INTER_CUBIC), np.float32)
