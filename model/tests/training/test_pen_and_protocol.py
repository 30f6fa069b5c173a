"""The pen draws what it is told, and the canvas protocol keeps its promises."""

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from digit_reader import Reader
from digit_reader.ink import find_ink
from digit_reader.marks import Mark, box_around, find_marks
from digit_reader.paper import even_ground
from training.benchmark.protocol import Gaps, single, string
from training.benchmark.snapshots import bare_snapshot, snapshot
from training.pen import Hand, drawn
from training.specimens import specimen

SEEDS = range(40)


def marks_of(page: NDArray[np.uint8]) -> list[Mark]:
    return find_marks(find_ink(page, even_ground(page)))


@pytest.mark.parametrize("pen", [0.02, 0.05, 0.15])
def test_the_pen_is_as_wide_and_the_ink_as_high_as_told(pen: float) -> None:
    page = drawn(specimen("1").strokes, Hand(height=200, pen=pen), np.random.default_rng(0))
    rows = np.flatnonzero(page.max(axis=1) > 127)
    stem = (page[page.shape[0] * 2 // 3] > 127).sum()
    assert len(rows) == pytest.approx(200 * (1 + pen), abs=1.5)
    assert stem == pytest.approx(200 * pen, abs=1.5)


def test_slant_leans_to_the_right() -> None:
    upright = drawn(specimen("1").strokes, Hand(200, 0.05), np.random.default_rng(0))
    slanted = drawn(specimen("1").strokes, Hand(200, 0.05, slant=0.5), np.random.default_rng(0))
    assert slanted.shape[1] > upright.shape[1] + 50
    assert np.flatnonzero(slanted[8])[0] > np.flatnonzero(slanted[-8])[0] + 50


@pytest.mark.parametrize("seed", SEEDS)
def test_a_single_digit_keeps_the_protocol(seed: int) -> None:
    drawing = single(specimen(str(seed % 10)), np.random.default_rng(seed))
    side = drawing.page.shape[0]
    box = box_around([mark.box for mark in marks_of(drawing.page)])
    assert drawing.page.shape == (side, side)
    assert 280 <= side <= 640
    assert 0.24 * side <= max(box.width, box.height) <= 0.86 * side


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("gaps", ["clear", "near"])
def test_gaps_between_neighbours_keep_the_protocol(seed: int, gaps: Gaps) -> None:
    digits = [specimen(label) for label in "0123"]  # one mark each
    drawing = string(digits, gaps, np.random.default_rng(seed))
    boxes = sorted(
        (mark.box for mark in marks_of(drawing.page)),
        key=lambda b: b.x,
    )
    between = [after.x - before.x - before.width for before, after in pairwise(boxes)]
    height = max(box.height for box in boxes)
    assert drawing.text == "0123"
    assert len(boxes) == 4
    if gaps == "clear":
        assert all(0.15 * height / 1.12 - 3 <= gap <= 0.5 * height / 0.88 + 3 for gap in between)
    else:
        assert all(0 <= gap <= 6 for gap in between)


def test_half_of_touching_neighbours_touch() -> None:
    digits = [specimen(label) for label in "00000000"]
    pages = [string(digits, "touching", np.random.default_rng(seed)).page for seed in range(60)]
    marks = [len(marks_of(page)) for page in pages]
    assert 3.5 <= np.mean(marks) <= 5.5


@pytest.mark.parametrize("seed", range(8))
def test_a_snapshot_is_a_photograph_with_all_its_digits_on_it(seed: int) -> None:
    lines = [[specimen(label) for label in text] for text in ("407", "51928")]
    drawing = snapshot(lines, np.random.default_rng(seed))
    again = snapshot(lines, np.random.default_rng(seed))
    assert drawing.text == "407\n51928"
    assert min(drawing.page.shape) >= 400
    assert even_ground(drawing.page) is None
    assert np.array_equal(drawing.page, again.page)


def test_most_snapshots_are_read() -> None:
    reader = Reader()
    lines = [[specimen(label) for label in "40751"]]
    read = [reader.read(snapshot(lines, np.random.default_rng(seed)).page) for seed in range(12)]
    assert sum(reading.text == "40751" for reading in read) >= 8


def test_nothing_is_read_on_most_snapshots_of_nothing() -> None:
    reader = Reader()
    read = [reader.read(bare_snapshot(np.random.default_rng(seed)).page) for seed in range(24)]
    assert sum(reading.text == "" for reading in read) >= 12
