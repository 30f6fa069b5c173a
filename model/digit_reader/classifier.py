"""Classify: glyphs to probabilities, by LiteRT."""

import threading
from pathlib import Path

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from digit_reader.glyph import SIDE

# An interpreter keeps the memory of its largest batch for good.
LARGEST_BATCH = 32


class Classifier:
    """The network of one weight file. Threads may share it: each has an interpreter of its own."""

    def __init__(self, weights: Path) -> None:
        """Reads the weight file into memory; raises FileNotFoundError where there is none."""
        self._weights = weights.read_bytes()
        self._local = threading.local()

    def probabilities(self, glyphs: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Per glyph of uint8 (N, 28, 28), N ≥ 1, float32 (N, labels + 1): unreadable comes last.

        Each row is calibrated and sums to 1.
        """
        batches = range(0, len(glyphs), LARGEST_BATCH)
        rows = [self._batch(glyphs[start : start + LARGEST_BATCH]) for start in batches]
        # The runtime's softmax may exceed 1 by its rounding.
        return np.clip(np.concatenate(rows), 0, 1)

    def _batch(self, glyphs: NDArray[np.uint8]) -> NDArray[np.float32]:
        interpreter = self._interpreter()
        entrance = interpreter.get_input_details()[0]["index"]
        shape = (len(glyphs), SIDE, SIDE, 1)
        interpreter.resize_tensor_input(entrance, shape)
        interpreter.allocate_tensors()
        interpreter.set_tensor(entrance, glyphs.reshape(shape).astype(np.float32) / 255)
        interpreter.invoke()
        leaving = interpreter.get_output_details()[0]["index"]
        return np.asarray(interpreter.get_tensor(leaving), dtype=np.float32)

    def _interpreter(self) -> Interpreter:
        interpreter: Interpreter | None = getattr(self._local, "interpreter", None)
        if interpreter is None:
            interpreter = Interpreter(model_content=self._weights, num_threads=1)
            self._local.interpreter = interpreter
        return interpreter
