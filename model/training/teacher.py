"""The teachers: two networks, one after the other, whose opinions the network that ships learns.

The first is too large to ship and learns from labels; the second is small and learns, patiently,
from the first, and already knows more. Beyer et al., Knowledge Distillation: A Good Teacher Is
Patient and Consistent, 2022. Each keeps its state after every epoch, so that `make teacher` can be
stopped at any time and goes on from there.
"""

import argparse
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from digit_reader.classifier import Classifier
from digit_reader.views import probabilities_over_views
from training import lessons, network, validation
from training.calibrate import Calibration
from training.examples import Examples
from training.export import to_litert
from training.focus import focused
from training.learning import OUTPUTS, Lesson, learn, one_hot, prepare, right_share, steps_in

SMOOTHING = 0.03
# Glyphs a thread judges at once.
SHARE = 4096

Look = Callable[[Classifier, NDArray[np.uint8]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Teacher:
    """One of them: its size, its passes, what it is shown in each, and how it looks at a glyph."""

    name: str
    seed: int
    widths: tuple[int, int, int]
    epochs: int
    lesson_of: Callable[[Path, int], Lesson]
    look: Look

    def network_path(self, folder: Path) -> Path:
        """The file of its network."""
        return folder / f"{self.name}.keras"

    def opinions_path(self, folder: Path, epoch: int) -> Path:
        """The file of its opinions of an epoch's lesson: probabilities, float16 (N, 11)."""
        return lessons.path_of(folder, epoch).with_suffix(f".{self.name}.npy")

    def opinions(self, folder: Path, epoch: int) -> NDArray[np.float32]:
        """Its opinions of an epoch's lesson: probabilities, float32 (N, 11)."""
        return np.asarray(np.load(self.opinions_path(folder, epoch)), dtype=np.float32)


def _by_labels(folder: Path, epoch: int) -> Lesson:
    examples = lessons.load(lessons.path_of(folder, epoch))
    return Lesson(examples.glyphs, one_hot(examples.targets, SMOOTHING))


def _by_the_first(folder: Path, epoch: int) -> Lesson:
    examples = lessons.load(lessons.path_of(folder, epoch))
    return focused(examples, FIRST.opinions(folder, epoch), (SECOND.seed, epoch))


FIRST = Teacher("first", 0, (48, 96, 192), 10, _by_labels, probabilities_over_views)
SECOND = Teacher("second", 1, (32, 48, 96), 46, _by_the_first, Classifier.probabilities)
TEACHERS = (FIRST, SECOND)


def opinions(folder: Path, epoch: int) -> NDArray[np.float32]:
    """What the teachers think of each example of an epoch, on average: float32 (N, 11)."""
    each = [teacher.opinions(folder, epoch) for teacher in TEACHERS]
    return np.asarray(np.mean(each, axis=0), dtype=np.float32)


def teach(folder: Path, held_out: Examples) -> None:
    """Trains the teachers and writes their opinions, as far as that is not done yet."""
    for teacher in TEACHERS:
        epochs = range(1, lessons.EPOCHS + 1)
        if not all(teacher.opinions_path(folder, epoch).exists() for epoch in epochs):
            judge(teacher, train(teacher, folder, held_out), folder)


def train(teacher: Teacher, folder: Path, held_out: Examples) -> keras.Model:
    """The teacher after all its epochs; goes on from where an earlier run stopped."""

    def lesson_of(epoch: int) -> Lesson:
        return teacher.lesson_of(folder, epoch)

    steps = steps_in(lesson_of(1))
    if teacher.network_path(folder).exists():
        model = keras.models.load_model(teacher.network_path(folder))
    else:
        keras.utils.set_random_seed(teacher.seed)
        model = network.build(OUTPUTS, teacher.widths)
        prepare(model, steps * teacher.epochs)
    done = int(model.optimizer.iterations) // steps
    began = time.monotonic()

    def keep(epoch: int, loss: float) -> None:
        unfinished = folder / "unfinished.keras"
        model.save(unfinished)
        unfinished.rename(teacher.network_path(folder))
        print(
            f"{teacher.name} teacher, epoch {epoch:2d}/{teacher.epochs}  loss {loss:.4f}  "
            f"validation {right_share(model, held_out):.4f}  "
            f"{(time.monotonic() - began) / 60:.1f} min",
            flush=True,
        )

    learn(model, lesson_of, range(done + 1, teacher.epochs + 1), teacher.seed, keep)
    return model


def judge(teacher: Teacher, model: keras.Model, folder: Path) -> None:
    """Writes the teacher's opinions of every lesson that has none yet."""
    weights = folder / f"{teacher.name}.tflite"
    weights.write_bytes(to_litert(model, Calibration(1.0, 0.0)))
    classifier = Classifier(weights)

    def of(glyphs: NDArray[np.uint8]) -> NDArray[np.float16]:
        return teacher.look(classifier, glyphs).astype(np.float16)

    with ThreadPoolExecutor(2) as threads:
        for epoch in range(1, lessons.EPOCHS + 1):
            place = teacher.opinions_path(folder, epoch)
            if place.exists():
                continue
            glyphs = lessons.load(lessons.path_of(folder, epoch)).glyphs
            shares = [glyphs[start : start + SHARE] for start in range(0, len(glyphs), SHARE)]
            unfinished = place.with_suffix(".part.npy")
            np.save(unfinished, np.concatenate(list(threads.map(of, shares))))
            unfinished.rename(place)
            print(f"{teacher.name} teacher, lesson {epoch}/{lessons.EPOCHS} judged", flush=True)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Train the teachers and write their opinions.")
    parser.add_argument("--data", type=Path, default=Path("data"), help="folder of the data sets")
    parser.add_argument("--diet", choices=lessons.DIETS, default="digits")
    parser.add_argument("--lessons", type=Path, default=lessons.FOLDER)
    options = parser.parse_args()
    folder = options.lessons / options.diet
    load = lessons.DIETS[options.diet]
    lessons.draw(load(options.data, "train"), folder)
    teach(folder, validation.shown(load(options.data, "validation"), seed=0))


if __name__ == "__main__":
    main()
