"""A shipped network again as Keras can train it, read out of its LiteRT file, to learn on from."""

from collections.abc import Sequence
from pathlib import Path

import keras
import numpy as np
from ai_edge_litert.interpreter import Interpreter
from keras import layers
from numpy.typing import NDArray

Floats = NDArray[np.float32]
CONVOLUTIONS = ("CONV_2D", "DEPTHWISE_CONV_2D")


def recover(network: keras.Model, weights: Path, shown: Sequence[Floats]) -> None:
    """Gives a network what another of the same build learnt that is in a weight file.

    A file has each normalisation folded into the convolution before it. Here they get the
    statistics of `shown`, batches of inputs that should be like what is learnt from, and leave what
    the network says as it is.
    """
    learnt = _learnt(weights)
    convolutions = _layers_of(network, (layers.Conv2D, layers.DepthwiseConv2D))
    followed: list[tuple[keras.Layer, Floats]] = []
    for layer, (kernel, bias) in zip(convolutions, learnt, strict=True):
        layer.set_weights([kernel, bias] if layer.use_bias else [kernel])
        if not layer.use_bias:
            followed.append((layer, bias))
    norms = _layers_of(network, (layers.BatchNormalization,))
    for norm, (_, bias) in zip(norms, followed, strict=True):
        _let_pass(norm, bias, np.zeros_like(bias), np.ones_like(bias))
    before_norms = keras.Model(network.input, [layer.output for layer, _ in followed])
    outputs = [before_norms.predict_on_batch(batch) for batch in shown]
    for norm, (_, bias), seen in zip(norms, followed, zip(*outputs, strict=True), strict=True):
        values = np.concatenate([np.asarray(each).reshape(-1, len(bias)) for each in seen])
        _let_pass(norm, bias, values.mean(axis=0), values.var(axis=0))


def _let_pass(norm: keras.Layer, bias: Floats, mean: Floats, variance: Floats) -> None:
    """Lets a normalisation of such statistics do nothing but add the bias."""
    norm.set_weights([np.sqrt(variance + norm.epsilon), bias + mean, mean, variance])


def _layers_of(network: keras.Model, kinds: tuple[type[keras.Layer], ...]) -> list[keras.Layer]:
    return [layer for layer in network.layers if isinstance(layer, kinds)]


def _learnt(weights: Path) -> list[tuple[Floats, Floats]]:
    """The convolutions of a file, in order: kernels (H, W, in, out), and biases (out,)."""
    file = Interpreter(str(weights))
    file.allocate_tensors()
    details = {tensor["index"]: tensor for tensor in file.get_tensor_details()}

    def value(index: int) -> Floats:
        stored = file.get_tensor(index).astype(np.float32)
        quantised = details[index]["quantization_parameters"]
        if not len(quantised["scales"]):
            return np.asarray(stored, np.float32)
        along = [1] * stored.ndim
        along[quantised["quantized_dimension"]] = -1
        return np.asarray(stored * quantised["scales"].reshape(along), np.float32)

    return [
        (value(step["inputs"][1]).transpose(1, 2, 3, 0), value(step["inputs"][2]))
        # Nothing public tells which tensors belong together.
        for step in file._get_ops_details()
        if step["op_name"] in CONVOLUTIONS
    ]
