"""The recipe, end to end and small: specimens in, weights that read them out."""

import gzip
import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import cv2
import numpy as np
import pytest

pytest.importorskip("tensorflow", reason="training is tested where TensorFlow is installed")

from digit_reader import Reader
from digit_reader.weights import ModelCard, Source
from training import calibrate, download, export
from training.datasets import mnist
from training.datasets.samples import Images
from training.examples import LABELS
from training.pen import Hand, any_hand, drawn
from training.specimens import specimen
from training.train import Handwriting, as_input, main, sources, train

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
    held_out = handwriting.epoch((2,))
    model = train(handwriting, held_out, seed=1, epochs=8)
    logits = model.predict(as_input(held_out.glyphs), verbose=0)
    calibration = calibrate.calibration_for(logits, held_out.targets)
    card = export.write(export.to_litert(model, calibration), CARD, tmp_path)
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


def test_without_pen_data_mnist_is_fetched_and_learnt_beside_the_shipped_weights(
    handwriting: Handwriting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mirror, data, weights = (tmp_path / name for name in ("mirror", "data", "weights"))
    weights.mkdir()
    (weights / "digits.tflite").write_bytes(b"shipped")
    checksums = write_idx(handwriting.scanned, mirror)
    monkeypatch.setattr(mnist, "CHECKSUMS", checksums)
    monkeypatch.setattr(download, "CHECKSUMS", checksums)
    monkeypatch.setattr(mnist, "VALIDATION", 50)

    with served(mirror) as address:
        options = ["--data", str(data), "--out", str(weights), "--epochs", "1"]
        main([*options, "--mirror", address])

    reader = Reader(weights=weights / "digits-mnist.tflite")
    assert (weights / "digits.tflite").read_bytes() == b"shipped"
    assert [source.name for source in reader.card.sources] == ["MNIST"]
    assert [figure.set for figure in reader.card.figures] == ["MNIST test"]
    assert reader.card.sha256 in (weights / "digits-mnist.md").read_text("utf-8")


def write_idx(images: Images, folder: Path) -> dict[str, str]:
    """The four files of MNIST with these images in them; gives their checksums."""
    folder.mkdir()
    pictures = np.stack([cv2.resize(each, (28, 28)) for each in images.pictures])
    labels = np.array([int(label) for label in images.labels], np.uint8)
    checksums = {}
    for part in ("train", "t10k"):
        for kind, array in (("images-idx3", pictures), ("labels-idx1", labels)):
            name = f"{part}-{kind}-ubyte.gz"
            header = bytes([0, 0, 8, array.ndim]) + np.array(array.shape, ">i4").tobytes()
            content = header + array.tobytes()
            (folder / name).write_bytes(gzip.compress(content))
            checksums[name] = hashlib.sha256(content).hexdigest()
    return checksums


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a local server of a folder's files."""
    handler = partial(SilentHandler, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


class SilentHandler(SimpleHTTPRequestHandler):
    """Tests are silent."""

    def log_message(self, *_: object) -> None:
        """Nothing."""
