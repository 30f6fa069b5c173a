"""Classify: glyphs to probabilities, by LiteRT."""

import threading
from pathlib import Path

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

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
        runtime: _Runtime | None = getattr(self._local, "runtime", None)
        if runtime is None:
            runtime = self._local.runtime = _Runtime(self._weights)
        return runtime.run(np.divide(glyphs[..., None], 255, dtype=np.float32))


class _Runtime:
    """An interpreter, for one thread, that keeps its memory from batch to batch."""

    def __init__(self, weights: bytes) -> None:
        self._interpreter = Interpreter(model_content=weights, num_threads=1)
        self._entrance = self._interpreter.get_input_details()[0]["index"]
        self._exit = self._interpreter.get_output_details()[0]["index"]
        self._held = 0

    def run(self, batch: NDArray[np.float32]) -> NDArray[np.float32]:
        """What the network says of glyphs, float32 (N, 28, 28, 1)."""
        if len(batch) != self._held:
            self._interpreter.resize_tensor_input(self._entrance, batch.shape)
            self._interpreter.allocate_tensors()
            self._held = len(batch)
        self._interpreter.set_tensor(self._entrance, batch)
        self._interpreter.invoke()
        return np.asarray(self._interpreter.get_tensor(self._exit), dtype=np.float32)
