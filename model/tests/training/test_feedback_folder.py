"""What users corrected becomes examples where nobody has to guess which mark is which."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from handwritten import dark_on_light, page, write
from numpy.typing import NDArray

from digit_reader import Reader
from training.datasets import feedback
from training.examples import UNREADABLE, of_varied_images
from training.handwriting import NO_IMAGES, Handwriting, with_feedback

HEADER = "file\tcorrection\treading\ttime\tmode\n"
TIME = "2026-11-20T12:00:00+00:00"


def number(text: str) -> NDArray[np.uint8]:
    """A page with a number on it, a line for each part between bars."""
    canvas = page(460, 460)
    for row, line in enumerate(text.split("|")):
        write(canvas, line, 30, 30 + 150 * row, height=90)
    return dark_on_light(canvas)


def exported(folder: Path, *rows: tuple[str, str, str]) -> Path:
    """A folder with what is written, its correction and its mode, a row each."""
    lines = []
    for place, (written, correction, mode) in enumerate(rows):
        cv2.imwrite(str(folder / f"{place}.png"), number(written))
        lines.append(f"{place}.png\t{correction}\t{written}\t{TIME}\t{mode}\n")
    (folder / "labels.tsv").write_text(HEADER + "".join(lines), "utf-8")
    return folder


def test_each_character_is_a_glyph_with_its_corrected_label(reader: Reader, tmp_path: Path) -> None:
    folder = exported(tmp_path, ("407", "401", "multi"), ("40|12", "40|1?", "multi"))
    corrected = feedback.load(folder, reader)
    assert "".join(corrected.labels) == "401401?"
    read = [reader.read(glyph, "single").text for glyph in corrected.pictures]
    assert "".join(read) == "4074012"


def test_single_mode_takes_all_ink_as_one(reader: Reader, tmp_path: Path) -> None:
    corrected = feedback.load(exported(tmp_path, ("11", "4", "single")), reader)
    assert corrected.labels == ["4"]


@pytest.mark.parametrize(
    ("written", "correction", "mode"),
    [
        ("407", "4071", "multi"),
        ("407", "40", "multi"),
        ("40|12", "4012", "multi"),
        ("40|12", "401|2", "multi"),
        ("407", "407", "single"),
    ],
)
def test_an_image_that_was_cut_otherwise_is_left_out(
    reader: Reader, tmp_path: Path, written: str, correction: str, mode: str
) -> None:
    folder = exported(tmp_path, (written, correction, mode), ("25", "25", "multi"))
    assert feedback.load(folder, reader).labels == ["2", "5"]


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("none.png\t4\t4\tnow\tmulti\n", "line 2: there is no file none.png"),
        ("0.png\tO\t4\tnow\tmulti\n", "line 2: 'O' is more than digits"),
        ("0.png\t\t4\tnow\tmulti\n", "line 2 has no correction"),
        ("0.png\n", "line 2 has no correction and no mode"),
    ],
)
def test_a_bad_row_is_named(reader: Reader, tmp_path: Path, row: str, complaint: str) -> None:
    folder = exported(tmp_path, ("4", "4", "multi"))
    (folder / "labels.tsv").write_text(HEADER + row, "utf-8")
    with pytest.raises(feedback.BadFeedback, match=complaint):
        feedback.load(folder, reader)


def test_a_folder_without_a_table_is_named(reader: Reader, tmp_path: Path) -> None:
    with pytest.raises(feedback.BadFeedback, match=r"labels\.tsv cannot be read"):
        feedback.load(tmp_path, reader)


def test_unreadable_marks_are_learnt_as_such(reader: Reader, tmp_path: Path) -> None:
    corrected = feedback.load(exported(tmp_path, ("407", "4?7", "multi")), reader)
    shown = of_varied_images(corrected, np.random.default_rng(1))
    assert shown.targets.tolist() == [4, UNREADABLE, 7]


def test_the_card_tells_that_feedback_was_learnt_from(reader: Reader, tmp_path: Path) -> None:
    corrected = feedback.load(exported(tmp_path, *[("407", "407", "multi")] * 3), reader)
    others = Handwriting([], [], [], NO_IMAGES, ())
    learn = with_feedback(others, corrected)
    assert [(source.name, source.samples) for source in learn.sources] == [("Feedback", 9)]
    assert set(learn.epoch((1,)).targets.tolist()) == {4, 0, 7, UNREADABLE}
