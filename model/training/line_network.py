"""The line network: sees a strip as a whole and says at each place which digit ends there, if any.

Convolutions keep every second column and give up the rows; what neighbours say is then weighed
along the line. Trained by connectionist temporal classification (Graves, Fernández, Gomez,
Schmidhuber: Connectionist Temporal Classification, 2006).
"""

import keras
from keras import layers

from digit_reader.strip import HEIGHT, LAYERS

WIDTHS = (32, 40, 64, 96)
ALONG = 160
# So many columns are weighed together, layer by layer.
REACHES = (3, 5, 5)
MOMENTUM = 0.95


def build(labels: int) -> keras.Model:
    """Float32 (N, 32, W, 2) of 0..1, W even, to logits (N, W / 2, labels + 1): nothing is last."""
    stem, low, middle, top = WIDTHS
    strip = layers.Input((HEIGHT, None, LAYERS))
    x = _convolution(strip, stem, strides=(2, 2))
    x = layers.MaxPooling2D((2, 1))(_convolution(x, low))
    x = layers.MaxPooling2D((2, 1))(_residual(_convolution(x, middle)))
    x = _residual(_convolution(x, top))
    x = _convolution(x, ALONG, (x.shape[1], 1), padding="valid")
    x = layers.Dropout(0.1)(x)
    for reach in REACHES:
        x = layers.Add()([x, _convolution(x, ALONG, (1, reach))])
    logits = layers.Conv2D(labels + 1, 1, name="logits")(x)
    return keras.Model(strip, layers.Reshape((-1, labels + 1))(logits))


def _residual(x: keras.KerasTensor) -> keras.KerasTensor:
    width = x.shape[-1]
    y = layers.Conv2D(width, 3, padding="same", use_bias=False)(_convolution(x, width))
    y = layers.BatchNormalization(momentum=MOMENTUM)(y)
    return layers.ReLU()(layers.Add()([x, y]))


def _convolution(
    x: keras.KerasTensor,
    width: int,
    kernel: tuple[int, int] = (3, 3),
    padding: str = "same",
    strides: tuple[int, int] = (1, 1),
) -> keras.KerasTensor:
    x = layers.Conv2D(width, kernel, strides, padding, use_bias=False)(x)
    return layers.ReLU()(layers.BatchNormalization(momentum=MOMENTUM)(x))
