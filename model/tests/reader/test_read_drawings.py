"""Drawings and screenshots: what stands around and under a number is not read."""

import numpy as np
import pytest
from handwritten import dark_on_light, page, write

from digit_reader import Reader


@pytest.mark.parametrize("grain", [0.4, 1.2])
def test_faint_pencil_is_read_on_evenly_lit_paper(reader: Reader, grain: float) -> None:
    canvas = page(500, 220)
    write(canvas, "4071", 60, 60, pen=6)
    noise = np.random.default_rng(1).normal(0, grain, canvas.shape)
    paper = np.rint(225 - 24 * (canvas / 255) + noise).astype(np.uint8)
    assert reader.read(paper).text == "4071"
