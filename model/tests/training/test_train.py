"""The recipe, end to end and small: specimens in, weights that read them out."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("tensorflow", reason="training is tested where TensorFlow is installed")

from digit_reader import Reader
from digit_reader.weights import ModelCard, Source
from training import calibrate, export
from training.datasets.samples import Images
from training.examples import LABELS
from training.pen import Hand, any_hand, drawn
from training.specimens import specimen
from training.train import Handwriting, as_input, has_pen_data, sources, train

CARD = ModelCard(
    name="tiny",
    version="0.0.1",
    charset="digits",
    labels=LABELS,
    date="2026-01-01",
    sha256="",
    size_bytes=0,
    parameters=1,
    recipe="test",
    sources=(Source("specimens", 10, "MIT", "drawn by code"),),
    figures=(),
)


@pytest.fixture(scope="module")
def handwriting() -> Handwriting:
    """Every specimen by thirty hands, as scans and as strokes."""
    rng = np.random.default_rng(1)
    pages = [drawn(specimen(label).strokes, any_hand(rng), rng) for label in LABELS * 30]
    side = max(max(page.shape) for page in pages)
    scans = [np.pad(page, ((0, side - page.shape[0]), (0, side - page.shape[1]))) for page in pages]
    return Handwriting(
        Images(np.stack(scans), list(LABELS * 30)), [specimen(label) for label in LABELS * 20], []
    )


def test_trained_exported_weights_read(handwriting: Handwriting, tmp_path: Path) -> None:
    model = train(handwriting, handwriting, seed=1, epochs=8)
    held_out = handwriting.epoch((2,))
    logits = model.predict(as_input(held_out.glyphs), verbose=0)
    temperature = calibrate.temperature_for(logits, held_out.targets)
    card = export.write(export.to_litert(model, temperature), CARD, tmp_path)
    assert card.size_bytes == (tmp_path / "tiny.tflite").stat().st_size

    reader = Reader(weights=tmp_path / "tiny.tflite")
    assert reader.card == card
    rng = np.random.default_rng(3)
    pages = [drawn(specimen(label).strokes, Hand(120, 0.08), rng) for label in LABELS]
    right = [
        reader.read(page, "single").text == label for page, label in zip(pages, LABELS, strict=True)
    ]
    assert sum(right) >= 8


def test_examples_of_an_epoch_are_the_same_for_the_same_seed(handwriting: Handwriting) -> None:
    first, again, other = (handwriting.epoch(seed) for seed in ((5, 1), (5, 1), (5, 2)))
    assert np.array_equal(first.glyphs, again.glyphs)
    assert not np.array_equal(first.glyphs, other.glyphs)


def test_the_temperature_undoes_overconfidence() -> None:
    rng = np.random.default_rng(0)
    honest = rng.normal(0, 2, (20_000, 11))
    chances = np.exp(honest) / np.exp(honest).sum(axis=1, keepdims=True)
    targets = np.array([rng.choice(11, p=row) for row in chances])
    boasting = (honest * 3).astype(np.float32)
    assert calibrate.temperature_for(boasting, targets) == pytest.approx(3, rel=0.05)


def test_every_source_is_told_with_its_licence(handwriting: Handwriting) -> None:
    assert all(source.licence for source in sources(handwriting))


def test_without_pen_data_only_mnist_is_learnt(tmp_path: Path) -> None:
    assert not has_pen_data(tmp_path)
