"""How long a glyph and a page take on one core, beside a yardstick in the same run."""

import statistics
import time
from collections.abc import Callable
from io import BytesIO

import numpy as np
from PIL import Image

from digit_reader import Reader
from digit_reader.classifier import Classifier
from digit_reader.views import probabilities_over_views
from digit_reader.weights import weights_for
from training.benchmark.protocol import single
from training.examples import glyph_of
from training.specimens import specimen

REPEATS = 400


def glyph_time(reader: Reader) -> str:
    """A sentence on classifying one glyph."""
    classifier = Classifier(weights_for(reader.card.charset))
    glyph = glyph_of(single(specimen("4"), np.random.default_rng(0)).page)[None]
    return f"one glyph, one core: {told(lambda: probabilities_over_views(classifier, glyph))}"


def read_time(reader: Reader) -> str:
    """A sentence on reading one drawn digit from a 280×280 PNG."""
    canvas = Image.fromarray(single(specimen("4"), np.random.default_rng(0)).page)
    file = BytesIO()
    canvas.resize((280, 280)).save(file, "PNG")
    png = file.getvalue()
    return f"one read of a 280×280 PNG: {told(lambda: reader.read(png, mode='single'))}"


def told(work: Callable[[], object]) -> str:
    """How long a piece of work takes, as a median and beside the yardstick."""
    taken, yardstick = _median_ms(work), _median_ms(_matrix_product)
    return (
        f"{taken:.3f} ms, median of {REPEATS} ({taken / yardstick:.2f} times a product of two "
        "256×256 float32 matrices in the same run)"
    )


def _median_ms(work: Callable[[], object]) -> float:
    times = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return statistics.median(times) * 1000


MATRIX = np.random.default_rng(0).random((256, 256), np.float32)


def _matrix_product() -> object:
    return MATRIX @ MATRIX
