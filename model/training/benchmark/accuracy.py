"""How many are read exactly right: each set by a fixed seed, only writers no training saw."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import cv2
import numpy as np

from digit_reader import Mode, Reader, Reading
from digit_reader.page import decode
from digit_reader.weights import Figure
from training.benchmark import degrade
from training.benchmark.bins import Bin, bins, expected_error
from training.benchmark.protocol import Drawing, Gaps, single, string
from training.benchmark.snapshots import bare_snapshot, snapshot
from training.datasets import images, mnist, pages, strokes
from training.datasets.pages import WrittenPage
from training.datasets.samples import Images, Ink

SEED = 20261120
STRINGS = 1000
SNAPSHOTS = 200
# Of the lines on a snapshot, and of the digits in each of them.
LINES, DIGITS = (1, 3), (3, 10)
# Of each photograph, so many pieces without any stroke, darker than the paper by so many greys, of
# so many pieces that are looked at.
PIECES, TRIES, FAINT_STROKE = 6, 4000, 45
# Megapixels.
LARGEST_PHOTO = 50.0


@dataclass(frozen=True, slots=True, eq=False)
class Set:
    """Drawings of one kind, to be read in one mode."""

    name: str
    mode: Mode
    drawings: tuple[Drawing, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """A set with a reading for each drawing."""

    set: Set
    readings: tuple[Reading, ...]

    @property
    def figure(self) -> Figure:
        """The share read exactly right, a refusal counted as wrong."""
        right = len(self.set.drawings) - len(self.mistakes)
        low, high = wilson(right, len(self.set.drawings))
        exact = right / len(self.set.drawings)
        return Figure(
            self.set.name,
            len(self.set.drawings),
            round(100 * exact, 2),
            round(100 * low, 2),
            round(100 * high, 2),
            round(self.refused, 2),
            round(expected_error(self.calibration), 2),
        )

    @property
    def refused(self) -> float:
        """The share, in percent, of readings with an unreadable character."""
        return 100 * sum("?" in reading.text for reading in self.readings) / len(self.readings)

    @property
    def calibration(self) -> list[Bin]:
        """The readings in bins of confidence."""
        sure = np.array([reading.confidence for reading in self.readings])
        pairs = zip(self.set.drawings, self.readings, strict=True)
        return bins(sure, np.array([reading.text == drawing.text for drawing, reading in pairs]))

    @property
    def by_writer(self) -> list[float]:
        """The share of each known writer read exactly right, in percent, the worst first."""
        right: dict[str, list[bool]] = {}
        for drawing, reading in zip(self.set.drawings, self.readings, strict=True):
            if drawing.writer:
                right.setdefault(drawing.writer, []).append(reading.text == drawing.text)
        return sorted(100 * float(np.mean(each)) for each in right.values())

    @property
    def mistakes(self) -> list[tuple[Drawing, Reading]]:
        """What was read wrong, the most confident first."""
        wrong = [
            (drawing, reading)
            for drawing, reading in zip(self.set.drawings, self.readings, strict=True)
            if reading.text != drawing.text
        ]
        return sorted(wrong, key=lambda pair: -pair[1].confidence)


def figures(data: Path, weights: Path, learnt: Collection[str]) -> tuple[Figure, ...]:
    """The figures of a weight file on all sets that the data folder holds."""
    reader = Reader(weights=weights)
    return tuple(measured(reader, each).figure for each in held_out_sets(data, learnt))


def measured(reader: Reader, held_out: Set) -> Result:
    """The set, read."""
    return Result(
        held_out,
        tuple(reader.read(drawing.page, mode=held_out.mode) for drawing in held_out.drawings),
    )


def held_out_sets(data: Path, learnt: Collection[str] = ()) -> Iterator[Set]:
    """The sets of the data folder, each made when it is asked for.

    Of the image files that weights have learnt from, only the part kept for tests.
    """
    scanned = _scans("MNIST test", mnist.load(data / "mnist", "test"))
    yield scanned
    if not (data / "strokes").exists():
        return
    pen = {
        name: strokes.load(data / "strokes" / f"{name}.jsonl.gz", "test")
        for name in ("pendigits", "unipen_digits")
    }
    singles: list[Drawing] = []
    for name, inks in pen.items():
        rng = np.random.default_rng(SEED)
        drawings = tuple(single(digit, rng) for digit in inks)
        singles += drawings
        yield Set(f"single pen digits, {name}", "single", drawings)
    yield Set("single pen digits, both", "single", tuple(singles))
    for name in ("usps_train", "ardis_iv_train"):
        path = data / "singles" / f"{name}.npz"
        if name not in learnt:
            yield _scans(name, images.load_all(path))
        yield _scans(f"{name}, last fifth", images.load(path, "test"))
    photographed = images.load_all(data / "letters" / "tasnimul_pen62.npz")
    yield _scans("tasnimul_pen62, its digits", _digits(photographed))
    for degraded in (degrade.blurred, degrade.shrunk, degrade.half_erased, degrade.cut_out):
        rng = np.random.default_rng(SEED)
        drawings = tuple(
            Drawing(degraded(each.page, rng), each.text) for each in (*scanned.drawings, *singles)
        )
        yield Set(f"MNIST test and pen, {degraded.__name__.replace('_', ' ')}", "single", drawings)
    yield from _pages(data)
    writers = by_writer([digit for inks in pen.values() for digit in inks])
    yield Set("snapshots, lines", "multi", tuple(_snapshots(writers, LINES, DIGITS)))
    yield Set("snapshots, digits", "single", tuple(_snapshots(writers, (1, 1), (1, 1))))
    rng = np.random.default_rng(SEED)
    bare = tuple(bare_snapshot(rng) for _ in range(SNAPSHOTS))
    yield Set("snapshots, nothing written", "multi", bare)
    kinds: tuple[Gaps, ...] = ("clear", "near", "touching")
    for gaps in kinds:
        yield Set(f"strings, gaps {gaps}", "multi", tuple(_strings(writers, gaps)))


def _scans(name: str, scanned: Images) -> Set:
    pairs = zip(scanned.pictures, scanned.labels, strict=True)
    return Set(name, "single", tuple(Drawing(picture, label) for picture, label in pairs))


def _pages(data: Path) -> Iterator[Set]:
    """Cheques and cells that nothing was tuned on, and photos, on which the ink was."""
    if (data / "strings").exists():
        yield _page_set("cheque amounts", "multi", pages.cheques(data, "reported"))
        yield _page_set("mark-sheet cells", "multi", pages.cells(data, "reported"))
    if (data / "photos").exists():
        photos = pages.photos(data)
        lines = [photo for photo in photos if len(photo.text) > 1]
        alone = [photo for photo in photos if len(photo.text) == 1]
        yield _page_set("photographed lines (tuned on)", "multi", lines)
        yield _page_set("photographed digits (tuned on)", "single", alone)
        yield Set(
            "pieces of photographs, nothing written (tuned on)", "multi", _bare_pieces(photos)
        )


def _page_set(name: str, mode: Mode, written: Sequence[WrittenPage]) -> Set:
    drawings = [Drawing(decode(each.path, LARGEST_PHOTO).grey, each.text) for each in written]
    return Set(name, mode, tuple(drawings))


def _bare_pieces(photos: Sequence[WrittenPage]) -> tuple[Drawing, ...]:
    """Pieces of photographs where nothing is as thin and dark as a stroke, at most PIECES of each.

    They are 100 to 900 px high: paper, tables, shadows, and faint rules.
    """
    rng = np.random.default_rng(SEED)
    bare = []
    for photo in photos:
        grey = decode(photo.path, LARGEST_PHOTO).grey
        hollows = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, np.ones((41, 41), np.uint8))
        strokes = cv2.dilate((hollows > FAINT_STROKE).view(np.uint8), np.ones((15, 15)))
        pieces = (_any_piece(grey.shape, rng) for _ in range(TRIES))
        bare += list(islice((grey[p] for p in pieces if not strokes[p].any()), PIECES))
    return tuple(Drawing(piece, "") for piece in bare)


def _any_piece(shape: tuple[int, ...], rng: np.random.Generator) -> tuple[slice, slice]:
    rows, columns = shape
    height = int(np.exp(rng.uniform(np.log(100), np.log(min(rows, 900)))))
    width = int(min(columns, height * rng.uniform(0.7, 2)))
    top, left = rng.integers(rows - height + 1), rng.integers(columns - width + 1)
    return slice(top, top + height), slice(left, left + width)


def _digits(found: Images) -> Images:
    places = [place for place, label in enumerate(found.labels) if label.isdigit()]
    return Images(found.pictures[places], [found.labels[place] for place in places])


def by_writer(inks: Sequence[Ink]) -> list[list[Ink]]:
    """The inks of each writer who wrote at least eight."""
    writers: dict[str, list[Ink]] = {}
    for digit in inks:
        writers.setdefault(digit.writer, []).append(digit)
    return [written for written in writers.values() if len(written) >= 8]


def wilson(right: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    z = 1.96
    share = right / n
    centre = share + z * z / (2 * n)
    spread = z * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return float((centre - spread) / scale), float((centre + spread) / scale)


def _snapshots(
    writers: Sequence[Sequence[Ink]], lines: tuple[int, int], digits: tuple[int, int]
) -> Iterator[Drawing]:
    """Pages with so many lines, least and most, of so many digits each."""
    rng = np.random.default_rng(SEED)
    for _ in range(SNAPSHOTS):
        written = writers[int(rng.integers(len(writers)))]
        size = int(rng.integers(digits[0], digits[1] + 1))
        rows = rng.integers(len(written), size=(int(rng.integers(lines[0], lines[1] + 1)), size))
        yield snapshot([[written[index] for index in row] for row in rows], rng)


def _strings(writers: Sequence[Sequence[Ink]], gaps: Gaps) -> Iterator[Drawing]:
    rng = np.random.default_rng(SEED)
    for _ in range(STRINGS):
        written = writers[int(rng.integers(len(writers)))]
        chosen = rng.choice(len(written), size=int(rng.integers(2, 9)), replace=False)
        yield string([written[index] for index in chosen], gaps, rng)
