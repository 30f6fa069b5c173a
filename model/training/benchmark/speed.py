"""How long a glyph and a page take on one core, beside a yardstick in the same run."""

import multiprocessing
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

from digit_reader import Reader
from digit_reader.classifier import Classifier
from digit_reader.weights import weights_called
from training.benchmark.protocol import single, string
from training.examples import glyph_of
from training.pen import ink as draw
from training.specimens import specimen

REPEATS = 400


def glyph_time(reader: Reader) -> str:
    """A sentence on classifying one glyph, plain or one that takes the thorough network, too."""
    classifier = Classifier(weights_called(reader.card.name))
    rng = np.random.default_rng(0)
    plain = glyph_of(single(specimen("4"), rng).page)[None]
    doubtful = rng.integers(0, 256, plain.shape).astype(np.uint8)
    return (
        f"one glyph, one core: {told(lambda: classifier.probabilities(plain))}; "
        f"one in doubt: {told(lambda: classifier.probabilities(doubtful))}"
    )


def read_time(reader: Reader) -> str:
    """A sentence on reading one drawn digit from a 280×280 PNG."""
    canvas = Image.fromarray(single(specimen("4"), np.random.default_rng(0)).page)
    file = BytesIO()
    canvas.resize((280, 280)).save(file, "PNG")
    png = file.getvalue()
    return f"one read of a 280×280 PNG: {told(lambda: reader.read(png, mode='single'))}"


def line_time(reader: Reader) -> str:
    """A sentence on reading a drawn line of eight digits."""
    rng = np.random.default_rng(0)
    page = string([specimen(label) for label in "40718295"], "near", rng).page
    return f"a drawn line of eight digits: {told(lambda: reader.read(page))}"


def photo_time(reader: Reader) -> str:
    """A sentence on reading a photograph of 12 megapixels, and on the memory that it takes."""
    photo = photograph()
    taken = told(lambda: reader.read(photo), repeats=20)
    return f"a photograph of 12 megapixels: {taken}; {peak_memory(photo)} MB at its peak"


def peak_memory(photo: bytes) -> int:
    """Megabytes that a process takes which reads one photo and nothing else."""
    with (
        tempfile.NamedTemporaryFile(suffix=".jpg") as file,
        ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process,
    ):
        file.write(photo)
        file.flush()
        return process.submit(_read_and_weigh, file.name).result()


def _read_and_weigh(photo: str) -> int:
    Reader().read(photo)
    # The peak that getrusage tells would be the parent's, if that was higher.
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def photograph() -> bytes:
    """A JPEG of 4000×3000: two lines of digits on paper that is darker in its corners."""
    rng = np.random.default_rng(0)
    rows, columns = np.mgrid[-1:1:3000j, -1:1:4000j].astype(np.float32)
    light = 205 - 40 * (rows**2 + columns**2)
    light += rng.normal(0, 3, light.shape).astype(np.float32)
    ink = np.zeros(light.shape, np.float32)
    for row, text in enumerate(("40718", "29563")):
        strokes = [specimen(label).strokes for label in text]
        drawn = np.zeros(light.shape, np.uint8)
        for place, each in enumerate(strokes):
            corner = np.array([600 + 560 * place, 700 + 900 * row], np.float32)
            draw(drawn, [stroke * 5 + corner for stroke in each], 36)
        ink = np.maximum(ink, drawn.astype(np.float32) / 255)
    file = BytesIO()
    grey = np.clip(light * (1 - 0.7 * ink), 0, 255).astype(np.uint8)
    Image.fromarray(grey).convert("RGB").save(file, "JPEG", quality=90)
    return file.getvalue()


def told(work: Callable[[], object], repeats: int = REPEATS) -> str:
    """How long a piece of work takes, as a median and beside the yardstick."""
    taken, yardstick = _median_ms(work, repeats), _median_ms(_matrix_product, REPEATS)
    return (
        f"{taken:.3f} ms, median of {repeats} ({taken / yardstick:.2f} times a product of two "
        "256×256 float32 matrices in the same run)"
    )


def _median_ms(work: Callable[[], object], repeats: int) -> float:
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times) * 1000


MATRIX = np.random.default_rng(0).random((256, 256), np.float32)


def _matrix_product() -> object:
    return MATRIX @ MATRIX
