"""The usual demo, for comparison: a plain CNN trained on MNIST alone, as tutorials have it.

Chollet: Simple MNIST convnet, keras.io/examples/vision/mnist_convnet, 2015.
"""

from collections.abc import Callable, Sequence

import cv2
import keras
import numpy as np
from keras import layers
from numpy.typing import NDArray

from training.benchmark.protocol import Drawing
from training.datasets.samples import Images
from training.learning import as_input

SIDE = 28
EPOCHS = 6

Glyph = NDArray[np.uint8]


def trained(scanned: Images) -> keras.Model:
    """The network after a few passes over MNIST's training images."""
    keras.utils.set_random_seed(1)
    model = keras.Sequential(
        [
            layers.Input((SIDE, SIDE, 1)),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(64, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dropout(0.5),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    labels = np.array([int(label) for label in scanned.labels])
    model.fit(as_input(scanned.pictures), labels, batch_size=128, epochs=EPOCHS, verbose=0)
    return model


def right_share(
    model: keras.Model, drawings: Sequence[Drawing], way: Callable[[Glyph], Glyph]
) -> float:
    """The share read right, in percent, where a page becomes a glyph in a certain way."""
    glyphs = np.stack([way(_white_on_black(drawing.page)) for drawing in drawings])
    read = model.predict(as_input(glyphs), batch_size=1024, verbose=0).argmax(axis=1)
    return 100 * float(np.mean([str(r) == d.text for r, d in zip(read, drawings, strict=True)]))


def whole_canvas(page: Glyph) -> Glyph:
    """The whole page resized."""
    return np.asarray(cv2.resize(page, (SIDE, SIDE), interpolation=cv2.INTER_AREA), dtype=np.uint8)


def cropped_and_centred(page: Glyph) -> Glyph:
    """The box of the ink resized to 20 pixels and put into the middle."""
    _, ink = cv2.threshold(page, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    x, y, width, height = cv2.boundingRect(ink)
    scale = 20 / max(width, height, 1)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(page[y : y + height, x : x + width], size, interpolation=cv2.INTER_AREA)
    glyph = np.zeros((SIDE, SIDE), np.uint8)
    left, top = (SIDE - size[0]) // 2, (SIDE - size[1]) // 2
    glyph[top : top + size[1], left : left + size[0]] = small
    return glyph


def _white_on_black(page: Glyph) -> Glyph:
    """What a friendly demo does for dark ink on light paper."""
    return np.asarray(255 - page if np.median(page) > 127 else page, dtype=np.uint8)
