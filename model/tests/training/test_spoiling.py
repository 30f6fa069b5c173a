"""What wear, degradation and spoiling do to pages, and what calibration says of readings."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from digit_reader import Reader
from training import strings, wear
from training.augment import by_another_hand
from training.benchmark import degrade
from training.benchmark.bins import bins, expected_error
from training.benchmark.protocol import single
from training.benchmark.things import THINGS
from training.datasets.samples import Ink
from training.examples import Unreadable, glyph_of, of_unreadable
from training.handwriting import NO_IMAGES
from training.negatives import HALVES, half, unlike_digits
from training.pen import Hand, drawn
from training.shapes import SHAPES, traced
from training.smudges import smudge
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
    wear.boxed,
]
DEGRADED: list[Spoil] = [
    degrade.blurred,
    degrade.shrunk,
    degrade.half_erased,
    degrade.cut_out,
]


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


def test_a_smudge_is_no_upright_stroke() -> None:
    for seed in range(40):
        patch = smudge(np.random.default_rng(seed)) > 0
        assert np.ptp(np.flatnonzero(patch.any(axis=1))) <= 1.8 * np.ptp(
            np.flatnonzero(patch.any(axis=0))
        )
        assert not patch[[0, -1]].any()


def test_another_hand_writes_a_glyph_otherwise_and_most_of_it_where_it_was() -> None:
    glyph = glyph_of(drawn(specimen("5").strokes, Hand(120, 0.08), np.random.default_rng(1)))
    written = [by_another_hand(glyph, np.random.default_rng(seed)) for seed in range(40)]
    others = [each for each in written if not np.array_equal(each, glyph)]
    assert 20 <= len(others) < 40
    shared = [np.minimum(each, glyph).sum() / glyph.sum() for each in others]
    assert np.mean(shared) > 0.6


def test_the_slash_of_a_zero_rises_to_the_right_for_most_people() -> None:
    zero = specimen("0").strokes
    slashes = [slashed(zero, np.random.default_rng(seed))[-1] for seed in range(60)]
    assert all(slash[0][0] < slash[-1][0] for slash in slashes)
    rising = sum(slash[0][1] > slash[-1][1] for slash in slashes)
    assert 30 < rising < 60


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


def test_runs_of_strings_bear_the_label_of_the_one_digit_that_they_hold() -> None:
    rng = np.random.default_rng(2)
    digits = [specimen(label) for label in "0235689"]
    found = [run for _ in range(40) for run in strings.runs(digits, None, rng)]
    ones = [run for run in found if run.label]
    assert len(ones) >= 20
    assert len(found) - len(ones) >= 40
    reader = Reader()
    read = [reader.read(np.pad(run.glyph, 4), "single").text for run in ones]
    right = sum(text == run.label for text, run in zip(read, ones, strict=True))
    assert right >= 0.8 * len(ones)


def test_a_mark_among_digits_that_is_none_gives_runs_without_a_label() -> None:
    rng = np.random.default_rng(2)
    digits = [specimen(label) for label in "0235689"]
    heart = Ink("shape heart", tuple(traced(SHAPES["heart"](rng), rng)), "")
    found = [run for _ in range(40) for run in strings.runs(digits, heart, rng)]
    labelled = [run for run in found if run.label]
    assert 10 <= len(labelled) <= 40
    assert len(found) - len(labelled) >= 40
    assert {run.kind for run in found if not run.label} == {"shape heart", "cut"}
    reader = Reader()
    read = [reader.read(np.pad(run.glyph, 4), "single").text for run in labelled]
    right = sum(text == run.label for text, run in zip(read, labelled, strict=True))
    assert right >= 0.8 * len(labelled)


@pytest.mark.parametrize("name", [*SHAPES, *THINGS])
def test_a_shape_is_drawn_anew_each_time_and_about_one_unit_large(name: str) -> None:
    corners = {**SHAPES, **THINGS}[name]
    drawings = [
        traced(corners(rng), rng) for rng in (np.random.default_rng(seed) for seed in range(20))
    ]
    heights = [np.ptp(np.concatenate(strokes)[:, 1]) for strokes in drawings]
    assert all(0.4 < height < 2.6 for height in heights)
    assert len(set(heights)) == 20


def test_what_is_unreadable_without_any_data_are_shapes_smudges_and_scribbles() -> None:
    none = Unreadable([], NO_IMAGES, [])
    kinds = of_unreadable(none, 80, np.random.default_rng(0)).kinds.tolist()
    assert {kind.split()[0] for kind in kinds} == {"shape", "smudge", "scribble"}


@pytest.mark.parametrize("label", ["7", "0"])
def test_a_boxed_digit_is_nearer_to_a_square(label: str) -> None:
    page = drawn(specimen(label).strokes, Hand(100, 0.08), np.random.default_rng(0))
    boxed = wear.boxed(page, np.random.default_rng(1))
    assert abs(np.log(boxed.shape[0] / boxed.shape[1])) < abs(np.log(page.shape[0] / page.shape[1]))
