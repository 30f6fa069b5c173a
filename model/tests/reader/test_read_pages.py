"""Numbers on real pages: digits that touch, shadow, rules, frames, patterns, dirt and print."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from handwritten import dark_on_light, page, scrawl, write
from paper import (
    Greys,
    bent,
    framed,
    in_lamp_light,
    in_shadow,
    leaning,
    on_a_table,
    on_paper,
    patterned,
    photographed,
    ruled,
    squared,
)
from PIL import Image, ImageDraw, ImageFont

from digit_reader import Mode, Reader
from digit_reader.command import main
from digit_reader.marks import box_around
from training.benchmark.snapshots import snapshot
from training.specimens import specimen

SHAPE = (420, 900)


def number(text: str, x: float = 120, y: float = 150, height: float = 110) -> np.ndarray:
    canvas = page(SHAPE[1], SHAPE[0])
    write(canvas, text, x, y, height=height, pen=9)
    return canvas


TOO_FAINT = pytest.mark.xfail(strict=True, reason="ink is judged for the page as a whole")


@pytest.mark.parametrize("text", ["30", "55", "82", "407", "69", "3333", "2007"])
def test_digits_that_touch_are_read_one_by_one(reader: Reader, text: str) -> None:
    canvas = page(500, 200)
    right = 40.0
    for label in text:
        (box,) = write(bare := page(500, 200), label, right, 50)
        overlap = box.x + box.width - 3
        canvas = np.maximum(canvas, bare)
        left_bearing = box.x - right
        right = overlap - left_bearing
    reading = reader.read(canvas)
    assert reading.text == text
    assert len(reading.lines) == 1


def test_a_box_for_each_of_two_digits_that_touch(reader: Reader) -> None:
    canvas = page(300, 200)
    (first,) = write(canvas, "3", 40, 50)
    write(canvas, "0", first.x + first.width - 12, 50)
    left, right = (character.box for character in reader.read(canvas).characters)
    assert abs(left.x - first.x) <= 4
    assert abs(left.width - first.width) <= 12
    assert right.x >= first.x + first.width - 15


def test_a_photographed_page_is_brighter_in_its_middle(reader: Reader) -> None:
    assert reader.read(on_paper(number("4071"), photographed(SHAPE))).text == "4071"


def test_a_shadow_is_no_ink(reader: Reader) -> None:
    assert reader.read(on_paper(number("407128"), in_shadow(SHAPE))).text == "407128"


@pytest.mark.parametrize("pen", [14, 22])
@pytest.mark.parametrize("text", ["8", "289"])
def test_bold_digits_cut_out_close_are_no_paper(reader: Reader, text: str, pen: float) -> None:
    canvas = page(500, 220)
    ink = write(canvas, text, 60, 60, height=100, pen=pen)
    box = box_around(ink)
    rows = slice(box.y - 12, box.y + box.height + 12)
    cut_out = canvas[rows, box.x - 12 : box.x + box.width + 12]
    grainy = on_paper(cut_out, photographed(cut_out.shape), darkness=0.7)
    assert reader.read(grainy).text == text


@pytest.mark.parametrize("darkness", [0.5, pytest.param(0.35, marks=TOO_FAINT)])
def test_pencil_is_read_beside_pen(reader: Reader, darkness: float) -> None:
    paper = on_paper(number("407", y=40), photographed(SHAPE))
    faint = on_paper(number("128", y=250), paper.astype(float), darkness=darkness)
    assert reader.read(faint).text == "407\n128"


@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        ((255, 240, 60), (255, 255, 255)),
        ((210, 60, 60), (60, 128, 60)),
        ((40, 60, 160), (250, 220, 120)),
        ((250, 250, 250), (30, 80, 60)),
    ],
    ids=["yellow on white", "red on green as dark", "blue on yellow", "chalk"],
)
def test_colours_do_not_matter(
    reader: Reader, ink: tuple[int, int, int], paper: tuple[int, int, int]
) -> None:
    there = number("407")[..., None] / 255
    coloured = np.rint(there * np.array(ink) + (1 - there) * np.array(paper)).astype(np.uint8)
    assert reader.read(coloured).text == "407"


@pytest.mark.parametrize("every", [52, 90, 130])
def test_ruled_lines_go_and_what_crosses_them_stays(reader: Reader, every: int) -> None:
    paper = ruled(photographed(SHAPE), every)
    assert reader.read(on_paper(number("4725"), paper)).text == "4725"


@pytest.mark.parametrize("every", [28, 45])
def test_squared_paper(reader: Reader, every: int) -> None:
    paper = squared(photographed(SHAPE), every)
    assert reader.read(on_paper(number("4725"), paper)).text == "4725"


def test_a_single_digit_on_ruled_paper(reader: Reader) -> None:
    paper = ruled(photographed(SHAPE), 60)
    assert reader.read(on_paper(number("2", x=350), paper), mode="single").text == "2"


@pytest.mark.parametrize("turn", [-6, 7])
def test_rules_of_a_page_that_leans(reader: Reader, turn: float) -> None:
    paper = ruled(photographed(SHAPE), 64, grey=0.7)
    assert reader.read(leaning(on_paper(number("4725"), paper), turn)).text == "4725"


@pytest.mark.parametrize("sag", [-0.02, 0.012])
def test_rules_of_a_page_that_does_not_lie_flat(reader: Reader, sag: float) -> None:
    paper = ruled(photographed(SHAPE), 64, grey=0.7)
    assert reader.read(bent(on_paper(number("4725"), paper), sag)).text == "4725"


def test_thin_rules_of_a_large_photograph(reader: Reader) -> None:
    canvas = page(2000, 1500)
    write(canvas, "4725", 500, 500, height=260, pen=22)
    sheet = on_paper(canvas, ruled(photographed(canvas.shape), 140, grey=0.6))
    assert reader.read(leaning(sheet, 2.3)).text == "4725"


@pytest.mark.parametrize("below", [-2, 0, 2])
def test_an_eight_whose_waist_lies_on_a_rule_stays_whole(reader: Reader, below: int) -> None:
    canvas = page(SHAPE[1], SHAPE[0])
    first = write(canvas, "8838", 120, 150, height=110, pen=3)[0]
    middle = canvas[180:230, first.x : first.x + first.width]
    waist = 180 + int(np.argmin([np.ptp(np.flatnonzero(row)) for row in middle]))
    paper = photographed(SHAPE)
    for row in range((waist + below) % 65, SHAPE[0], 65):
        paper[row - 1 : row + 2] *= 0.6
    assert reader.read(on_paper(canvas, paper, darkness=0.45)).text == "8838"


def test_a_stroke_along_a_faint_rule_stays(reader: Reader) -> None:
    canvas = page(600, 500)
    write(canvas, "4", 200, 160, height=200, pen=12)
    bar = int(np.argmax((canvas > 128).sum(axis=1)))
    paper = photographed(canvas.shape)
    paper[bar % 60 :: 60] *= 0.85
    assert reader.read(on_paper(canvas, paper), mode="single").text == "4"


def test_what_is_left_of_rules_is_no_part_of_a_single_digit(reader: Reader) -> None:
    canvas = number("2", x=350)
    for y in range(20, SHAPE[0], 100):
        scrawl(canvas, [(700, y), (740, y - 2)], pen=3)
    assert reader.read(on_paper(canvas, photographed(SHAPE)), mode="single").text == "2"


@pytest.mark.parametrize(("turn", "light"), [(0, 70), (4, 70), (-3, 120)])
def test_a_sheet_on_a_table(reader: Reader, turn: float, light: float) -> None:
    sheet = on_paper(number("4725"), ruled(photographed(SHAPE), 60, grey=0.75))
    assert reader.read(on_a_table(sheet, turn, light)).text == "4725"


def test_a_single_digit_on_a_sheet_on_a_table(reader: Reader) -> None:
    sheet = on_paper(number("2", x=350), photographed(SHAPE))
    assert reader.read(on_a_table(sheet, 5), mode="single").text == "2"


@pytest.mark.parametrize("edge", [500, 700, 850, 950])
@pytest.mark.parametrize("soft", [4, 20])
def test_a_shadow_across_a_ruled_sheet_and_its_table(
    reader: Reader, edge: int, soft: float
) -> None:
    canvas = page(800, 1000)
    write(canvas, "4725", 420, 300, height=90, pen=9)
    table = on_a_table(on_paper(canvas, ruled(photographed(canvas.shape), 60)), 3, 50)
    rows, columns = np.mgrid[:1000, :800]
    shaded = cv2.GaussianBlur((columns + 0.5 * rows > edge).astype(np.float64), (0, 0), soft)
    assert reader.read(np.rint(table * (1 - 0.5 * shaded)).astype(np.uint8)).text == "4725"


@pytest.mark.parametrize("edge", [500, 700])
@pytest.mark.parametrize("depth", [0.5, 0.7])
def test_smooth_paper_half_in_shadow(reader: Reader, edge: int, depth: float) -> None:
    canvas = number("407128")
    rows, columns = np.mgrid[: SHAPE[0], : SHAPE[1]]
    shaded = cv2.GaussianBlur((columns + rows > edge).astype(np.float64), (0, 0), 6)
    assert reader.read(on_paper(canvas, 190 * (1 - depth * shaded))).text == "407128"


def test_dense_scribble_on_a_dark_canvas_is_no_sheet(reader: Reader) -> None:
    canvas = page(400, 400)
    rows = [(60 + 260 * (turn % 2), 50 + 24 * turn) for turn in range(13)]
    scrawl(canvas, rows, pen=36)
    write(canvas, "1", 180, 120, height=150, pen=10)
    assert reader.read(canvas, mode="single").text == "?"


def test_boxes_lie_on_the_digits_of_a_sheet_on_a_table(reader: Reader) -> None:
    table = on_a_table(on_paper(number("4725"), photographed(SHAPE)), 0)
    box = box_around([each.box for each in reader.read(table).characters])
    ink = number("4725") > 128
    columns = np.flatnonzero(ink.any(axis=0)) * 0.8 + 0.1 * SHAPE[1]
    assert abs(box.x - columns[0]) <= 3
    assert abs(box.x + box.width - columns[-1]) <= 3


@pytest.mark.parametrize("text", ["71", "60", "22", "4"])
def test_a_dark_corner_of_a_small_page_is_no_digit(reader: Reader, text: str) -> None:
    canvas = page(130, 120)
    write(canvas, text, 36, 42, height=36, pen=4)
    assert reader.read(on_paper(canvas, in_lamp_light((120, 130)), darkness=0.65)).text == text


def test_a_printed_frame_is_no_digit(reader: Reader) -> None:
    canvas = framed(number("85", x=300), 4, 4, SHAPE[1] - 6, SHAPE[0] - 6)
    assert reader.read(dark_on_light(canvas)).text == "85"


def test_a_table_cell_with_its_neighbours_lines(reader: Reader) -> None:
    canvas = number("85", x=300)
    for x in (20, SHAPE[1] - 25):
        scrawl(canvas, [(x, 0), (x, SHAPE[0])], pen=4)
    for y in (12, SHAPE[0] - 18):
        scrawl(canvas, [(0, y), (SHAPE[1], y)], pen=4)
    assert reader.read(on_paper(canvas, photographed(SHAPE))).text == "85"


def test_a_long_one_is_no_rule(reader: Reader) -> None:
    canvas = page(300, 300)
    scrawl(canvas, [(150, 10), (150, 290)], pen=5)
    assert reader.read(canvas, mode="single").text == "1"


@pytest.mark.parametrize("digit", "2457")
def test_a_digit_cut_out_tightly_keeps_its_arms_and_feet(reader: Reader, digit: str) -> None:
    canvas = page(200, 200)
    (box,) = write(canvas, digit, 40, 40, height=64, pen=3)
    tight = canvas[box.y : box.y + box.height, box.x : box.x + box.width]
    assert reader.read(tight, mode="single").text == digit


def test_the_pattern_of_a_cheque_is_no_ink(reader: Reader) -> None:
    assert reader.read(on_paper(number("19160"), patterned(SHAPE))).text == "19160"


def test_separators_on_a_cheque_give_no_character(reader: Reader) -> None:
    canvas = number("12", x=60)
    write(canvas, "500", 300, 150, height=110, pen=9)
    scrawl(canvas, [(262, 250), (262, 252)], pen=12)  # a thousands dot
    scrawl(canvas, [(640, 205), (700, 205)], pen=9)  # a closing dash
    assert reader.read(on_paper(canvas, patterned(SHAPE))).text == "12500"


@pytest.mark.parametrize("blot", [30, 50])
def test_a_blot_for_a_dot_gives_no_character(reader: Reader, blot: float) -> None:
    canvas = number("12", x=60)
    write(canvas, "500", 360, 150, height=110, pen=9)
    scrawl(canvas, [(290, 238), (291, 239)], pen=blot)
    assert reader.read(on_paper(canvas, patterned(SHAPE))).text == "12500"


@pytest.mark.parametrize("rise", [0, 20])
def test_two_dashes_at_the_end_give_no_character(reader: Reader, rise: float) -> None:
    canvas = number("1200", x=60)
    for y in (190, 215):
        scrawl(canvas, [(500, y), (560, y - rise)], pen=9)
    assert reader.read(on_paper(canvas, patterned(SHAPE))).text == "1200"


def test_a_comma_under_a_digit_is_not_a_part_of_it(reader: Reader) -> None:
    canvas = page(400, 220)
    write(canvas, "10", 40, 30)
    scrawl(canvas, [(190, 135), (192, 150), (184, 165)], pen=8)
    assert reader.read(canvas).text == "10"


def test_blank_paper_with_grain_is_empty(reader: Reader) -> None:
    grain = np.random.default_rng(3).normal(190, 9, (600, 800)).clip(0, 255).astype(np.uint8)
    reading = reader.read(grain)
    assert (reading.text, reading.confidence) == ("", 1.0)


@pytest.mark.parametrize("turn", [0, 50, 140])
def test_a_faint_stain_on_evenly_lit_paper_is_no_digit(reader: Reader, turn: int) -> None:
    stain = np.zeros((150, 200))
    cv2.ellipse(stain, (90, 75), (18, 40), turn, 0, 360, 20, -1)
    grain = np.random.default_rng(1).normal(0, 1.2, stain.shape)
    paper = np.rint(200 - cv2.GaussianBlur(stain, (0, 0), 9) + grain).astype(np.uint8)
    assert reader.read(paper).text == ""


@pytest.mark.parametrize("seed", [0, 1, 5])
def test_a_piece_of_coarse_paper_is_empty(reader: Reader, seed: int) -> None:
    fibres = page(135, 135)
    rng = np.random.default_rng(seed)
    for x, y in rng.uniform(10, 120, (40, 2)):
        scrawl(fibres, [(x, y), (x + rng.uniform(0, 6), y + rng.uniform(-3, 3))], pen=2)
    paper = photographed((1000, 1200))[300:435, 300:435]
    assert reader.read(on_paper(fibres, paper, darkness=0.5)).text == ""


@pytest.mark.parametrize("shape", [(380, 660), (350, 340), (600, 800), (1200, 900)])
@pytest.mark.parametrize("light", [photographed, in_lamp_light])
def test_bare_paper_is_empty_in_uneven_light(
    reader: Reader, light: Callable[[tuple[int, int]], Greys], shape: tuple[int, int]
) -> None:
    assert reader.read(np.rint(light(shape)).astype(np.uint8)).text == ""


@pytest.mark.parametrize("shape", [(600, 800), (900, 1200)])
def test_bare_paper_is_empty_after_compression(reader: Reader, shape: tuple[int, int]) -> None:
    paper = np.rint(photographed(shape, seed=2)).astype(np.uint8)
    _, data = cv2.imencode(".jpg", paper, (cv2.IMWRITE_JPEG_QUALITY, 95))
    assert reader.read(data.tobytes()).text == ""


@pytest.mark.parametrize("every", [60, 110])
def test_a_bare_ruled_sheet_is_empty(reader: Reader, every: int) -> None:
    assert (
        reader.read(on_paper(page(800, 1000), ruled(photographed((1000, 800)), every))).text == ""
    )


@pytest.mark.parametrize(("rules", "every"), [(ruled, 90), (squared, 150)])
@pytest.mark.parametrize("turn", [-5, 3])
def test_a_bare_sheet_is_empty_where_it_is_cut_out_of_a_larger_one_that_leans(
    reader: Reader, rules: Callable[[Greys, int], Greys], every: int, turn: float
) -> None:
    canvas = page(1800, 1300)
    sheet = leaning(on_paper(canvas, rules(photographed(canvas.shape), every)), turn)
    assert reader.read(np.ascontiguousarray(sheet[250:1050, 300:1500])).text == ""


@pytest.mark.parametrize("every", [80, 110, 150])
@pytest.mark.parametrize("turn", [2, -3])
def test_a_bare_sheet_of_dark_squares_is_empty(reader: Reader, every: int, turn: float) -> None:
    canvas = page(1300, 1800)
    paper = squared(photographed(canvas.shape), every, grey=0.4, thick=2)
    sheet = leaning(on_paper(canvas, paper), turn)
    assert reader.read(np.ascontiguousarray(sheet[250:1050, 300:1100])).text == ""


@pytest.mark.parametrize(("every", "height"), [(60, 45), (60, 54), (90, 40), (140, 126)])
@pytest.mark.parametrize("turn", [2, -3])
def test_a_number_on_dark_squares(reader: Reader, every: int, height: int, turn: float) -> None:
    canvas = page(1300, 1800)
    write(canvas, "4071", 480, 700, height=height, pen=max(2, height // 12))
    paper = squared(photographed(canvas.shape), every, grey=0.4, thick=2)
    sheet = leaning(on_paper(canvas, paper, 0.8), turn)
    assert reader.read(np.ascontiguousarray(sheet[450:1050, 300:1100])).text == "4071"


def test_bold_writing_that_is_faint_is_no_rule(reader: Reader) -> None:
    canvas = page(600, 600)
    write(canvas, "28", 100, 80, height=390, pen=20)
    assert reader.read(on_paper(canvas, photographed(canvas.shape), 0.16)).text == "28"


def test_a_small_number_is_read_on_a_large_sheet(reader: Reader) -> None:
    canvas = page(2000, 1500)
    write(canvas, "4071", 900, 700, height=40, pen=4)
    assert reader.read(on_paper(canvas, photographed(canvas.shape), 0.5)).text == "4071"


def test_the_desk_beside_the_paper_is_no_digit(reader: Reader) -> None:
    sheet = on_paper(number("4071"), photographed(SHAPE))
    sheet[:300, -9:] = 45
    assert reader.read(sheet).text == "4071"


@pytest.mark.parametrize("left", [0, 586])
def test_the_table_that_shows_at_the_border_is_no_one(reader: Reader, left: int) -> None:
    sheet = on_paper(page(600, 800), photographed((800, 600)))
    outer = 0 if left == 0 else 599
    corners = [(left, 200), (left + 13, 200), (outer, 300)]
    cv2.fillConvexPoly(sheet, np.array(corners), 45)
    assert reader.read(sheet).text == ""


@pytest.mark.parametrize("mode", ["single", "multi"])
def test_a_one_whose_arm_is_at_the_border_is_read(reader: Reader, mode: Mode) -> None:
    canvas = page(600, 800)
    write(canvas, "1", 8, 300, height=150, pen=10)
    left = int(np.flatnonzero(canvas.any(axis=0))[0])
    canvas = np.roll(canvas, -left, axis=1)
    assert reader.read(on_paper(canvas, photographed(canvas.shape)), mode).text == "1"


def test_rules_that_end_at_the_border_are_no_ones(reader: Reader) -> None:
    sheet = number("4075")
    for x in (60, 300, 820):
        scrawl(sheet, [(x, SHAPE[0] - 70), (x + 4, SHAPE[0])], pen=6)
    assert reader.read(on_paper(sheet, photographed(SHAPE))).text == "4075"


def test_thin_strokes_beside_what_is_written_are_left_of_rules(reader: Reader) -> None:
    sheet = number("4075")
    for x in (60, 300, 820):
        scrawl(sheet, [(x, 20), (x + 2, 110)], pen=3)
    assert reader.read(on_paper(sheet, photographed(SHAPE))).text == "4075"


def test_a_long_stroke_beside_what_is_written_is_left_of_a_rule(reader: Reader) -> None:
    sheet = number("407", height=50)
    scrawl(sheet, [(850, 230), (852, 360)], pen=7)
    assert reader.read(on_paper(sheet, photographed(SHAPE))).text == "407"


def test_a_stroke_far_higher_than_its_line_does_not_hide_it(reader: Reader) -> None:
    sheet = number("407", height=50)
    scrawl(sheet, [(400, 60), (402, 240)], pen=9)
    assert reader.read(on_paper(sheet, photographed(SHAPE))).text == "4071"


@pytest.mark.parametrize("apart", [60, 300])
def test_a_row_of_specks_is_no_row_of_ones(reader: Reader, apart: float) -> None:
    sheet = number("407", y=100, height=120)
    for x in (100, 100 + apart):
        scrawl(sheet, [(x, 330), (x + 1, 348)], pen=8)
    assert reader.read(on_paper(sheet, photographed(SHAPE))).text == "407"


def test_weak_ink_where_a_deep_shadow_falls(reader: Reader) -> None:
    canvas = page(900, 1200)
    write(canvas, "4075", 100, 700, height=90, pen=5)
    rows, columns = np.mgrid[:1200, :900]
    shaded = cv2.GaussianBlur((columns + 0.6 * rows < 810).astype(np.float64), (0, 0), 20)
    paper = photographed(canvas.shape) * (1 - 0.65 * shaded)
    assert reader.read(on_paper(canvas, paper, darkness=0.4)).text == "4075"


@pytest.mark.parametrize("seed", [89, 94])
def test_a_snapshot_that_darkens_towards_its_border(reader: Reader, seed: int) -> None:
    rng = np.random.default_rng(seed)
    text = "".join(rng.choice(list("0123456789"), 6))
    taken = snapshot([[specimen(label) for label in text]], rng)
    assert reader.read(taken.page).text == text


@pytest.mark.parametrize("darkness", [0.3, 0.45])
def test_pencil_in_the_light_of_a_lamp(reader: Reader, darkness: float) -> None:
    canvas = page(1200, 900)
    write(canvas, "4071", 450, 400, height=90, pen=4)
    sheet = on_paper(canvas, in_lamp_light(canvas.shape), darkness)
    assert reader.read(sheet).text == "4071"


@pytest.mark.parametrize("digit", "80")
@pytest.mark.parametrize("soft", [13, 19])
def test_a_bold_digit_out_of_focus_on_a_dark_canvas(
    reader: Reader, digit: str, soft: float
) -> None:
    canvas = page(320, 320)
    write(canvas, digit, 64, 24, height=272, pen=38)
    blurred = cv2.GaussianBlur(canvas, (0, 0), soft)
    assert reader.read((20 + 0.85 * blurred).astype(np.uint8), mode="single").text == digit


def test_a_dark_corner_is_no_digit(reader: Reader) -> None:
    sheet = on_paper(number("4071"), photographed(SHAPE))
    rows, columns = np.mgrid[: SHAPE[0], : SHAPE[1]]
    outside = np.clip((rows + columns - sum(SHAPE) + 90) / 60, 0, 1)
    assert reader.read(np.rint(sheet * (1 - 0.8 * outside)).astype(np.uint8)).text == "4071"


def test_small_print_is_no_row_of_digits(reader: Reader) -> None:
    printed = Image.fromarray(page(SHAPE[1], SHAPE[0]))
    draw = ImageDraw.Draw(printed)
    draw.text((40, 20), "UNIVERSITY OF TECHNOLOGY", 255, ImageFont.load_default(26))
    both = np.maximum(number("4071"), np.asarray(printed))
    assert reader.read(on_paper(both, photographed(SHAPE))).text == "4071"


def test_specks_on_paper_give_nothing(reader: Reader) -> None:
    canvas = number("407")
    for x, y in np.random.default_rng(4).uniform((20, 20), (880, 400), (25, 2)):
        scrawl(canvas, [(x, y), (x + 2, y + 1)], pen=3)
    assert reader.read(on_paper(canvas, photographed(SHAPE))).text == "407"


def test_crumbs_and_a_hair_on_bare_paper_give_nothing(reader: Reader) -> None:
    canvas = page(SHAPE[1], SHAPE[0])
    scrawl(canvas, [(300, 200), (350, 203)], pen=3)
    for x, y in np.random.default_rng(4).uniform((80, 80), (820, 340), (25, 2)):
        scrawl(canvas, [(x, y), (x + 3, y + 1), (x + 4, y + 4)], pen=3)
    assert reader.read(on_paper(canvas, photographed(SHAPE))).text == ""


def test_explain_draws_the_steps_of_one_image(tmp_path: Path) -> None:
    source, drawn = tmp_path / "number.png", tmp_path / "steps.png"
    Image.fromarray(number("407")).save(source)
    assert main(["read", str(source), "--explain", str(drawn)]) == 0
    with Image.open(drawn) as steps:
        assert steps.format == "PNG"
        assert steps.width == 960
        glyphs = np.asarray(steps.convert("L"))[-130:]
    # The last of the panels shows the glyphs of three digits, side by side.
    inked = np.flatnonzero((glyphs[:84] < 128).any(axis=0))
    assert np.count_nonzero(np.diff(inked) > 10) >= 2


def test_explain_says_where_it_cannot_draw(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "number.png"
    Image.fromarray(number("407")).save(source)
    assert main(["read", str(source), "--explain", str(tmp_path / "no" / "steps.png")]) == 1
    told = capsys.readouterr()
    assert told.out == "407\n"
    assert "No such file" in told.err


def test_explain_takes_one_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["read", "a.png", "b.png", "--explain", str(tmp_path / "steps.png")])
    assert "one" in capsys.readouterr().err
