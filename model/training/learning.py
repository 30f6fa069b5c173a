"""Learning: a network passes over the lessons once an epoch, its rate falling along a cosine.

Most glyphs are as if another hand had written them each time they are seen. While it learns, a
network also tells kinds of what is no digit apart, that an `f` is no `&`: what it learns by that
lets it know them better as no digits (Chen, Ding, Dong, Lin, Marculescu: Understanding the Impact
of Label Granularity on CNN-based Image Classification, 2018).

Backends differ in nothing here: batches go to Keras one by one.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from training.augment import by_another_hand
from training.examples import LABELS, Examples

PEAK_RATE = 2e-3
WEIGHT_DECAY = 1e-3
OUTPUTS = len(LABELS) + 1
PREDICTED_AT_ONCE = 1024
# What telling kinds apart weighs beside reading.
KINDS_WEIGHT = 0.5
NO_KIND = -1


@dataclass(frozen=True, slots=True)
class Lesson:
    """`glyphs`: uint8 (N, 28, 28); `wanted`: float32 (N, 11), rows that sum to 1.

    `kinds`: int32 (N,), the place of each one's kind among all, or NO_KIND where it is a digit.
    """

    glyphs: NDArray[np.uint8]
    wanted: NDArray[np.float32]
    kinds: NDArray[np.int32]


def cosine(steps: int, peak: float = PEAK_RATE) -> keras.optimizers.schedules.LearningRateSchedule:
    """A rate that rises to its peak for a twentieth of so many steps, and falls along a cosine."""
    warm = steps // 20
    return keras.optimizers.schedules.CosineDecay(
        0.0, steps - warm, warmup_target=peak, warmup_steps=warm
    )


def telling_kinds(reads: keras.Model, kinds: int) -> keras.Model:
    """The network that reads, and tells so many kinds of what is no digit apart."""
    features = reads.get_layer("logits").input
    told = keras.layers.Dense(kinds, name="kinds")(features)
    return keras.Model(reads.input, [reads.output, told])


def only_reading(model: keras.Model) -> keras.Model:
    """The network that reads, of one that also tells kinds apart."""
    return keras.Model(model.input, model.outputs[0])


def kinds_loss(kinds: keras.KerasTensor, logits: keras.KerasTensor) -> keras.KerasTensor:
    """How unlikely the network holds kinds, (N,), by logits (N, kinds); digits cost nothing."""
    kinds = keras.ops.reshape(keras.ops.cast(kinds, "int32"), (-1,))
    unlikely = keras.losses.sparse_categorical_crossentropy(
        keras.ops.maximum(kinds, 0), logits, from_logits=True
    )
    return keras.ops.where(kinds == NO_KIND, 0.0, unlikely)


def prepare(model: keras.Model, steps: int, peak: float = PEAK_RATE) -> None:
    """Compiles a model that tells kinds for so many steps in all."""
    model.compile(
        keras.optimizers.AdamW(cosine(steps, peak), weight_decay=WEIGHT_DECAY),
        [keras.losses.CategoricalCrossentropy(from_logits=True), kinds_loss],
        loss_weights=[1.0, KINDS_WEIGHT],
    )


def load(kept: Path) -> keras.Model:
    """A model that was kept while it learnt."""
    return keras.models.load_model(kept, custom_objects={"kinds_loss": kinds_loss})


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
            rng = np.random.default_rng((seed, epoch))
            order = rng.permutation(len(lesson.glyphs))
            losses = [
                _step(model, lesson, chosen, rng)
                for chosen in np.resize(order, (steps_in(lesson, batch), batch))
            ]
            after_each(epoch, float(np.mean(losses)))


def _step(
    model: keras.Model, lesson: Lesson, chosen: NDArray[np.int64], rng: np.random.Generator
) -> float:
    """Shows the model the chosen examples; the loss."""
    written = np.stack([by_another_hand(glyph, rng) for glyph in lesson.glyphs[chosen]])
    wanted = [lesson.wanted[chosen], lesson.kinds[chosen]]
    return float(model.train_on_batch(as_input(written), wanted, return_dict=True)["loss"])


def logits_of(model: keras.Model, glyphs: NDArray[np.uint8]) -> NDArray[np.float32]:
    """What a model that only reads says of glyphs, float32 (N, 11)."""
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
