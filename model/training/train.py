"""Train the shipped weights from scratch: `make train`.

One recipe, top to bottom: lessons are drawn from the handwriting at hand, two teachers learn from
them (teacher.py), and the network that ships learns what the teachers think, most of all where it
is not easy. Writers in the validation split fix the calibration; those in the test split are never
seen.
"""

import argparse
import dataclasses
import datetime
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import keras
import numpy as np

from digit_reader.views import smaller
from digit_reader.weights import FOLDER, ModelCard
from training import calibrate, export, focus, learning, lessons, network, teacher, validation
from training.benchmark import accuracy
from training.calibrate import Calibration
from training.download import MIRRORS, DownloadFailed, fetch_mnist
from training.examples import LABELS, Examples
from training.focus import focused
from training.handwriting import Handwriting, has_pen_data
from training.learning import Lesson

VERSION = "1.1.0"
EPOCHS = 46


def lesson_of(folder: Path, epoch: int, seed: int) -> Lesson:
    """What the learner is shown in an epoch, and what it should say."""
    examples = lessons.load(lessons.path_of(folder, epoch))
    return focused(examples, teacher.opinions(folder, epoch), (seed, epoch))


def train(folder: Path, held_out: Examples, seed: int, epochs: int) -> keras.Model:
    """The small network after so many epochs; prints how it does on the held-out examples."""
    keras.utils.set_random_seed(seed)
    model = network.build(learning.OUTPUTS)
    learning.prepare(model, learning.steps_in(lesson_of(folder, 1, seed)) * epochs)
    began = time.monotonic()

    def tell(epoch: int, loss: float) -> None:
        minutes = (time.monotonic() - began) / 60
        print(
            f"epoch {epoch:2d}/{epochs}  loss {loss:.4f}  validation "
            f"{learning.right_share(model, held_out):.4f}  {minutes:.1f} min",
            flush=True,
        )

    def lesson(epoch: int) -> Lesson:
        return lesson_of(folder, epoch, seed)

    learning.learn(model, lesson, range(1, epochs + 1), seed, tell)
    return model


def ship(
    model: keras.Model,
    held_out: Examples,
    learn: Handwriting,
    name: str,
    options: argparse.Namespace,
) -> ModelCard:
    """Writes the calibrated weights with their card and its figures into the folder."""
    views = (held_out.glyphs, smaller(held_out.glyphs))
    logits = np.mean([learning.logits_of(model, view) for view in views], axis=0)
    calibration = calibrate.calibration_for(logits, held_out.targets)
    card = ModelCard(
        name=name,
        version=VERSION,
        charset="digits",
        labels=LABELS,
        date=datetime.date.today().isoformat(),
        sha256="",
        size_bytes=0,
        parameters=model.count_params(),
        recipe=_recipe(options, name, calibration),
        sources=learn.sources,
        figures=(),
    )
    card = export.write(export.to_litert(model, calibration), card, options.out)
    figures = accuracy.figures(options.data, options.out / f"{name}.tflite", learn.files)
    card = dataclasses.replace(card, figures=figures)
    export.write_card(card, options.out)
    return card


def _recipe(options: argparse.Namespace, name: str, calibration: Calibration) -> str:
    teachers = " and ".join(str(each.widths) for each in teacher.TEACHERS)
    return (
        f"training.train --diet {name} --seed {options.seed} --epochs {options.epochs}: residual "
        f"network of widths {network.WIDTHS}, AdamW {learning.PEAK_RATE} along a cosine, batches "
        f"of {learning.BATCH}, {focus.SHOWN} examples an epoch, hard ones {focus.HARD:g} times "
        f"likelier, wanted {focus.TRUST:.0%} the opinions of teachers of widths {teachers}, the "
        f"rest labels; temperature {calibration.temperature:.3f}, unreadable logit "
        f"{calibration.shift:+.3f}, 8-bit weights"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Train the weights of the charset digits.")
    parser.add_argument("--data", type=Path, default=Path("data"), help="folder of the data sets")
    parser.add_argument("--diet", choices=lessons.DIETS, default="digits")
    parser.add_argument("--lessons", type=Path, default=lessons.FOLDER)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--mirror", nargs="+", default=MIRRORS, metavar="URL", help="where MNIST is fetched from"
    )
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder for weights and card")
    options = parser.parse_args(arguments)

    diet: str = options.diet
    if not has_pen_data(options.data):
        print(
            f"No pen data in {options.data}: training on MNIST alone, beside the shipped weights."
        )
        diet = "digits-mnist"
        try:
            fetch_mnist(options.data / "mnist", options.mirror)
        except DownloadFailed as error:
            sys.exit(str(error))
    folder: Path = options.lessons / diet
    learn = lessons.DIETS[diet](options.data, "train")
    lessons.draw(learn, folder)
    held_out = validation.shown(lessons.DIETS[diet](options.data, "validation"), seed=0)
    teacher.teach(folder, held_out)
    model = train(folder, held_out, options.seed, options.epochs)
    model.save(folder / f"learner-{options.seed}.keras")
    card = ship(model, held_out, learn, diet, options)
    print(f"Wrote {options.out / card.name}.tflite, {card.size_bytes / 1024:.0f} KiB.")


if __name__ == "__main__":
    main()
