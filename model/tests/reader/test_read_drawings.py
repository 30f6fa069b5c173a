"""Drawings and screenshots: what stands around and under a number is not read."""

import cv2
import numpy as np
import pytest
from handwritten import cut_out, dark_on_light, page, scrawl, write

from digit_reader import Mode, Reader
from digit_reader.enclosures import without_enclosures


def _around(left: float, right: float, gap: float) -> list[tuple[float, float]]:
    """An ellipse around a number at 40..140 px down a page, but for so many radians."""
    angles = np.linspace(0.4, 0.4 + 2 * np.pi - gap, 60)
    middle, reach = (left + right) / 2, (right - left) / 2
    return [(middle + reach * np.cos(a), 110 + 100 * np.sin(a)) for a in angles]


@pytest.mark.parametrize("gap", [0.3, -0.3], ids=["open", "closed"])
def test_a_number_is_read_in_a_circle(reader: Reader, gap: float) -> None:
    canvas = page(520, 220)
    write(canvas, "407", 130, 60)
    scrawl(canvas, _around(20, 500, gap))
    assert reader.read(dark_on_light(canvas)).text == "407"


@pytest.mark.parametrize("text", ["4", "407"])
def test_a_number_is_read_in_a_box_drawn_around_it(reader: Reader, text: str) -> None:
    canvas = page(520, 220)
    write(canvas, text, 130, 60)
    scrawl(canvas, [(25, 22), (492, 27), (496, 200), (20, 195), (22, 18)])
    assert reader.read(dark_on_light(canvas)).text == text


@pytest.mark.parametrize("inset", [4, 8, 16])
def test_a_thin_frame_is_no_ones(reader: Reader, inset: int) -> None:
    canvas = dark_on_light(page(500, 220))
    cv2.rectangle(canvas, (inset, inset), (499 - inset, 219 - inset), 120, 2)
    ink = page(500, 220)
    write(ink, "4071", 60, 60)
    assert reader.read(np.minimum(canvas, dark_on_light(ink))).text == "4071"


def test_a_box_that_touches_digits_does_not_take_them_away(reader: Reader) -> None:
    canvas = page(520, 220)
    write(canvas, "407", 130, 60)
    scrawl(canvas, [(20, 150), (20, 20), (500, 20), (500, 158), (20, 158), (20, 20)])
    assert reader.read(dark_on_light(canvas)).text == "407"


@pytest.mark.parametrize("mode", ["single", "multi"])
@pytest.mark.parametrize("slash", [[(115, 150), (165, 70)], [(140, 85), (140, 135)]])
def test_a_zero_with_a_stroke_apart_within_is_no_enclosure(
    reader: Reader, mode: Mode, slash: list[tuple[float, float]]
) -> None:
    canvas = page(280, 220)
    scrawl(canvas, [(x - 120, y) for x, y in _around(170, 350, -0.1)], pen=10)
    scrawl(canvas, slash, pen=10)
    assert reader.read(dark_on_light(canvas), mode).text in ("0", "?")


@pytest.mark.parametrize("mode", ["single", "multi"])
def test_a_square_zero_with_a_stroke_apart_within_is_no_one(reader: Reader, mode: Mode) -> None:
    canvas = dark_on_light(page(300, 300))
    cv2.rectangle(canvas, (80, 50), (220, 250), 0, 10)
    cv2.line(canvas, (120, 210), (180, 90), 0, 10)
    assert reader.read(canvas, mode).text in ("0", "?")


def test_a_wide_hat_cut_out_close_is_no_bar(reader: Reader) -> None:
    canvas = page(300, 300)
    scrawl(canvas, [(150, 110), (150, 160), (200, 170), (225, 200), (200, 250), (150, 240)], pen=12)
    scrawl(canvas, [(140, 85), (235, 85)], pen=12)
    close = cut_out(canvas)
    reading = reader.read(dark_on_light(close), "single")
    assert (reading.text, reading.characters[0].box.y) == ("5", 1)


@pytest.mark.parametrize("side", [140, 700])
def test_a_page_of_holes_is_left_as_it_is(side: int) -> None:
    checkered = (np.indices((side, side)).sum(axis=0) % 2 * 255).astype(np.uint8)
    assert without_enclosures(checkered) is checkered


@pytest.mark.parametrize("lines", [1, 2])
def test_what_underlines_a_number_is_not_read(reader: Reader, lines: int) -> None:
    canvas = page(520, 260)
    write(canvas, "4071", 60, 50)
    for line in range(lines):
        scrawl(canvas, [(40, 186 + 18 * line), (470, 180 + 18 * line)])
    assert reader.read(dark_on_light(canvas)).text == "4071"


@pytest.mark.parametrize("top", [True, False])
def test_the_bar_of_a_window_is_not_read(reader: Reader, top: bool) -> None:
    ink = page(520, 300)
    write(ink, "4071", 60, 100)
    shot = np.repeat(dark_on_light(ink)[..., None], 3, axis=2)
    bar = slice(0, 50) if top else slice(-50, None)
    shot[bar] = (25, 90, 200)
    cv2.putText(shot[bar], "Notes", (20, 35), cv2.FONT_HERSHEY_SIMPLEX, 1, (255, 255, 255), 2)
    assert reader.read(shot).text == "4071"


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
