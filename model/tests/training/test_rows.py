"""The rows that training draws are such as the shipped line network reads."""

from dataclasses import astuple

import numpy as np
import pytest
from numpy.typing import NDArray

from digit_reader.strip import HEIGHT, LAYERS, make_strip
from digit_reader.transcriber import Transcriber
from digit_reader.weights import line_weights_for
from training.datasets.samples import Images
from training.examples import LABELS
from training.forms import FORMS, formed
from training.handwriting import Handwriting
from training.lines import Strips, by_another_hand, hands_of
from training.lines import drawn as drawn_rows
from training.pen import Hand, drawn
from training.printed import on_plain_paper, on_printed_paper
from training.rows import UNREADABLE
from training.specimens import specimen

SCAN = 28


def scans(rng: np.random.Generator) -> Images:
    """Each specimen by pens of several widths."""
    labels = list(LABELS * 14)
    pictures = np.zeros((len(labels), SCAN, SCAN), np.uint8)
    for picture, label in zip(pictures, labels, strict=True):
        page = drawn(specimen(label).strokes, Hand(18, rng.uniform(0.08, 0.16)), rng)
        picture[: page.shape[0], : page.shape[1]] = page
    return Images(pictures, labels)


@pytest.fixture(scope="module")
def strips() -> Strips:
    """Rows of specimens, and of what is none."""
    rng = np.random.default_rng(1)
    pen = [specimen(label) for label in LABELS]
    letters = np.zeros((1, SCAN, SCAN), np.uint8)
    letters[0, 4:24:6, 4:24] = 255
    learn = Handwriting([scans(rng)], pen, pen[8:9], Images(letters, ["E"]), ())
    return drawn_rows(hands_of(learn).any_strip, 300, rng)


def test_rows_are_strips_with_their_texts(strips: Strips) -> None:
    pictures: list[NDArray[np.uint8]] = [picture for picture, _ in strips]
    assert len(pictures) == len(strips.texts) == 300
    for layer in range(LAYERS):
        assert all(len(each) == HEIGHT and each[..., layer].max() > 100 for each in pictures)
    assert set("".join(strips.texts)) == {*LABELS, UNREADABLE}


def test_the_shipped_line_network_reads_them(strips: Strips) -> None:
    transcriber = Transcriber(line_weights_for("digits"))
    right = [
        transcriber.transcript(picture).labels == tuple(map(LABELS.index, text))
        for picture, text in strips
        if UNREADABLE not in text
    ]
    assert np.mean(right) > 0.7


def test_by_another_hand_they_say_the_same(strips: Strips) -> None:
    transcriber = Transcriber(line_weights_for("digits"))
    rng = np.random.default_rng(1)
    others = [
        (by_another_hand(picture, rng), text) for picture, text in strips if UNREADABLE not in text
    ]
    right = [
        transcriber.transcript(other).labels == tuple(map(LABELS.index, text))
        for other, text in others
    ]
    assert len({other.shape for other, _ in others}) > 20
    assert np.mean(right) > 0.65


def test_a_row_on_printed_paper_is_found_again() -> None:
    rng = np.random.default_rng(3)
    row = drawn(specimen("8").strokes, Hand(60, 0.1), rng)
    found = [on_printed_paper(row, rng) for _ in range(20)]
    kept = [each for each in found if each is not None]
    assert len(kept) >= 5
    assert all(each.ink.max() == 255 for each in kept)
    assert all(each.ink.shape == each.greys.shape for each in kept)
    assert all(abs(each.ink.shape[1] - row.shape[1]) <= 25 for each in kept)


def test_paper_shows_what_was_not_found() -> None:
    rng = np.random.default_rng(3)
    row = np.pad(drawn(specimen("8").strokes, Hand(60, 0.1), rng), 20)
    found = row.copy()
    found[:, : row.shape[1] // 2] = 0
    shown = make_strip(*astuple(on_plain_paper(row, found, rng)))
    left = shown[:, : shown.shape[1] // 2]
    assert left[..., 0].max() < 10
    assert left[..., 1].max() > 100


@pytest.mark.parametrize("label", FORMS)
def test_a_digit_in_another_form_is_as_high_as_any(label: str) -> None:
    rng = np.random.default_rng(4)
    for form in FORMS[label]:
        points = np.concatenate(formed(label, form, rng).strokes)
        assert 0.8 < np.ptp(points[:, 1]) < 1.4
