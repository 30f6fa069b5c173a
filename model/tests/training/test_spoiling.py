"""What wear, degradation and spoiling do to pages, and what calibration says of readings."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from digit_reader import Reader
from training import wear
from training.benchmark import degrade
from training.benchmark.bins import bins, expected_error
from training.benchmark.protocol import single
from training.negatives import HALVES, half, unlike_digits
from training.pen import Hand, drawn
from training.specimens import specimen
from training.variants import slashed

Page = NDArray[np.uint8]
Spoil = Callable[[Page, np.random.Generator], Page]
WEAR: list[Spoil] = [
    wear.shrunk,
    wear.two_tone,
    wear.faint,
    wear.blurred,
    wear.compressed,
    wear.streaked,
    wear.patchy,
]
DEGRADED: list[Spoil] = [degrade.blurred, degrade.shrunk, degrade.half_erased]


@pytest.mark.parametrize("spoil", WEAR)
def test_wear_changes_a_page_and_leaves_ink(spoil: Spoil) -> None:
    page = drawn(specimen("5").strokes, Hand(100, 0.08), np.random.default_rng(0))
    spoilt = spoil(page, np.random.default_rng(1))
    assert spoilt.dtype == np.uint8
    assert spoilt.max() > 60
    assert spoilt.shape != page.shape or not np.array_equal(spoilt, page)


@pytest.mark.parametrize("label", "0123456789")
def test_pages_stay_readable_for_the_most_part_when_worn(label: str) -> None:
    rng = np.random.default_rng(int(label))
    reader = Reader()
    pages = [
        np.pad(wear.worn(drawn(specimen(label).strokes, Hand(100, 0.08), rng), rng), 8)
        for _ in range(30)
    ]
    assert sum(reader.read(page, "single").text == label for page in pages) >= 24


@pytest.mark.parametrize("degraded", DEGRADED)
def test_what_is_degraded_is_the_same_for_the_same_seed(degraded: Spoil) -> None:
    page = single(specimen("3"), np.random.default_rng(0)).page
    once, again, other = (degraded(page, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert np.array_equal(once, again)
    assert once.shape != other.shape or not np.array_equal(once, other)


def test_a_half_is_about_half_and_only_of_digits_whose_half_is_no_digit() -> None:
    rng = np.random.default_rng(0)
    for label in "0123456789":
        page = drawn(specimen(label).strokes, Hand(100, 0.08), rng)
        piece = half(page, label, rng)
        assert (piece is not None) == (label in HALVES)
        if piece is not None:
            assert 0.4 <= piece.size / page.size <= 0.6


def test_letters_that_look_like_digits_are_no_examples_of_what_is_none() -> None:
    letters = list("AOolISZqgbB7W")
    assert [letters[place] for place in unlike_digits(letters)] == ["A", "W"]


def test_a_slashed_zero_has_a_stroke_from_lower_left_to_upper_right() -> None:
    zero = specimen("0").strokes
    for seed in range(20):
        slash = slashed(zero, np.random.default_rng(seed))[-1]
        assert slash[0][0] < slash[-1][0]
        assert slash[0][1] > slash[-1][1]


def test_calibrated_confidences_have_no_calibration_error_and_boasts_have() -> None:
    rng = np.random.default_rng(0)
    sure = rng.uniform(0.5, 1, 60_000)
    right = rng.random(60_000) < sure
    assert expected_error(bins(sure, right)) < 0.8
    assert expected_error(bins(np.ones(60_000), right)) == pytest.approx(25, abs=1)


def test_bins_hold_equally_many_from_the_least_sure_to_the_surest() -> None:
    found = bins(np.linspace(1, 0, 150), np.ones(150, bool))
    assert [each.n for each in found] == [10] * 15
    assert [each.sure for each in found] == sorted(each.sure for each in found)
