"""The networks: small residual ones, 0.5 MB and, of the quick one, 0.14 MB once quantised.

A teacher is twice as wide and deep, and never ships: the others learn what it thinks.

He, Zhang, Ren, Sun: Deep Residual Learning for Image Recognition, 2015. At its end each channel
weighs the places of the glyph by itself instead of averaging over them (Chen, Liu, Gao, Han:
MobileFaceNets, 2018): where a stroke lies tells digits apart.
"""

from dataclasses import dataclass
from typing import Literal

import keras
from keras import layers

from digit_reader.glyph import SIDE

Kind = Literal["teacher", "thorough", "quick"]


@dataclass(frozen=True, slots=True)
class Shape:
    """`widths`: channels of each of the three stages; `blocks`: residual ones in a stage."""

    widths: tuple[int, int, int]
    blocks: int


# The quick one takes a third of the time (digit_reader/classifier.py tells which glyphs it gets).
SHAPES: dict[Kind, Shape] = {
    "teacher": Shape((64, 128, 256), 2),
    "thorough": Shape((32, 64, 128), 1),
    "quick": Shape((16, 32, 64), 1),
}
# Forgets fast enough that a short training ends with statistics of its own last epoch.
MOMENTUM = 0.9


def build(outputs: int, kind: Kind = "thorough") -> keras.Model:
    """Float32 (N, 28, 28, 1) of 0..1 to logits (N, outputs)."""
    stem, *stages = SHAPES[kind].widths
    glyph = layers.Input((SIDE, SIDE, 1))
    x = _convolution(glyph, stem)
    for width in stages:
        x = _convolution(layers.MaxPooling2D()(x), width)
        for _ in range(SHAPES[kind].blocks):
            x = _residual(x, width)
    x = layers.DepthwiseConv2D(x.shape[1], use_bias=False)(x)
    x = layers.Flatten()(layers.BatchNormalization(momentum=MOMENTUM)(x))
    x = layers.Dropout(0.2)(x)
    return keras.Model(glyph, layers.Dense(outputs, name="logits")(x))


def _residual(x: keras.KerasTensor, width: int) -> keras.KerasTensor:
    y = _convolution(x, width)
    y = layers.Conv2D(width, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization(momentum=MOMENTUM)(y)
    return layers.ReLU()(layers.Add()([x, y]))


def _convolution(x: keras.KerasTensor, width: int) -> keras.KerasTensor:
    x = layers.Conv2D(width, 3, padding="same", use_bias=False)(x)
    return layers.ReLU()(layers.BatchNormalization(momentum=MOMENTUM)(x))
