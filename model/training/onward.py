"""Let the networks learn on: `make onward`.

Each passes over the lessons once more from what ships, at a lower rate. Where it was right, what it
thought before counts beside the label, lest it forget; what ships then lies between where it began
and where it ended. A training that was stopped goes on from its last epoch.
"""

import argparse
import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from digit_reader.weights import FOLDER, card_of, quick_weights_beside
from training import calibrate, export, learning, lessons, network, train, validation
from training.benchmark import accuracy
from training.calibrate import Calibration
from training.examples import Examples
from training.learning import Lesson
from training.network import Kind
from training.recover import between, measure_anew, recover

NAME = "digits"
EPOCHS = 20
RATE = learning.PEAK_RATE / 2
# Of what a network should say, so much at most is what it thought before.
OPINION_SHARE = 0.7
# It takes so much of what it ends with, and the rest of what it began with.
END_SHARE = 2 / 3
# Normalisations get the statistics of so many batches, each of so many glyphs.
SHOWN, AT_ONCE = 32, learning.PREDICTED_AT_ONCE


def recovered(weights: Path, lesson: Lesson, kind: Kind) -> keras.Model:
    """The network of a weight file, as sure as the labels of a lesson want it."""
    model = network.build(learning.OUTPUTS, kind)
    recover(model, weights, _batches_of(lesson)[:1])
    few = slice(SHOWN * AT_ONCE)
    logits = learning.logits_of(model, lesson.glyphs[few])
    _rescale(model, calibrate.cheapest(logits, lesson.wanted[few]))
    return model


def _rescale(model: keras.Model, to: Calibration) -> None:
    """What ships is calibrated for people, who draw less that is no digit than lessons have."""
    last = model.get_layer("logits")
    kernel, bias = last.get_weights()
    bias = bias / to.temperature
    bias[-1] += to.shift
    last.set_weights([kernel / to.temperature, bias])


def _batches_of(lesson: Lesson) -> list[NDArray[np.float32]]:
    starts = range(0, min(len(lesson.glyphs), SHOWN * AT_ONCE), AT_ONCE)
    return [learning.as_input(lesson.glyphs[start : start + AT_ONCE]) for start in starts]


def minded(lesson: Lesson, before: NDArray[np.float32]) -> Lesson:
    """The lesson, where it is minded what a network thought before, logits, float32 (N, 11).

    The less it believed the label, the less its opinion counts.
    """
    opinions = Calibration(1.0, 0.0).probabilities(before).astype(np.float32)
    label = lesson.wanted.argmax(axis=1)[:, None]
    right = np.take_along_axis(opinions, label, axis=1) / opinions.max(axis=1, keepdims=True)
    share = OPINION_SHARE * right
    return replace(lesson, wanted=(1 - share) * lesson.wanted + share * opinions)


def learn_on(
    weights: Path, kind: Kind, folder: Path, held_out: Examples, *, seed: int, epochs: int
) -> keras.Model:
    """The network between that of a weight file and where so many epochs bring it."""
    first = train.lesson_of(folder, 1)
    start = recovered(weights, first, kind)
    before = [
        learning.logits_of(start, train.lesson_of(folder, epoch).glyphs)
        for epoch in range(1, min(epochs, lessons.EPOCHS) + 1)
    ]

    def begun(steps: int) -> keras.Model:
        keras.utils.set_random_seed(seed)
        reads = keras.models.clone_model(start)
        reads.set_weights(start.get_weights())
        model = learning.telling_kinds(reads, len(lessons.kinds_of(folder)))
        learning.prepare(model, steps, RATE)
        return model

    def shown(epoch: int) -> Lesson:
        return minded(train.lesson_of(folder, epoch), before[(epoch - 1) % lessons.EPOCHS])

    # What ships in the end takes the place of what it learnt on from, so that must not be resumed.
    origin = export.digest_of(weights)[:8]
    end = train.kept_while_it_learns(
        folder / f"on-from-{origin}-{seed}-of-{epochs}.keras",
        begun,
        shown,
        held_out,
        epochs=epochs,
        batch=train.BATCHES[kind],
        seed=seed,
    )
    between(start, end, END_SHARE)
    measure_anew(end, _batches_of(first))
    return end


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Let the weights of the charset digits learn on.")
    parser.add_argument("--data", type=Path, default=Path("data"), help="folder of the data sets")
    parser.add_argument("--diet", choices=lessons.DIETS, default=NAME)
    parser.add_argument("--lessons", type=Path, default=lessons.FOLDER)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder of the weights and card")
    options = parser.parse_args(arguments)
    load = partial(lessons.DIETS[options.diet], options.data)
    folder: Path = options.lessons / options.diet
    place: Path = options.out / f"{options.diet}.tflite"
    learn = load("train")
    lessons.draw(learn, folder)
    held_out = validation.shown(load("validation"), seed=0)
    files: dict[Kind, Path] = {"thorough": place, "quick": quick_weights_beside(place)}
    learnt = {
        kind: learn_on(file, kind, folder, held_out, seed=options.seed, epochs=options.epochs)
        for kind, file in files.items()
    }
    found = {
        kind: calibrate.calibration_for(
            learning.logits_of(model, held_out.glyphs), held_out.targets
        )
        for kind, model in learnt.items()
    }
    old = card_of(place)
    card = replace(
        old,
        version=train.VERSION,
        date=datetime.date.today().isoformat(),
        recipe=f"{old.recipe}; {_recipe(old.sha256, options.seed, options.epochs, found)}",
    )
    converted = {kind: export.to_litert(model, found[kind]) for kind, model in learnt.items()}
    files["quick"].write_bytes(converted["quick"])
    card = export.write(converted["thorough"], card, options.out)
    figures = accuracy.figures(options.data, place, learn.files)
    export.write_card(replace(card, figures=figures), options.out)
    print(f"Wrote {place}, {card.size_bytes / 1024:.0f} KiB.")


def _recipe(origin: str, seed: int, epochs: int, found: Mapping[Kind, Calibration]) -> str:
    calibrated = ", ".join(
        f"{kind}: temperature {each.temperature:.3f}, unreadable logit {each.shift:+.3f}"
        for kind, each in found.items()
    )
    return (
        f"training.onward --seed {seed}: both networks on, the thorough one from SHA-256 "
        f"`{origin[:16]}…`, for {epochs} epochs, AdamW {RATE} along a cosine, their own opinion of "
        f"before by up to {OPINION_SHARE}, glyphs as if by another hand, kinds of no digits told "
        f"apart by {learning.KINDS_WEIGHT}; {END_SHARE:.2f} of the way from there to their end, "
        f"{calibrated}"
    )


if __name__ == "__main__":
    main()
