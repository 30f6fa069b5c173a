"""Run a network by LiteRT."""

import threading

import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray


class Network:
    """The network of one weight file. Threads may share it: each has an interpreter of its own."""

    def __init__(self, weights: bytes) -> None:
        """`weights` are the bytes of a `.tflite` file with one input and one output."""
        self._weights = weights
        self._local = threading.local()

    def run(self, batch: NDArray[np.float32]) -> NDArray[np.float32]:
        """What the network says of a batch, float32 (N, …) both."""
        interpreter: _Interpreter | None = getattr(self._local, "interpreter", None)
        if interpreter is None:
            interpreter = self._local.interpreter = _Interpreter(self._weights)
        return interpreter.run(batch)


class _Interpreter:
    """An interpreter, for one thread, that keeps its memory from batch to batch."""

    def __init__(self, weights: bytes) -> None:
        self._interpreter = Interpreter(model_content=weights, num_threads=1)
        self._entrance = self._interpreter.get_input_details()[0]["index"]
        self._exit = self._interpreter.get_output_details()[0]["index"]
        self._shape: tuple[int, ...] = ()

    def run(self, batch: NDArray[np.float32]) -> NDArray[np.float32]:
        if batch.shape != self._shape:
            self._interpreter.resize_tensor_input(self._entrance, batch.shape)
            self._interpreter.allocate_tensors()
            self._shape = batch.shape
        self._interpreter.set_tensor(self._entrance, batch)
        self._interpreter.invoke()
        return np.asarray(self._interpreter.get_tensor(self._exit), dtype=np.float32)
