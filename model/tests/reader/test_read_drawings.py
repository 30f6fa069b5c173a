"""Drawings and screenshots: what stands around and under a number is not read."""

import numpy as np
import pytest
from handwritten import dark_on_light, page, scrawl, write

from digit_reader import Reader


@pytest.mark.parametrize("text", ["11", "40", "2"])
def test_a_small_number_is_read_on_a_large_canvas(reader: Reader, text: str) -> None:
    canvas = page(1200, 900)
    write(canvas, text, 700, 500, height=18, pen=1.5)
    assert reader.read(dark_on_light(canvas)).text == text


def test_specks_on_a_large_canvas_are_no_digits(reader: Reader) -> None:
    canvas = page(1200, 900)
    for x, y in np.random.default_rng(4).uniform(20, 880, (12, 2)):
        scrawl(canvas, [(x, y), (x + 3, y + 2)], pen=3)
    assert reader.read(dark_on_light(canvas)).text == ""


@pytest.mark.parametrize("grain", [0.4, 1.2])
def test_faint_pencil_is_read_on_evenly_lit_paper(reader: Reader, grain: float) -> None:
    canvas = page(500, 220)
    write(canvas, "4071", 60, 60, pen=6)
    noise = np.random.default_rng(1).normal(0, grain, canvas.shape)
    paper = np.rint(225 - 24 * (canvas / 255) + noise).astype(np.uint8)
    assert reader.read(paper).text == "4071"
