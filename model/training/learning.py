"""Learning: a network passes over the lessons once an epoch, its rate falling along a cosine.

Backends differ in nothing here: batches go to Keras one by one.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import keras
import numpy as np
from numpy.typing import NDArray

from training.examples import LABELS, Examples

PEAK_RATE = 2e-3
WEIGHT_DECAY = 1e-3
OUTPUTS = len(LABELS) + 1
PREDICTED_AT_ONCE = 1024


@dataclass(frozen=True, slots=True)
class Lesson:
    """`glyphs`: uint8 (N, 28, 28); `wanted`: float32 (N, 11), rows that sum to 1."""

    glyphs: NDArray[np.uint8]
    wanted: NDArray[np.float32]


def cosine(steps: int, peak: float = PEAK_RATE) -> keras.optimizers.schedules.LearningRateSchedule:
    """A rate that rises to its peak for a twentieth of so many steps, and falls along a cosine."""
    warm = steps // 20
    return keras.optimizers.schedules.CosineDecay(
        0.0, steps - warm, warmup_target=peak, warmup_steps=warm
    )


def prepare(model: keras.Model, steps: int) -> None:
    """Compiles the model for so many steps in all."""
    model.compile(
        keras.optimizers.AdamW(cosine(steps), weight_decay=WEIGHT_DECAY),
        keras.losses.CategoricalCrossentropy(from_logits=True),
    )


def steps_in(lesson: Lesson, batch: int) -> int:
    """The batches, of so many examples, of one pass."""
    return -(-len(lesson.glyphs) // batch)


def learn(
    model: keras.Model,
    lesson_of: Callable[[int], Lesson],
    epochs: range,
    *,
    batch: int,
    seed: int,
    after_each: Callable[[int, float], None],
) -> None:
    """Shows the model the lessons of these epochs, each in an order of its own.

    The last batch is filled up with the first, so that all have one shape.
    `after_each` is told the epoch and its mean loss.
    """
    with ThreadPoolExecutor(1) as ahead:
        coming = ahead.submit(lesson_of, epochs.start)
        for epoch in epochs:
            lesson = coming.result()
            if epoch + 1 in epochs:
                coming = ahead.submit(lesson_of, epoch + 1)
            order = np.random.default_rng((seed, epoch)).permutation(len(lesson.glyphs))
            losses = [
                model.train_on_batch(as_input(lesson.glyphs[chosen]), lesson.wanted[chosen])
                for chosen in np.resize(order, (steps_in(lesson, batch), batch))
            ]
            after_each(epoch, float(np.mean(losses)))


def logits_of(model: keras.Model, glyphs: NDArray[np.uint8]) -> NDArray[np.float32]:
    """What the model says of glyphs, float32 (N, 11)."""
    return np.concatenate(
        [
            np.asarray(model.predict_on_batch(as_input(glyphs[start : start + PREDICTED_AT_ONCE])))
            for start in range(0, len(glyphs), PREDICTED_AT_ONCE)
        ]
    )


def right_share(model: keras.Model, held_out: Examples) -> float:
    """The share of examples whose likeliest class is the true one."""
    return float(np.mean(logits_of(model, held_out.glyphs).argmax(axis=1) == held_out.targets))


def one_hot(targets: NDArray[np.int64], smoothing: float) -> NDArray[np.float32]:
    """Targets, int (N,), as wanted probabilities, a little of each spread over all classes."""
    rows = np.eye(OUTPUTS, dtype=np.float32)[targets]
    return np.asarray(rows * (1 - smoothing) + smoothing / OUTPUTS, dtype=np.float32)


def as_input(glyphs: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Glyphs, uint8 (N, 28, 28), as the network takes them: float32 (N, 28, 28, 1) of 0..1."""
    return np.divide(glyphs[..., None], 255, dtype=np.float32)
