"""Splits keep writers apart, and what the loaders give is what the files hold."""

from pathlib import Path

import numpy as np
import pytest

from training.datasets import images, mnist, strokes
from training.datasets.splits import Split, split_of

SPLITS: tuple[Split, ...] = ("train", "validation", "test")


def test_a_writer_keeps_to_one_split_forever() -> None:
    assert [split_of(f"writer {number}") for number in range(8)] == [
        split_of(f"writer {number}") for number in range(8)
    ]


def test_a_fifth_tests_and_a_tenth_validates() -> None:
    splits = [split_of(f"writer {number}") for number in range(4000)]
    assert splits.count("test") / 4000 == pytest.approx(0.2, abs=0.02)
    assert splits.count("validation") / 4000 == pytest.approx(0.1, abs=0.02)


def test_no_writer_of_the_pen_digits_is_in_two_splits(data: Path) -> None:
    path = data / "strokes" / "unipen_digits.jsonl.gz"
    if not path.exists():
        pytest.skip("DATA_DIR holds no pen digits here")
    train, validation, test = (
        {ink.writer for ink in strokes.load(path, split)} for split in SPLITS
    )
    assert train
    assert not train & validation
    assert not train & test
    assert not validation & test


def test_mnist_splits_do_not_overlap(data: Path) -> None:
    sizes = [len(mnist.load(data / "mnist", split).labels) for split in SPLITS]
    assert sizes == [55_000, 5_000, 10_000]


def test_a_file_that_is_not_mnist_is_refused(data: Path, tmp_path: Path) -> None:
    name = "t10k-labels-idx1-ubyte.gz"
    (tmp_path / name).write_bytes((data / "mnist" / "train-labels-idx1-ubyte.gz").read_bytes())
    with pytest.raises(ValueError, match="checksum"):
        mnist.read_idx(tmp_path / name)


def test_image_files_are_split_in_blocks_of_each_label(tmp_path: Path) -> None:
    path = tmp_path / "letters.npz"
    labels = ["A"] * 50 + ["B"] * 100
    pictures = np.arange(150, dtype=np.uint8)[:, None, None].repeat(2, 1)
    np.savez(path, images=pictures, labels=np.array(labels))
    parts = {split: images.load(path, split) for split in SPLITS}
    assert {split: len(part.labels) for split, part in parts.items()} == {
        "train": 105,
        "validation": 15,
        "test": 30,
    }
    assert parts["test"].labels == ["A"] * 10 + ["B"] * 20
    shown = np.concatenate([part.pictures[:, 0, 0] for part in parts.values()])
    assert sorted(shown.tolist()) == list(range(150))
