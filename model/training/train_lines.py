"""Train the line network: `make train-lines`.

Rows of digits are drawn from the handwriting at hand, and a small network learns to read them at
once, from scratch or on from the shipped weights. A training that was stopped goes on from the file
of strips it was at.
"""

import argparse
import hashlib
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from digit_reader.strip import HEIGHT, LAYERS
from digit_reader.weights import FOLDER, card_of, weights_for
from training import export, learning, lessons, line_network, lines
from training.benchmark import accuracy
from training.calibrate import Calibration
from training.examples import LABELS
from training.handwriting import Handwriting, has_pen_data
from training.lines import Strips
from training.recover import between, recover
from training.rows import LENGTHS, UNREADABLE

NAME = "digits.line"
PASSES = 3
BATCH = 64
CLIP = 5.0
# One that learns on is not to forget what it knows.
ONWARD_RATE = learning.PEAK_RATE / 2
# Of what it ends with it takes so much, and the rest of what it began with.
ONWARD_SHARE = 0.5
# It is given the statistics of so many of what it is shown first.
SHOWN_FIRST = 4
# Strips of a batch are about as wide; batches are brought to a multiple of this, in px, so that
# few shapes have to be prepared for.
WIDTH_STEP = 32
ABOUT = 24
# Rows that are learnt from have something unreadable far more often than people's; measured on
# validation writers, as logits.
UNREADABLE_SHIFT = -1.25
# The network is kept after so many files.
KEPT_EVERY = 15
# Fills up the shorter texts, so that all batches are alike.
NO_LABEL = -1
# What the network names: digits, what is none, and nothing.
NAMED = (*LABELS, UNREADABLE)
NOTHING = len(NAMED)


def loss(wanted: keras.KerasTensor, logits: keras.KerasTensor) -> keras.KerasTensor:
    """How unlikely the network holds texts, (N,), of labels (N, longest), by logits (N, C, 12)."""
    known = keras.ops.cast(wanted != NO_LABEL, "int32")
    columns = keras.ops.shape(logits)[1] * keras.ops.ones_like(known[:, 0])
    return keras.ops.ctc_loss(
        keras.ops.maximum(keras.ops.cast(wanted, "int32"), 0),
        logits,
        keras.ops.sum(known, axis=1),
        columns,
        mask_index=NOTHING,
    )


def prepare(model: keras.Model, steps: int, peak: float = learning.PEAK_RATE) -> None:
    """Compiles the model for so many steps in all, at a rate of at most `peak`."""
    model.compile(
        keras.optimizers.AdamW(
            learning.cosine(steps, peak), weight_decay=learning.WEIGHT_DECAY, clipnorm=CLIP
        ),
        loss,
        jit_compile=False,
    )


def batches(
    strips: Strips, rng: np.random.Generator
) -> Iterator[tuple[NDArray[np.float32], NDArray[np.int32]]]:
    """Inputs (N, 32, W, 2) of strips about as wide, each anywhere in its room; their labels.

    No strip is seen twice as it is: it is as if another hand had written it each time.
    """
    each = list(strips)
    order = np.argsort(strips.widths + rng.uniform(0, ABOUT, len(each)), kind="stable")
    groups = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
    for group in rng.permutation(len(groups)):
        chosen = [each[int(place)] for place in groups[int(group)]]
        written = [lines.by_another_hand(strip, rng) for strip, _ in chosen]
        widest = max(strip.shape[1] for strip in written)
        room = -(-widest // WIDTH_STEP) * WIDTH_STEP
        seen = np.zeros((len(chosen), HEIGHT, room, LAYERS), np.float32)
        wanted = np.full((len(chosen), len(LENGTHS)), NO_LABEL, np.int32)
        for row, (strip, (_, text)) in enumerate(zip(written, chosen, strict=True)):
            left = int(rng.integers(room - strip.shape[1] + 1))
            seen[row, :, left : left + strip.shape[1]] = strip / np.float32(255)
            wanted[row, : len(text)] = [NAMED.index(label) for label in text]
        yield seen, wanted


def begun(folder: Path, weights: Path | None, steps: int) -> keras.Model:
    """A network made ready for so many steps: a new one, or what that of a weight file learnt."""
    if weights is None:
        model = line_network.build(len(NAMED))
        prepare(model, steps)
        return model
    model = recovered(folder, weights)
    prepare(model, steps, ONWARD_RATE)
    return model


def recovered(folder: Path, weights: Path) -> keras.Model:
    """The network of a weight file."""
    model = line_network.build(len(NAMED))
    first = batches(lines.load(lines.path_of(folder, 1)), np.random.default_rng(0))
    recover(model, weights, [seen for seen, _ in islice(first, SHOWN_FIRST)])
    return model


def train(folder: Path, seed: int, passes: int, weights: Path | None = None) -> keras.Model:
    """The network after so many passes over the strips; it is kept in the folder now and then.

    It learns on from a weight file, or from scratch where there is none.
    """
    # What ships in the end takes the place of what it learnt on from, so that must not be resumed.
    origin = f"-on-from-{export.digest_of(weights)[:8]}" if weights else ""
    kept = folder / f"line{origin}-{seed}-of-{passes}.keras"
    files = passes * lines.FILES
    steps = -(-lines.STRIPS_A_FILE // BATCH)
    if kept.exists():
        model = keras.models.load_model(kept, custom_objects={"loss": loss})
    else:
        keras.utils.set_random_seed(seed)
        model = begun(folder, weights, steps * files)
    done = int(model.optimizer.iterations) // steps
    began = time.monotonic()
    for number in range(done + 1, files + 1):
        strips = lines.load(lines.path_of(folder, (number - 1) % lines.FILES + 1))
        rng = np.random.default_rng((seed, number))
        losses = [model.train_on_batch(seen, wanted) for seen, wanted in batches(strips, rng)]
        print(
            f"strips {number:3d}/{files}  loss {np.mean(losses):.4f}  "
            f"{(time.monotonic() - began) / 60:.1f} min",
            flush=True,
        )
        if number % KEPT_EVERY == 0 or number == files:
            unfinished = folder / "unfinished.keras"
            model.save(unfinished)
            unfinished.rename(kept)
    return model


def shipped(model: keras.Model) -> keras.Model:
    """The network with what it holds unreadable brought to what people write."""
    shifts = [UNREADABLE_SHIFT if named == UNREADABLE else 0.0 for named in NAMED]
    shift = keras.layers.Rescaling(1.0, [*shifts, 0.0], name="as_people_write")
    return keras.Model(model.input, shift(model.output))


def ship(model: keras.Model, place: Path, learn: Handwriting, recipe: str) -> None:
    """Writes the weights to their place, with their card beside them."""
    weights = export.to_litert(shipped(model), Calibration(1.0, 0.0))
    place.write_bytes(weights)
    page = card(weights, model.count_params(), learn, recipe)
    place.with_suffix(".md").write_text(page, "utf-8")
    print(f"Wrote {place}, {len(weights) / 1024:.0f} KiB.")


def recipe_of(seed: int, passes: int, start: Path | None) -> str:
    """How weights are made, those included which they learn on from."""
    peak = learning.PEAK_RATE if start is None else ONWARD_RATE
    on_from = ""
    if start is not None:
        on_from = (
            f" on from the weights of SHA-256 `{export.digest_of(start)[:16]}…`, "
            f"{ONWARD_SHARE:.0%} of what it ends with and the rest of what it began with,"
        )
    return (
        f"training.train_lines{' --onward' if start else ''} --seed {seed} --passes {passes}:"
        f"{on_from} convolutions of widths {line_network.WIDTHS} and {line_network.ALONG}, "
        f"AdamW {peak} along a cosine, batches of {BATCH} of "
        f"{lines.FILES * lines.STRIPS_A_FILE} strips; "
        f"unreadable logit {UNREADABLE_SHIFT:+.2f}, 8-bit weights"
    )


def card(weights: bytes, parameters: int, learn: Handwriting, recipe: str) -> str:
    """What is known of the weights, as a page."""
    sources = [
        f"| {source.name} | {source.samples} | {source.licence} |" for source in learn.sources
    ]
    lines = [
        "# The line network of digits",
        "",
        "Reads a line at once: "
        f"{' '.join(LABELS)} and `?` for what is none. The reader asks it beside the classifier "
        "(digit_reader/second_look.py), whose card has the figures of both together.",
        "",
        f"- recipe: {recipe}",
        f"- parameters: {parameters}",
        f"- file: `{NAME}.tflite`, {len(weights)} bytes, "
        f"SHA-256 `{hashlib.sha256(weights).hexdigest()}`",
        "",
        "## What it learnt from",
        "",
        "| source | samples | licence |",
        "| --- | ---: | --- |",
        *sources,
    ]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Train the line network of the charset digits.")
    parser.add_argument("--data", type=Path, default=Path("data"), help="folder of the data sets")
    parser.add_argument("--lessons", type=Path, default=lessons.FOLDER)
    parser.add_argument("--passes", type=int, default=PASSES)
    parser.add_argument(
        "--onward", action="store_true", help="learn on from the weights in the folder --out"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder for weights and cards")
    options = parser.parse_args(arguments)
    if not has_pen_data(options.data):
        sys.exit(f"There is no pen data in {options.data}.")
    folder: Path = options.lessons / "digits-lines"
    learn = lessons.DIETS["digits"](options.data, "train")
    lines.draw(learn, folder)
    place = options.out / f"{NAME}.tflite"
    start = place if options.onward else None
    recipe = recipe_of(options.seed, options.passes, start)
    model = train(folder, options.seed, options.passes, start)
    if start is not None:
        between(recovered(folder, start), model, ONWARD_SHARE)
    ship(model, place, learn, recipe)
    measure(options.data, weights_for("digits"))


def measure(data: Path, classifier: Path) -> None:
    """Measures the shipped classifier again, with what the line network adds to it."""
    figures = accuracy.figures(data, classifier, ())
    export.write_card(replace(card_of(classifier), figures=figures), classifier.parent)


if __name__ == "__main__":
    main()
