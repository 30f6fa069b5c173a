"""Real handwriting that no training saw, where DATA_DIR holds it; `make bench` reads all of it."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from digit_reader import Mode, Reader
from training.benchmark.accuracy import SEED, by_writer
from training.benchmark.degrade import half_erased
from training.benchmark.protocol import Drawing, Gaps, single, string
from training.datasets import mnist, pages, strokes
from training.datasets.pages import Half, WrittenPage
from training.datasets.samples import Ink

SAMPLES = 300

LoadHalf = Callable[[Path, Half], list[WrittenPage]]


def share_right(reader: Reader, drawings: list[Drawing], mode: Mode) -> float:
    right = [reader.read(drawing.page, mode).text == drawing.text for drawing in drawings]
    return sum(right) / len(right)


@pytest.fixture(scope="module")
def pen(data: Path) -> list[Ink]:
    folder = data / "strokes"
    if not folder.exists():
        pytest.skip("DATA_DIR holds no pen digits here")
    names = ("pendigits", "unipen_digits")
    return [ink for name in names for ink in strokes.load(folder / f"{name}.jsonl.gz", "test")]


def test_mnist_images_pass_through_the_same_door(reader: Reader, data: Path) -> None:
    images = mnist.load(data / "mnist", "test")
    drawings = [
        Drawing(picture, label)
        for picture, label in zip(images.pictures[:SAMPLES], images.labels[:SAMPLES], strict=True)
    ]
    assert share_right(reader, drawings, "single") >= 0.985


def test_digits_half_gone_are_believed_about_as_often_as_they_are_right(
    reader: Reader, data: Path
) -> None:
    images = mnist.load(data / "mnist", "test")
    rng = np.random.default_rng(SEED)
    readings = [
        reader.read(half_erased(picture, rng), "single")
        for picture in images.pictures[: 3 * SAMPLES]
    ]
    believed = np.mean([reading.confidence for reading in readings])
    right = np.mean([a.text == b for a, b in zip(readings, images.labels, strict=False)])
    assert abs(believed - right) <= 0.05


def test_single_pen_digits_of_unseen_writers(reader: Reader, pen: list[Ink]) -> None:
    rng = np.random.default_rng(SEED)
    chosen = rng.choice(len(pen), SAMPLES, replace=False)
    drawings = [single(pen[index], rng) for index in chosen]
    assert share_right(reader, drawings, "single") >= 0.97


@pytest.mark.parametrize(("gaps", "least"), [("clear", 0.88), ("near", 0.88), ("touching", 0.77)])
def test_strings_of_unseen_writers(
    reader: Reader, pen: list[Ink], gaps: Gaps, least: float
) -> None:
    rng = np.random.default_rng(SEED)
    writers = by_writer(pen)
    drawings = []
    for _ in range(SAMPLES // 3):
        written = writers[int(rng.integers(len(writers)))]
        chosen = rng.choice(len(written), size=int(rng.integers(2, 9)), replace=False)
        drawings.append(string([written[index] for index in chosen], gaps, rng))
    assert share_right(reader, drawings, "multi") >= least


@pytest.mark.parametrize(("half", "least"), [(pages.cheques, 0.58), (pages.cells, 0.92)])
def test_amounts_on_patterns_and_in_frames(
    reader: Reader, data: Path, half: LoadHalf, least: float
) -> None:
    if not (data / "strings").exists():
        pytest.skip("DATA_DIR holds no strings here")
    assert share_of_pages(reader, half(data, "reported")[:SAMPLES], "multi") >= least


def test_photographed_paper(reader: Reader, data: Path) -> None:
    if not (data / "photos").exists():
        pytest.skip("DATA_DIR holds no photos here")
    photos = pages.photos(data)
    digits = [photo for photo in photos if len(photo.text) == 1]
    lines = [photo for photo in photos if len(photo.text) > 1]
    assert share_of_pages(reader, digits, "single") >= 0.95
    assert share_of_pages(reader, lines, "multi") >= 0.8


def share_of_pages(reader: Reader, written: list[WrittenPage], mode: Mode) -> float:
    right = [reader.read(page.path, mode).text == page.text for page in written]
    return sum(right) / len(right)
