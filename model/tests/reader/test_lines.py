"""Digits that run into each other are read; the line network says how likely a text is."""

import numpy as np
import pytest

from digit_reader.transcriber import Transcript

A, B, NOTHING = 0, 1, 2


def transcript(*places: tuple[float, float, float]) -> Transcript:
    """Of one view of a strip, with two labels, by their probabilities at each place."""
    return Transcript(np.log(np.array([places])))


def test_a_label_named_several_times_in_a_row_counts_once() -> None:
    assert transcript((0.8, 0.1, 0.1), (0.8, 0.1, 0.1), (0.1, 0.1, 0.8)).labels == (A,)
    assert transcript((0.8, 0.1, 0.1), (0.1, 0.1, 0.8), (0.8, 0.1, 0.1)).labels == (A, A)
    assert transcript((0.1, 0.1, 0.8)).labels == ()


def test_a_text_is_as_likely_as_all_ways_to_name_it() -> None:
    seen = transcript((0.5, 0.2, 0.3), (0.6, 0.1, 0.3))
    likely = {
        (): 0.3 * 0.3,
        (A,): 0.5 * 0.6 + 0.5 * 0.3 + 0.3 * 0.6,
        (B,): 0.2 * 0.1 + 0.2 * 0.3 + 0.3 * 0.1,
        (A, B): 0.5 * 0.1,
        (B, A): 0.2 * 0.6,
    }
    assert sum(likely.values()) == pytest.approx(1)
    for labels, probability in likely.items():
        assert np.exp(-seen.cost_of(labels)) == pytest.approx(probability)


def test_the_same_label_twice_needs_nothing_between() -> None:
    assert np.exp(-transcript((0.5, 0.2, 0.3), (0.6, 0.1, 0.3)).cost_of((A, A))) == 0
    three = transcript((0.5, 0.2, 0.3), (0.6, 0.1, 0.3), (0.7, 0.1, 0.2))
    assert np.exp(-three.cost_of((A, A))) == pytest.approx(0.5 * 0.3 * 0.7)


def test_views_have_an_equal_say() -> None:
    views = [(0.6, 0.3, 0.1)], [(0.1, 0.8, 0.1)], [(0.5, 0.4, 0.1)]
    seen = Transcript(np.log(np.array(views)))
    assert np.exp(-3 * seen.cost_of((B,))) == pytest.approx(0.3 * 0.8 * 0.4)
    assert seen.labels == (B,)
