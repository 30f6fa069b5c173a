"""Paper that tests write on: shadow, rules, frames, patterns and grain, as greys 0..255."""

import cv2
import numpy as np
from numpy.typing import NDArray

Page = NDArray[np.uint8]
Greys = NDArray[np.float64]


def on_paper(ink: Page, paper: Greys, darkness: float = 0.75) -> Page:
    """White-on-black ink as a pen leaves it on paper of these greys."""
    return np.clip(paper * (1 - darkness * ink.astype(np.float32) / 255), 0, 255).astype(np.uint8)


def photographed(shape: tuple[int, int], seed: int = 1) -> Greys:
    """Bright in the middle, dark in the corners, with the grain of a camera."""
    height, width = shape
    rows, columns = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    light = 200 - 70 * (rows**2 + columns**2) / 2
    return np.asarray(light + np.random.default_rng(seed).normal(0, 3, shape))


def in_lamp_light(shape: tuple[int, int], seed: int = 1) -> Greys:
    """Lit from close by: far darker in one corner than anywhere else."""
    height, width = shape
    rows, columns = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    light = 190 * (1 - 0.3 * (rows**2 + columns**2) + 0.15 * columns)
    grain = cv2.GaussianBlur(np.random.default_rng(seed).normal(0, 4, shape), (0, 0), 0.8)
    return np.asarray(light + grain)


def in_shadow(shape: tuple[int, int]) -> Greys:
    """The right of the page lies in the shadow of the phone."""
    paper = photographed(shape)
    edge = round(0.55 * shape[1])
    soft = cv2.GaussianBlur(np.where(np.arange(shape[1]) < edge, 1.0, 0.5)[None], (0, 0), 6)
    return np.asarray(paper * soft)


def ruled(paper: Greys, every: int, grey: float = 0.5) -> Greys:
    """Lines across the paper, leaning a little."""
    height, width = paper.shape
    page = np.ascontiguousarray(paper, dtype=np.float32)
    lines = np.ones_like(page)
    for row in range(every, height, every):
        cv2.line(lines, (0, row), (width, row - width // 60), grey, 2, cv2.LINE_AA)
    return np.asarray(page * lines, dtype=np.float64)


def squared(paper: Greys, every: int, grey: float = 0.75, thick: int = 1) -> Greys:
    """Squares, mostly faint, as in a schoolbook, of lines so many px thick."""
    page = np.ones_like(paper)
    for first in range(thick):
        page[first::every] = page[:, first::every] = grey
    return np.asarray(paper * cv2.GaussianBlur(page, (0, 0), 0.7))


def on_a_table(sheet: Page, turn: float, light: float = 70) -> Page:
    """The sheet, turned by so many degrees, on a table of this grey."""
    height, width = sheet.shape
    turned = cv2.getRotationMatrix2D((width / 2, height / 2), turn, 0.8)
    grain = np.random.default_rng(2).normal(light, 4, sheet.shape)
    placed = cv2.warpAffine(sheet, turned, (width, height))
    there = cv2.warpAffine(np.full_like(sheet, 255), turned, (width, height)) / 255
    return np.rint(there * placed + (1 - there) * grain).astype(np.uint8)


def leaning(page: Page, turn: float) -> Page:
    """The page as from a camera that is turned by so many degrees; its edges go on."""
    height, width = page.shape
    turned = cv2.getRotationMatrix2D((width / 2, height / 2), turn, 1.0)
    size, border = (width, height), cv2.BORDER_REPLICATE
    return np.asarray(cv2.warpAffine(page, turned, size, borderMode=border), np.uint8)


def bent(page: Page, sag: float) -> Page:
    """The page of a book that does not lie flat: its middle hangs by this share of its width."""
    height, width = page.shape
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    above = (y - sag * width * np.sin(np.pi * x / width)).astype(np.float32)
    border = cv2.BORDER_REPLICATE
    return np.asarray(cv2.remap(page, x, above, cv2.INTER_LINEAR, borderMode=border), np.uint8)


def framed(ink: Page, left: int, top: int, right: int, bottom: int) -> Page:
    """The ink with a printed box around it."""
    boxed = ink.copy()
    cv2.rectangle(boxed, (left, top), (right, bottom), 255, 2)
    return boxed


def patterned(shape: tuple[int, int]) -> Greys:
    """The waves of a cheque's security print."""
    rows, columns = np.mgrid[: shape[0], : shape[1]]
    waves = np.sin(0.9 * rows + 4 * np.sin(columns / 40)) + np.sin(0.7 * (columns + rows))
    return np.asarray(190 - 12 * waves)
