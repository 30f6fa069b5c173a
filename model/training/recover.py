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
DENSE = "FULLY_CONNECTED"


def recover(network: keras.Model, weights: Path, shown: Sequence[Floats]) -> None:
    """Gives a network what another of the same build learnt that is in a weight file.

    A file has each normalisation folded into the convolution before it. Here they get the
    statistics of `shown`, batches of inputs that should be like what is learnt from, and leave what
    the network says as it is.
    """
    learnt = _learnt(weights)
    weighing = _layers_of(network, (layers.Conv2D, layers.DepthwiseConv2D, layers.Dense))
    followed: list[tuple[keras.Layer, Floats]] = []
    for layer, (kernel, bias) in zip(weighing, learnt, strict=True):
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


def between(start: keras.Model, end: keras.Model, share: float) -> None:
    """Gives the end of a training on what lies so far along the way from its start to it.

    That reads what is unlike the lessons better than either (Wortsman et al.: Robust Fine-Tuning of
    Zero-Shot Models, 2022).
    """
    end.set_weights(
        [
            (1 - share) * before + share * after
            for before, after in zip(start.get_weights(), end.get_weights(), strict=True)
        ]
    )


def measure_anew(network: keras.Model, shown: Sequence[Floats]) -> None:
    """Gives the normalisations the statistics of batches of inputs; of many of them the last.

    Where a network lies between two, theirs are of neither (Izmailov et al.: Averaging Weights
    Leads to Wider Optima and Better Generalization, 2018).
    """
    for batch in shown:
        network(batch, training=True)


def _let_pass(norm: keras.Layer, bias: Floats, mean: Floats, variance: Floats) -> None:
    """Lets a normalisation of such statistics do nothing but add the bias."""
    norm.set_weights([np.sqrt(variance + norm.epsilon), bias + mean, mean, variance])


def _layers_of(network: keras.Model, kinds: tuple[type[keras.Layer], ...]) -> list[keras.Layer]:
    return [layer for layer in network.layers if isinstance(layer, kinds)]


def _learnt(weights: Path) -> list[tuple[Floats, Floats]]:
    """What weighs its inputs in a file, in order: kernels and biases (out,).

    Those of convolutions are (H, W, in, out), those of dense layers (in, out).
    """
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
        (np.moveaxis(value(step["inputs"][1]), 0, -1), value(step["inputs"][2]))
        # Nothing public tells which tensors belong together.
        for step in file._get_ops_details()
        if step["op_name"] in (*CONVOLUTIONS, DENSE)
    ]
