"""The same network in several runtimes: what one glyph costs in each, on one core where it can."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import keras
import numpy as np
import onnxruntime
import tensorflow as tf

from digit_reader.classifier import Classifier
from training import network
from training.calibrate import Calibration
from training.export import to_litert
from training.learning import OUTPUTS, as_input


def runtimes() -> Iterator[tuple[str, Callable[[], object]]]:
    """Each runtime's name with a call that classifies one glyph."""
    glyph = np.random.default_rng(0).integers(0, 256, (1, 28, 28), dtype=np.uint8)
    given = as_input(glyph)
    model = network.build(OUTPUTS)
    model.predict(given, verbose=0)
    graph = tf.function(model)
    yield "keras.Model.predict", lambda: model.predict(given, verbose=0)
    yield "tf.function", lambda: graph(given)
    with TemporaryDirectory() as folder:
        session = _onnx(model, Path(folder) / "network.onnx")
        entrance = session.get_inputs()[0].name
        yield "ONNX Runtime, float32", lambda: session.run(None, {entrance: given})
        weights = Path(folder) / "network.tflite"
        weights.write_bytes(to_litert(model, Calibration(1.0, 0.0)))
        classifier = Classifier(weights)
        yield "LiteRT, 8-bit weights, as shipped", lambda: classifier.probabilities(glyph)


def _onnx(model: keras.Model, path: Path) -> onnxruntime.InferenceSession:
    model.export(str(path), format="onnx", verbose=False)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options)
