"""Digits with clear gaps on a clean page are read, whatever their size, pen, place and polarity."""

from concurrent.futures import ThreadPoolExecutor
from itertools import product

import cv2
import numpy as np
import pytest
from handwritten import cut_out, dark_on_light, page, scrawl, write
from numpy.typing import NDArray

from digit_reader import Box, Mode, Reader

DIGITS = "0123456789"
SAW = np.abs(np.arange(20_000) % 24 - 12) / 6 - 1


@pytest.mark.parametrize("digit", DIGITS)
@pytest.mark.parametrize(("height", "pen"), [(30, 3), (100, 4), (100, 15), (240, 9)])
def test_single_mode_reads_a_digit_of_any_size_and_pen(
    reader: Reader, digit: str, height: int, pen: int
) -> None:
    canvas = page(320, 320)
    write(canvas, digit, 40, 20, height=height, pen=pen)
    assert reader.read(canvas, mode="single").text == digit


@pytest.mark.parametrize(("x", "y"), [(10, 10), (215, 10), (10, 175), (110, 90)])
def test_single_mode_reads_a_digit_anywhere_on_the_canvas(reader: Reader, x: int, y: int) -> None:
    canvas = page(280, 280)
    write(canvas, "5", x, y, height=90)
    assert reader.read(canvas, mode="single").text == "5"


@pytest.mark.parametrize("digit", DIGITS)
@pytest.mark.parametrize(
    ("height", "pen"), [(60, 8), (100, 2), (100, 22), (150, 3), (200, 40), (240, 4)]
)
def test_a_digit_that_is_cut_out_close_is_read_with_any_pen(
    reader: Reader, digit: str, height: int, pen: int
) -> None:
    canvas = page(320, 320)
    write(canvas, digit, 40, 40, height=height, pen=pen)
    assert reader.read(cut_out(canvas), mode="single").text == digit


@pytest.mark.parametrize("number", ["17", "22", "77", "1111", "4071"])
@pytest.mark.parametrize(("height", "pen"), [(30, 3), (60, 3), (100, 3), (150, 4)])
def test_no_stroke_of_a_number_that_is_cut_out_close_is_a_rule(
    reader: Reader, number: str, height: int, pen: int
) -> None:
    canvas = page(700, 240)
    write(canvas, number, 30, 30, height=height, pen=pen)
    assert reader.read(cut_out(canvas)).text == number


@pytest.mark.parametrize("digit", DIGITS)
def test_a_digit_that_is_cut_out_close_and_enlarged_is_read(reader: Reader, digit: str) -> None:
    canvas = page(60, 60)
    write(canvas, digit, 20, 20, height=20, pen=3)
    enlarged = cv2.resize(cut_out(canvas), None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC)
    assert reader.read(np.asarray(enlarged, np.uint8), mode="single").text == digit


@pytest.mark.parametrize("number", ["407", "12", "9081", "0123456789", "55555", "7"])
def test_multi_mode_reads_a_number_from_left_to_right(reader: Reader, number: str) -> None:
    canvas = page(1000, 160)
    write(canvas, number, 30, 30)
    reading = reader.read(canvas)
    assert reading.text == number
    assert "".join(character.label or "?" for character in reading.characters) == number


def test_the_sight_shows_a_glyph_for_each_character(reader: Reader) -> None:
    canvas = page(460, 300)
    write(canvas, "407", 30, 30, height=90)
    write(canvas, "12", 60, 180, height=90)
    glyphs = reader.see(canvas).glyphs
    assert [reader.read(glyph, mode="single").text for glyph in glyphs] == list("40712")


def test_polarity_does_not_matter(reader: Reader) -> None:
    canvas = page()
    write(canvas, "407", 40, 50)
    light_ink = reader.read(canvas)
    assert light_ink == reader.read(dark_on_light(canvas))
    assert light_ink.text == "407"


def test_faint_grey_ink_on_grey_paper_is_read(reader: Reader) -> None:
    canvas = page()
    write(canvas, "407", 40, 50)
    assert reader.read((200 - canvas.astype(np.float32) * 0.2).astype(np.uint8)).text == "407"


def test_lines_come_from_top_to_bottom(reader: Reader) -> None:
    canvas = page(460, 460)
    write(canvas, "407", 30, 30, height=90)
    write(canvas, "12", 60, 180, height=90)
    write(canvas, "3568", 20, 330, height=90)
    reading = reader.read(canvas)
    assert reading.text == "407\n12\n3568"
    assert [line.text for line in reading.lines] == ["407", "12", "3568"]
    assert [character.line for character in reading.characters] == [0, 0, 0, 1, 1, 2, 2, 2, 2]


def test_a_slanting_line_holds_together(reader: Reader) -> None:
    canvas = page(760, 330)
    for place, digit in enumerate("407159"):
        write(canvas, digit, 20 + 120 * place, 20 + 35 * place)
    assert reader.read(canvas).text == "407159"


def test_boxes_hold_the_ink(reader: Reader) -> None:
    canvas = page(460, 160)
    drawn = write(canvas, "407", 40, 30)
    reading = reader.read(canvas)
    for character, box in zip(reading.characters, drawn, strict=True):
        assert_close(character.box, box)
    assert_close(
        reading.lines[0].box,
        Box(drawn[0].x, 26, drawn[2].x + drawn[2].width - drawn[0].x, 108),
    )
    assert (reading.width, reading.height) == (460, 160)


def assert_close(seen: Box, drawn: Box) -> None:
    assert abs(seen.x - drawn.x) <= 3
    assert abs(seen.y - drawn.y) <= 3
    assert abs(seen.width - drawn.width) <= 5
    assert abs(seen.height - drawn.height) <= 5


def test_separators_give_no_character(reader: Reader) -> None:
    canvas = page(620, 160)
    write(canvas, "40", 20, 20)
    scrawl(canvas, [(215, 118), (211, 134)])  # a decimal comma
    write(canvas, "75", 240, 20)
    scrawl(canvas, [(435, 70), (465, 70)])  # a dash
    write(canvas, "1", 490, 20)
    scrawl(canvas, [(580, 120), (580, 121)])  # a full stop
    assert reader.read(canvas).text == "40751"


def test_a_five_whose_hat_stands_apart_is_one_digit(reader: Reader) -> None:
    canvas = page(200, 200)
    scrawl(
        canvas,
        [(60, 60), (56, 96), (90, 90), (112, 112), (108, 146), (80, 164), (50, 154)],
        pen=7,
    )
    scrawl(canvas, [(66, 42), (112, 40)], pen=7)
    reading = reader.read(canvas)
    assert reading.text == "5"


def test_a_slashed_zero_is_one_mark(reader: Reader) -> None:
    canvas = page(200, 200)
    (zero,) = write(canvas, "0", 60, 50)
    scrawl(canvas, [(80, 120), (98, 80)], pen=5)  # inside, touching nothing
    reading = reader.read(canvas)
    assert len(reading.characters) == 1
    assert_close(reading.characters[0].box, zero)


@pytest.mark.parametrize("mode", ["single", "multi"])
def test_an_empty_page_reads_as_nothing_for_sure(reader: Reader, mode: Mode) -> None:
    reading = reader.read(page(), mode=mode)
    assert reading.text == ""
    assert reading.confidence == 1.0
    assert reading.lines == ()
    assert reading.characters == ()


def test_what_nobody_could_read_is_a_question_mark(reader: Reader) -> None:
    canvas = page()
    write(canvas, "4", 30, 50)
    for x in range(150, 230, 13):  # a hatching as high as a digit
        scrawl(canvas, [(x, 50), (x + 8, 150)], pen=4)
    scrawl(canvas, [(150, 100), (240, 100)], pen=4)
    write(canvas, "7", 290, 50)
    reading = reader.read(canvas)
    assert reading.text == "4?7"
    refused = reading.characters[1]
    assert refused.label is None
    assert refused.confidence > 0.5
    assert len(refused.alternatives) == 3


def arc(x: float, y: float, radius: float, start: float, end: float) -> list[tuple[float, float]]:
    """Points around a centre in px, from one angle to another, in degrees, clockwise from right."""
    turns = np.deg2rad(np.linspace(start, end, 24))
    return [(x + radius * np.cos(turn), y + radius * np.sin(turn)) for turn in turns]


LETTERS: dict[str, list[list[tuple[float, float]]]] = {
    "a": [[*arc(125, 150, 45, -20, -380), (168, 105), (168, 185), (180, 198), (195, 190)]],
    "h": [[(80, 60), (80, 200), (80, 150), *arc(115, 150, 36, 180, 360), (150, 200)]],
    "p": [[(90, 100), (90, 240)], arc(125, 140, 39, 180, 540)],
    "v": [[(80, 100), (115, 200), (150, 100)]],
}


@pytest.mark.parametrize("pen", [7, 9, 14])
@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_alone_is_neither_a_digit_nor_cut_into_digits(
    reader: Reader, letter: str, pen: float
) -> None:
    canvas = page(280, 280)
    for stroke in LETTERS[letter]:
        scrawl(canvas, stroke, pen)
    assert reader.read(canvas).text == "?"


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_among_digits_is_neither_a_digit_nor_cut_into_digits(
    reader: Reader, letter: str
) -> None:
    canvas = page(500, 280)
    write(canvas, "2", 20, 90)
    scrawled = page(280, 280)
    for stroke in LETTERS[letter]:
        scrawl(scrawled, stroke, 8)
    inked = cut_out(scrawled)
    rows, columns = inked.shape
    canvas[90 : 90 + rows, 120 : 120 + columns] = inked
    write(canvas, "3", 160 + columns, 90)
    assert reader.read(canvas).text == "2?3"


@pytest.mark.parametrize("pen", [8, 14, 20])
@pytest.mark.parametrize("count", [4, 5, 6])
def test_hatching_struck_through_is_no_row_of_fours(reader: Reader, pen: float, count: int) -> None:
    canvas = page(500, 400)
    for x in np.linspace(100, 324, count):
        scrawl(canvas, [(x, 340), (x + 56, 60)], pen=pen)
    scrawl(canvas, [(100, 200), (380, 200)], pen=pen)
    assert reader.read(canvas).text == "?"


@pytest.mark.parametrize("lean", [-40, 0, 40])
@pytest.mark.parametrize("count", [4, 5, 7])
def test_hatching_is_no_row_of_ones(reader: Reader, count: int, lean: float) -> None:
    canvas = page(400, 250)
    for number in range(count):
        foot = 130 + 28 * number
        scrawl(canvas, [(foot + lean, 60), (foot, 190)], 8)
    assert reader.read(canvas).text == "?"


@pytest.mark.parametrize("lean", [-40, 0, 40])
def test_ones_as_near_as_people_write_them_are_a_number(reader: Reader, lean: float) -> None:
    canvas = page(500, 250)
    for number in range(5):
        foot = 100 + 60 * number
        scrawl(canvas, [(foot + lean, 60), (foot, 190)], 8)
    assert reader.read(canvas).text == "11111"


def test_single_mode_takes_all_ink_as_one_character(reader: Reader) -> None:
    canvas = page()
    write(canvas, "407", 40, 50)
    reading = reader.read(canvas, mode="single")
    assert len(reading.characters) == 1
    assert reading.characters[0].box.width > 200


def test_single_mode_takes_ink_at_the_border_too(reader: Reader) -> None:
    canvas = page()
    write(canvas, "407", -8, 50)
    (character,) = reader.read(canvas, mode="single").characters
    assert character.box.x == 0
    assert character.box.width > 220


def test_specks_of_dust_do_not_make_a_digit_smaller(reader: Reader) -> None:
    canvas = page(400, 400)
    (box,) = write(canvas, "8", 150, 120, height=200)
    clean = reader.read(canvas, mode="single")
    for x, y in [(5, 6), (390, 12), (11, 380), (372, 391)]:
        canvas[y : y + 3, x : x + 2] = 255
    for mode in ("single", "multi"):
        reading = reader.read(canvas, mode=mode)
        assert reading.text == "8"
        assert_close(reading.characters[0].box, box)
    assert reader.read(canvas, mode="single") == clean


@pytest.mark.parametrize("wanted", [0, 1, 3, 9])
def test_alternatives_are_the_next_likeliest_labels(reader: Reader, wanted: int) -> None:
    canvas = page()
    write(canvas, "407", 40, 50)
    for character in reader.read(canvas, alternatives=wanted).characters:
        labels = [alternative.label for alternative in character.alternatives]
        confidences = [alternative.confidence for alternative in character.alternatives]
        assert len(labels) == wanted
        assert character.label not in labels
        assert len(set(labels)) == wanted
        assert [character.confidence, *confidences] == sorted(
            [character.confidence, *confidences], reverse=True
        )
        assert character.confidence + sum(confidences) <= 1 + 1e-6


def test_the_text_is_as_sure_as_all_of_its_characters(reader: Reader) -> None:
    canvas = page(460, 300)
    write(canvas, "407", 40, 20)
    write(canvas, "12", 40, 170)
    reading = reader.read(canvas)
    assert reading.confidence == pytest.approx(
        np.prod([character.confidence for character in reading.characters])
    )
    assert reading.lines[1].confidence == pytest.approx(
        np.prod([character.confidence for character in reading.characters if character.line == 1])
    )


def test_a_text_that_may_be_another_is_less_sure_than_its_characters(reader: Reader) -> None:
    shares = []
    for first, second in product(DIGITS, DIGITS):
        canvas = page(300, 200)
        write(canvas, first, 20, 40, height=100)
        write(canvas, second, 55, 40, height=100)
        reading = reader.read(canvas)
        characters = np.prod([character.confidence for character in reading.characters])
        shares.append(reading.confidence / characters)
    assert max(shares) <= 1 + 1e-6
    assert sum(share < 0.8 for share in shares) >= 5


def test_one_reader_serves_many_threads(reader: Reader) -> None:
    numbers = [f"{seed * 7919 % 10000:04d}" for seed in range(60)]

    def read(number: str) -> str:
        canvas = page(430, 140)
        write(canvas, number, 20, 20)
        return reader.read(canvas).text

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(read, numbers)) == numbers


@pytest.mark.parametrize(
    "texture",
    [
        np.random.default_rng(1).integers(0, 256, (1500, 1500)).astype(np.uint8),
        np.tile(np.array([[0, 255], [255, 255]], np.uint8), (3500, 3500)),
        np.tile(np.array([[0], [255]], np.uint8), (1000, 1)),
        np.tile(np.array([[0, 255, 255, 255]] * 3 + [[255] * 4], np.uint8), (250, 250)),
        np.tile(np.array([0, 0, 0, 255, 255, 255], np.uint8), (100, 3000)),
        np.where(np.abs(np.mgrid[:60, :20_000][0] - 30 * (1 + SAW)) < 3, 0, 255).astype(np.uint8),
    ],
    ids=["noise", "fine grid", "column of dots", "grid", "stripes", "a long zigzag"],
)
def test_texture_is_read_to_an_end(reader: Reader, texture: NDArray[np.uint8]) -> None:
    reading = reader.read(texture)
    assert reading.width == texture.shape[1]
    assert len(reading.characters) <= 400


def test_a_large_page_keeps_its_own_pixels(reader: Reader) -> None:
    canvas = page(4200, 1800)
    drawn = write(canvas, "407", 300, 300, height=1100, pen=90)
    reading = reader.read(canvas)
    assert reading.text == "407"
    assert (reading.width, reading.height) == (4200, 1800)
    for character, box in zip(reading.characters, drawn, strict=True):
        assert abs(character.box.x - box.x) <= 8
        assert abs(character.box.width - box.width) <= 16


def test_a_row_of_digits_beside_a_much_larger_one_stays_a_row(reader: Reader) -> None:
    canvas = page(640, 600)
    write(canvas, "8", 200, 20, height=300, pen=20)
    write(canvas, "407", 100, 400, height=60, pen=5)
    assert reader.read(canvas).text == "8\n407"


def test_a_small_line_is_no_dirt(reader: Reader) -> None:
    canvas = page(700, 400)
    write(canvas, "8", 20, 30, height=320, pen=22)
    write(canvas, "407", 420, 60, height=50, pen=5)
    assert reader.read(canvas).text == "407\n8"


def test_a_lower_line_of_one_digit_is_no_dirt(reader: Reader) -> None:
    canvas = page(500, 330)
    write(canvas, "407", 20, 20, height=150, pen=12)
    write(canvas, "5", 60, 230, height=62, pen=6)
    assert reader.read(canvas).text == "407\n5"


def test_a_dash_high_up_behind_a_low_digit_is_no_line_of_its_own(reader: Reader) -> None:
    canvas = page(600, 200)
    for place, digit in enumerate("4072"):
        write(canvas, digit, 20 + place * 85, 50)
    write(canvas, "0", 365, 95, height=55)
    scrawl(canvas, [(440, 50), (438, 90)])
    assert reader.read(canvas).text == "40720"


def test_a_blot_high_up_behind_a_low_digit_is_no_line_of_its_own(reader: Reader) -> None:
    canvas = page(600, 200)
    for place, digit in enumerate("4072"):
        write(canvas, digit, 20 + place * 85, 50)
    write(canvas, "0", 365, 105, height=45)
    blot = [(450, 48), (490, 50), (452, 68), (491, 70), (455, 88), (495, 86)]
    scrawl(canvas, blot, pen=16)
    assert reader.read(canvas).text == "40720"


def test_lines_close_to_each_other_stay_apart(reader: Reader) -> None:
    canvas = page(460, 420)
    for row, number in enumerate(["4071", "2895", "6307"]):
        write(canvas, number, 30, 20 + 125 * row, height=100)
    assert reader.read(canvas).text == "4071\n2895\n6307"


def test_the_two_strokes_of_an_open_four_are_one_digit(reader: Reader) -> None:
    canvas = page(400, 200)
    write(canvas, "1", 40, 50)
    scrawl(canvas, [(150, 50), (142, 105), (190, 103)])
    scrawl(canvas, [(202, 52), (196, 150)])
    write(canvas, "1", 260, 50)
    assert reader.read(canvas).text == "141"


def test_neighbours_whose_boxes_overlap_stay_two_digits(reader: Reader) -> None:
    canvas = page(400, 200)
    write(canvas, "7", 60, 50)
    scrawl(canvas, [(118, 92), (104, 152)])  # a slanted 1 under the arm of the 7
    assert reader.read(canvas).text == "71"


@pytest.mark.parametrize("wrong", [-1, 10])
def test_a_wrong_number_of_alternatives_is_refused(reader: Reader, wrong: int) -> None:
    with pytest.raises(ValueError, match="0 to 9"):
        reader.read(page(), alternatives=wrong)


def test_a_wrong_mode_is_refused(reader: Reader) -> None:
    with pytest.raises(ValueError, match="single or multi"):
        reader.read(page(), mode="double")  # type: ignore[arg-type]
