"""Train the shipped weights from scratch: `make train`.

One recipe, top to bottom: lessons are drawn from the handwriting at hand, a thorough and a quick
network learn their labels and, where there are teachers (teachers.py), what those think of them,
and writers in the validation split fix their calibration. Those in the test split are never seen.
A training that was stopped goes on from its last epoch.
"""

import argparse
import dataclasses
import datetime
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import keras
import numpy as np

from digit_reader import Reader
from digit_reader.weights import FOLDER, ModelCard, quick_weights_beside
from training import calibrate, export, gate, learning, lessons, network, validation
from training.benchmark import accuracy
from training.calibrate import Calibration
from training.datasets import feedback
from training.datasets.feedback import BadFeedback
from training.download import MIRRORS, DownloadFailed, fetch_mnist
from training.examples import LABELS, Examples
from training.handwriting import Handwriting, has_pen_data, with_feedback
from training.learning import Lesson
from training.network import Kind

VERSION = "1.10.0"
EPOCHS: dict[Kind, int] = {"teacher": 20, "thorough": 24, "quick": 20}
SHIPPED: tuple[Kind, ...] = ("thorough", "quick")
# A teacher takes many at once: that is quick where there is an accelerator.
BATCHES: dict[Kind, int] = {"teacher": 512, "thorough": 128, "quick": 128}
# So much of each label is spread over all classes: people do not always agree.
SMOOTHING = 0.02
# Of what a network should say, so much is the label where a teacher has an opinion, too.
LABEL_SHARE = 0.3


def lesson_of(folder: Path, epoch: int) -> Lesson:
    """What a network is shown in an epoch, and what it should say: the labels."""
    examples = lessons.load(lessons.path_of(folder, epoch))
    places = {kind: place for place, kind in enumerate(lessons.kinds_of(folder))}
    # A kind so rare that the first lesson has none of it is not told apart.
    kinds = [places.get(kind, learning.NO_KIND) for kind in examples.kinds.tolist()]
    wanted = learning.one_hot(examples.targets, SMOOTHING)
    return Lesson(examples.glyphs, wanted, np.array(kinds, np.int32))


def taught_lesson_of(folder: Path, epoch: int) -> Lesson:
    """The same, and what the teachers think of it."""
    lesson = lesson_of(folder, epoch)
    opinions = lessons.load_opinions(lessons.opinions_path_of(folder, epoch))
    wanted = LABEL_SHARE * lesson.wanted + (1 - LABEL_SHARE) * opinions
    return Lesson(lesson.glyphs, wanted, lesson.kinds)


def train(
    folder: Path, held_out: Examples, seed: int, epochs: int, kind: Kind = "thorough"
) -> keras.Model:
    """The network after so many epochs; prints how it does on the held-out examples.

    It is kept in the folder after each of them.
    """
    taught = kind != "teacher" and lessons.has_opinions(folder)

    def begun(steps: int) -> keras.Model:
        keras.utils.set_random_seed(seed)
        reads = network.build(learning.OUTPUTS, kind)
        model = learning.telling_kinds(reads, len(lessons.kinds_of(folder)))
        learning.prepare(model, steps)
        return model

    return kept_while_it_learns(
        folder / f"{kind}-{seed}-of-{epochs}.keras",
        begun,
        partial(taught_lesson_of if taught else lesson_of, folder),
        held_out,
        epochs=epochs,
        batch=BATCHES[kind],
        seed=seed,
    )


def kept_while_it_learns(
    kept: Path,
    begun: Callable[[int], keras.Model],
    shown: Callable[[int], Lesson],
    held_out: Examples,
    *,
    epochs: int,
    batch: int,
    seed: int,
) -> keras.Model:
    """The network that was begun, for so many steps, or was kept, after all epochs are shown.

    It is kept after each of them, and how it does on the held-out examples is printed.
    """
    steps = learning.steps_in(shown(1), batch)
    model = learning.load(kept) if kept.exists() else begun(steps * epochs)
    reads = learning.only_reading(model)
    # Lessons differ by a batch or two.
    done = round(int(model.optimizer.iterations) / steps)
    began = time.monotonic()

    def keep(epoch: int, loss: float) -> None:
        unfinished = kept.with_name("unfinished.keras")
        model.save(unfinished)
        unfinished.rename(kept)
        print(
            f"epoch {epoch:2d}/{epochs}  loss {loss:.4f}  validation "
            f"{learning.right_share(reads, held_out):.4f}  "
            f"{(time.monotonic() - began) / 60:.1f} min",
            flush=True,
        )

    learning.learn(
        model, shown, range(done + 1, epochs + 1), batch=batch, seed=seed, after_each=keep
    )
    return reads


def ship(
    networks: dict[Kind, keras.Model],
    held_out: Examples,
    learn: Handwriting,
    name: str,
    *,
    folder: Path,
    options: argparse.Namespace,
) -> ModelCard:
    """Writes the calibrated weights, with their card and its figures, of a folder of lessons."""
    calibrations = {
        kind: calibrate.calibration_for(
            learning.logits_of(model, held_out.glyphs), held_out.targets
        )
        for kind, model in networks.items()
    }
    weights = {kind: export.to_litert(networks[kind], calibrations[kind]) for kind in networks}
    card = ModelCard(
        name=name,
        version=f"{VERSION}+feedback" if options.feedback else VERSION,
        charset="digits",
        labels=LABELS,
        date=datetime.date.today().isoformat(),
        sha256="",
        size_bytes=0,
        parameters=sum(model.count_params() for model in networks.values()),
        recipe=_recipe(options, name, folder, calibrations),
        terms=learn.terms,
        sources=learn.sources,
        figures=(),
    )
    place: Path = options.out / f"{name}.tflite"
    quick_weights_beside(place).write_bytes(weights["quick"])
    card = export.write(weights["thorough"], card, options.out)
    card = dataclasses.replace(card, figures=accuracy.figures(options.data, place, learn.files))
    export.write_card(card, options.out)
    return card


def take_place(name: str, new: Path, held_out: Examples, place: Path) -> None:
    """Puts new weights in the place of the old ones, unless they read worse; then exits with 1."""
    old = place / f"{name}.tflite"
    if old.exists():
        verdict = gate.compared(old, new / f"{name}.tflite", held_out)
        if not verdict.passes:
            sys.exit(f"Kept the old weights. {verdict}; the new ones are in {new}.")
        print(f"{verdict}.")
    gate.install(name, new, place)


def learn_from_feedback(learn: Handwriting, folder: Path) -> Handwriting:
    """What there is to learn, and the feedback of the folder; exits with 1 where it has none."""
    try:
        corrected = feedback.load(folder, Reader())
    except BadFeedback as error:
        sys.exit(str(error))
    if not corrected.labels:
        sys.exit(f"Nothing in {folder} was cut into as many characters as its correction has.")
    print(f"{len(corrected.labels)} characters of {folder} are learnt from, too.")
    return with_feedback(learn, corrected)


def _recipe(
    options: argparse.Namespace, name: str, folder: Path, calibrations: dict[Kind, Calibration]
) -> str:
    epochs = _epochs(options)
    learnt = "; ".join(
        f"{kind}: widths {network.SHAPES[kind].widths}, {epochs[kind]} epochs, "
        f"temperature {calibration.temperature:.3f}, unreadable logit {calibration.shift:+.3f}"
        for kind, calibration in calibrations.items()
    )
    return (
        f"training.train --diet {name} --seed {options.seed}"
        f"{' --feedback …' if options.feedback else ''}: residual networks, "
        f"AdamW {learning.PEAK_RATE} along a cosine, batches of {BATCHES['thorough']}, "
        f"labels smoothed by {SMOOTHING}, glyphs as if by another hand, "
        f"kinds of no digits told apart by {learning.KINDS_WEIGHT}"
        f"{_TAUGHT if lessons.has_opinions(folder) else ''}, 8-bit weights; {learnt}"
    )


def _epochs(options: argparse.Namespace) -> dict[Kind, int]:
    """How often each shipped network passes over the lessons."""
    return dict(zip(SHIPPED, options.epochs or (EPOCHS[kind] for kind in SHIPPED), strict=True))


_TAUGHT = f", {1 - LABEL_SHARE:.0%} of what is wanted by teachers (training.teachers)"


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Train the weights of the charset digits.")
    parser.add_argument("--data", type=Path, default=Path("data"), help="folder of the data sets")
    parser.add_argument("--diet", choices=lessons.DIETS, default="digits")
    parser.add_argument("--lessons", type=Path, default=lessons.FOLDER)
    parser.add_argument(
        "--epochs", type=int, nargs=2, metavar=SHIPPED, help="instead of each network's own"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--mirror", nargs="+", default=MIRRORS, metavar="URL", help="where MNIST is fetched from"
    )
    parser.add_argument(
        "--feedback", type=Path, metavar="FOLDER", help="what users corrected, to learn from too"
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
    if options.feedback:
        learn = learn_from_feedback(learn, options.feedback)
        folder = options.lessons / f"{diet}-feedback-{feedback.digest(options.feedback)}"
    lessons.draw(learn, folder)
    held_out = validation.shown(lessons.DIETS[diet](options.data, "validation"), seed=0)
    networks = {
        kind: train(folder, held_out, options.seed, epochs, kind)
        for kind, epochs in _epochs(options).items()
    }
    if options.feedback:
        new = folder / "weights"
        new.mkdir(exist_ok=True)
        staged = argparse.Namespace(**(vars(options) | {"out": new}))
        card = ship(networks, held_out, learn, diet, folder=folder, options=staged)
        take_place(diet, new, held_out, options.out)
    else:
        card = ship(networks, held_out, learn, diet, folder=folder, options=options)
    print(f"Wrote {options.out / card.name}.tflite, {card.size_bytes / 1024:.0f} KiB.")


if __name__ == "__main__":
    main()
