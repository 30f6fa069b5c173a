"""Lines: strips of whole rows with the text they bear, for the network that sees a line at once.

Rows are written by the writers of the pen data and, of scans, by hands put together from digits of
one stroke width. They are drawn once and kept, in files made whole or not at all.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from digit_reader.marks import CONNECTS
from digit_reader.strip import HEIGHT, LAYERS, leaning, make_strip
from training import rows
from training.augment import varied
from training.cores import on_every_core, save_whole
from training.datasets.samples import Images, Ink
from training.handwriting import Handwriting
from training.printed import Found, on_plain_paper, on_printed_paper
from training.rows import Digits, Page

FILES = 60
STRIPS_A_FILE = 4000
SEED = 20261128
# So many strips are of pen writers, the others of scans.
PEN_SHARE = 0.6
# So many are written on printed paper, and kept where they are found there; the others are worn.
PRINTED = 0.5
# So many worn ones are on a screen, where all ink that is left was found.
ON_SCREEN = 0.5
# A hand of scans has so many digits; one that knows fewer labels than this writes no rows.
SCANS_A_HAND = 140
LEAST_LABELS = 5
# A wider strip is left out: it would hold up all that are learnt from beside it.
WIDEST = 420
# So many rows are cut off at a side by the border of their page, by up to this share of the height.
CUT_OFF, MOST_CUT_OFF = 0.12, 0.15
# What is lower than this, in px, is no row.
LEAST_HEIGHT = 6
# By another hand a strip is wider or narrower by up to this, as a logarithm, and leans by up to so
# many px more per px down, to either side.
STRETCH, LEAN = 0.15, 0.25


@dataclass(frozen=True, slots=True, eq=False)
class Strips:
    """N strips side by side, uint8 (32, W₁ + … + Wₙ, 2), the width of each, and their texts."""

    side_by_side: NDArray[np.uint8]
    widths: NDArray[np.int64]
    texts: list[str]

    def __iter__(self) -> Iterator[tuple[NDArray[np.uint8], str]]:
        """Each strip with its text."""
        ends = np.cumsum(self.widths)[:-1]
        yield from zip(np.split(self.side_by_side, ends, axis=1), self.texts, strict=True)


@dataclass(frozen=True, slots=True)
class Hands:
    """Who writes: hands of pen writers, and hands put together from scans."""

    pen: Sequence[Digits]
    scans: Sequence[Digits]

    def any_strip(self, rng: np.random.Generator) -> tuple[NDArray[np.uint8], str] | None:
        """A strip and its text, or None where the row is no good."""
        hands = self.pen if rng.random() < PEN_SHARE else self.scans
        digits = hands[int(rng.integers(len(hands)))]
        text = rows.any_text(sorted(digits.keys() - {rows.UNREADABLE}), rng)
        page = rows.written(text, digits, rows.any_style(rng), rng)
        cropped = _cut_off(_cropped(_thickened(page, rng), rng), rng)
        if cropped.shape[0] < LEAST_HEIGHT:
            return None
        worn = on_printed_paper(cropped, rng) if rng.random() < PRINTED else _worn(cropped, rng)
        if worn is None:
            return None
        strip = make_strip(worn.ink, worn.greys)
        return (strip, text) if strip.shape[1] <= WIDEST else None


def hands_of(learn: Handwriting) -> Hands:
    """The hands of what there is to learn from; each of them also writes what is no digit."""
    writers: dict[str, dict[str, list[Ink]]] = {}
    for digit in learn.pen:
        writers.setdefault(digit.writer, {}).setdefault(digit.label, []).append(digit)
    pen = [
        {**digits, rows.UNREADABLE: learn.signs}
        for digits in writers.values()
        if len(digits) >= LEAST_LABELS
    ]
    rng = np.random.default_rng(SEED)
    letters = [_to_height(varied(letter, rng)) for letter in learn.letters.pictures]
    scans = [
        {**digits, rows.UNREADABLE: letters}
        for images in learn.scanned
        for digits in _scanned_hands(images, rng)
    ]
    return Hands(pen, scans)


def _scanned_hands(images: Images, rng: np.random.Generator) -> Iterator[Digits]:
    """Scans, varied and brought to a row's height, put together by their strokes' width."""
    digits = [
        (label, _to_height(varied(picture, rng)))
        for picture, label in zip(images.pictures, images.labels, strict=True)
    ]
    digits.sort(key=lambda digit: _stroke_width(digit[1]))
    for start in range(0, len(digits), SCANS_A_HAND):
        hand: dict[str, list[Page]] = {}
        for label, picture in digits[start : start + SCANS_A_HAND]:
            hand.setdefault(label, []).append(picture)
        if len(hand) >= LEAST_LABELS:
            yield hand


def _to_height(page: Page) -> Page:
    x, y, width, height = cv2.boundingRect((page > CONNECTS // 2).astype(np.uint8))
    scale = rows.HEIGHT / max(height, width / 1.5, 1)
    size = (max(2, round(width * scale)), max(2, round(height * scale)))
    digit = page[y : y + height, x : x + width] if height else page
    return np.asarray(cv2.resize(digit, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _stroke_width(page: Page) -> float:
    inked = (page > CONNECTS).astype(np.uint8)
    contours, _ = cv2.findContours(inked, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    around = sum(cv2.arcLength(contour, closed=True) for contour in contours)
    return 2 * float(inked.sum()) / max(around, 1.0)


def _thickened(page: Page, rng: np.random.Generator) -> Page:
    kind = rng.random()
    if kind < 0.18:
        side = 2 if kind < 0.12 else 3
        return np.asarray(cv2.dilate(page, np.ones((side, side), np.uint8)), dtype=np.uint8)
    if kind < 0.26:
        return np.asarray(cv2.erode(page, np.ones((2, 2), np.uint8)), dtype=np.uint8)
    return page


def _cropped(page: Page, rng: np.random.Generator) -> Page:
    """The page cut to its ink, give or take a pixel or two."""
    x, y, width, height = cv2.boundingRect((page > CONNECTS // 2).astype(np.uint8))
    more = int(rng.integers(3))
    top, left = max(y - more, 0), max(x - more, 0)
    return page[top : y + height + more, left : x + width + more].copy()


def _cut_off(row: Page, rng: np.random.Generator) -> Page:
    """The row, at times without what the border of its page cuts off at one side."""
    if rng.random() >= CUT_OFF:
        return row
    turns = int(rng.integers(4))
    lost = round(rng.uniform(0, MOST_CUT_OFF) * min(row.shape))
    return np.ascontiguousarray(np.rot90(np.rot90(row, turns)[lost:], -turns))


def _worn(row: Page, rng: np.random.Generator) -> Found:
    """The row after what finding its ink may have left on it, or taken from it."""
    found = _spoilt(row.copy(), rng)
    if rng.random() < ON_SCREEN:
        return Found(found, 255 - found)
    return on_plain_paper(row, found, rng)


def _spoilt(page: Page, rng: np.random.Generator) -> Page:
    if rng.random() < 0.15:
        _speckle(page, rng)
    if rng.random() < 0.2:
        _break(page, rng)
    if rng.random() < 0.1:
        page = _patchy(page, rng)
    if rng.random() < 0.3:
        page = np.asarray(cv2.GaussianBlur(page, (0, 0), rng.uniform(0.4, 1.4)), dtype=np.uint8)
    if rng.random() < 0.3:
        page = (page * rng.uniform(0.35, 1)).astype(np.uint8)
    return page


def _speckle(page: Page, rng: np.random.Generator) -> None:
    """Specks, and what is left of rules."""
    height, width = page.shape
    for _ in range(int(rng.integers(1, 5))):
        x, y, ink = int(rng.integers(width)), int(rng.integers(height)), int(rng.integers(80, 255))
        if rng.random() < 0.4:
            end = x + int(rng.integers(4, max(5, width // 2)))
            cv2.line(page, (x, y), (end, y), ink, 1)
        else:
            cv2.circle(page, (x, y), int(rng.integers(1, 3)), ink, cv2.FILLED)


def _break(page: Page, rng: np.random.Generator) -> None:
    """Fine gaps, as of a pattern that was taken away."""
    height, width = page.shape
    for _ in range(int(rng.integers(1, 6))):
        x, y = int(rng.integers(width)), int(rng.integers(height))
        turn, length = rng.uniform(0, np.pi), rng.uniform(0.2, 2) * rows.HEIGHT
        end = (round(x + length * np.cos(turn)), round(y + length * np.sin(turn)))
        cv2.line(page, (x, y), end, 0, int(rng.integers(1, 3)))


def _patchy(page: Page, rng: np.random.Generator) -> Page:
    height, width = page.shape
    cells = (max(2, height // 3), max(2, width // 3))
    kept = (rng.random(cells) > rng.uniform(0.05, 0.25)).astype(np.uint8) * 255
    return np.asarray(cv2.min(page, cv2.resize(kept, (width, height))), dtype=np.uint8)


def by_another_hand(strip: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """The strip, uint8 (32, W, 2), narrower or wider and leaning otherwise than it was drawn."""
    stretch = float(np.exp(rng.uniform(-STRETCH, STRETCH)))
    return leaning(strip, float(rng.uniform(-LEAN, LEAN)), stretch)


def path_of(folder: Path, number: int) -> Path:
    """The file of so many strips, counted from 1."""
    return folder / f"strips-{number:02d}.npz"


def load(path: Path) -> Strips:
    """The strips of a file."""
    with np.load(path) as archive:
        texts = [str(text) for text in archive["texts"]]
        return Strips(archive["side_by_side"], archive["widths"], texts)


def draw(learn: Handwriting, folder: Path) -> None:
    """Draws the files that are not there yet, on every core."""
    folder.mkdir(parents=True, exist_ok=True)
    missing = [number for number in range(1, FILES + 1) if not path_of(folder, number).exists()]
    if not missing:
        return
    for number in on_every_core(partial(_draw_one, folder), hands_of(learn), missing):
        print(f"strips {number}/{FILES} drawn", flush=True)


def _draw_one(folder: Path, hands: Hands, number: int) -> int:
    rng = np.random.default_rng((SEED, number))
    save(drawn(hands.any_strip, STRIPS_A_FILE, rng), path_of(folder, number))
    return number


def save(strips: Strips, path: Path) -> None:
    """Writes a file of strips."""
    texts = np.array(strips.texts)
    save_whole(path, side_by_side=strips.side_by_side, widths=strips.widths, texts=texts)


def drawn(
    any_strip: Callable[[np.random.Generator], tuple[NDArray[np.uint8], str] | None],
    count: int,
    rng: np.random.Generator,
) -> Strips:
    """So many strips."""
    found: list[tuple[NDArray[np.uint8], str]] = []
    while len(found) < count:
        strip = any_strip(rng)
        if strip is not None:
            found.append(strip)
    pictures, texts = zip(*found, strict=True)
    widths = np.array([picture.shape[1] for picture in pictures], np.int64)
    side_by_side = np.concatenate([np.zeros((HEIGHT, 0, LAYERS), np.uint8), *pictures], axis=1)
    return Strips(side_by_side, widths, list(texts))
