"""Train the shipped weights from scratch: `make train`.

One recipe, top to bottom: every epoch draws all pen digits anew and varies every scanned one,
adds marks nobody could read, and shows them once; the learning rate falls along a cosine. Writers
in the validation split fix the temperature; writers in the test split are never seen.
"""

import argparse
import dataclasses
import datetime
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from digit_reader.weights import FOLDER, ModelCard, Source
from training import calibrate, examples, export, network
from training.benchmark import accuracy
from training.datasets import mnist, strokes
from training.datasets.samples import Images, Ink
from training.datasets.splits import Split
from training.download import MIRRORS, DownloadFailed, fetch_mnist
from training.examples import LABELS, Examples
from training.negatives import unmistakable

VERSION = "1.0.0"
EPOCHS = 28
BATCH = 128
PEAK_RATE = 2e-3
WEIGHT_DECAY = 1e-3
# Every pen digit is drawn this often an epoch, so that pen and scanner weigh about the same.
DRAWINGS = 3
# Unreadable examples for each readable one.
NEGATIVE_SHARE = 0.1


@dataclasses.dataclass(frozen=True, slots=True)
class Handwriting:
    """All of one split: scanned digits, pen digits, and signs that are no digits."""

    scanned: Images
    pen: list[Ink]
    signs: list[Ink]

    @classmethod
    def load(cls, folder: Path, split: Split) -> "Handwriting":
        """MNIST, and the pen data where the folder has it."""
        pen: list[Ink] = []
        signs: list[Ink] = []
        if has_pen_data(folder):
            for name in ("pendigits", "unipen_digits"):
                pen += strokes.load(folder / "strokes" / f"{name}.jsonl.gz", split)
            for name in ("unipen_upper", "unipen_lower", "unipen_symbols"):
                signs += unmistakable(strokes.load(folder / "strokes" / f"{name}.jsonl.gz", split))
        return cls(mnist.load(folder / "mnist", split), pen, signs)

    def epoch(self, seed: tuple[int, ...]) -> Examples:
        """One epoch's examples, fresh for each seed."""
        rng = np.random.default_rng(seed)
        parts = [examples.of_varied_images(self.scanned, rng)]
        if self.pen:
            parts.append(examples.of_inks(self.pen, DRAWINGS, rng))
        readable = sum(len(part.targets) for part in parts)
        count = round(readable * NEGATIVE_SHARE)
        return examples.joined([*parts, examples.of_negatives(self.signs, self.pen, count, rng)])


def has_pen_data(folder: Path) -> bool:
    """Whether the folder holds the pen digits, letters and symbols."""
    return (folder / "strokes" / "unipen_digits.jsonl.gz").exists()


def train(learn: Handwriting, held_out: Examples, seed: int, epochs: int) -> keras.Model:
    """The network after so many epochs; prints the accuracy on the held-out examples after each."""
    keras.utils.set_random_seed(seed)
    model = network.build(len(LABELS) + 1)
    unseen = (as_input(held_out.glyphs), held_out.targets)
    with ThreadPoolExecutor(1) as ahead:
        coming = ahead.submit(learn.epoch, (seed, 1))
        steps = epochs * -(-len(coming.result().targets) // BATCH)
        model.compile(
            keras.optimizers.AdamW(_rate(steps), weight_decay=WEIGHT_DECAY),
            keras.losses.SparseCategoricalCrossentropy(from_logits=True),
            metrics=["accuracy"],
        )
        for epoch in range(1, epochs + 1):
            shown = coming.result()
            if epoch < epochs:
                coming = ahead.submit(learn.epoch, (seed, epoch + 1))
            history = model.fit(
                as_input(shown.glyphs),
                shown.targets,
                batch_size=BATCH,
                validation_data=unseen,
                validation_batch_size=1024,
                verbose=0,
            ).history
            print(
                f"epoch {epoch:2d}/{epochs}  loss {history['loss'][0]:.4f}  "
                f"right {history['accuracy'][0]:.4f}  "
                f"validation {history['val_accuracy'][0]:.4f}",
                flush=True,
            )
    return model


def as_input(glyphs: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Glyphs, uint8 (N, 28, 28), as the network takes them: float32 (N, 28, 28, 1) of 0..1."""
    return np.divide(glyphs[..., None], 255, dtype=np.float32)


def _rate(steps: int) -> keras.optimizers.schedules.LearningRateSchedule:
    warm = steps // 20
    return keras.optimizers.schedules.CosineDecay(
        0.0, steps - warm, warmup_target=PEAK_RATE, warmup_steps=warm
    )


def sources(learn: Handwriting) -> tuple[Source, ...]:
    """What the weights learnt from, for the model card."""
    named = [
        Source(
            "MNIST", len(learn.scanned.labels), "CC BY-SA 3.0", "digits from NIST forms, USA 1990s"
        )
    ]
    if learn.pen:
        unipen = "CC BY 4.0 as republished; the notice on the CD of 1999 said research use"
        pendigits = sum(ink.writer.startswith("pd_") for ink in learn.pen)
        named += [
            Source(
                "Pen-Based Recognition of Handwritten Digits (UCI)",
                pendigits,
                "CC BY 4.0",
                "pen digits of the writers in the training split",
            ),
            Source(
                "UNIPEN train_r01_v07, digits",
                len(learn.pen) - pendigits,
                unipen,
                "pen digits of the writers in the training split",
            ),
            Source(
                "UNIPEN train_r01_v07, letters and symbols",
                len(learn.signs),
                unipen,
                "as examples of what is no digit",
            ),
        ]
    return tuple(named)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Train the weights of the charset digits.")
    parser.add_argument("--data", type=Path, default=Path("data"), help="folder of the data sets")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--mirror", nargs="+", default=MIRRORS, metavar="URL", help="where MNIST is fetched from"
    )
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder for weights and card")
    options = parser.parse_args(arguments)

    whole = has_pen_data(options.data)
    if not whole:
        print(
            f"No pen data in {options.data}: training on MNIST alone, beside the shipped weights."
        )
        try:
            fetch_mnist(options.data / "mnist", options.mirror)
        except DownloadFailed as error:
            sys.exit(str(error))
    learn = Handwriting.load(options.data, "train")
    held_out = Handwriting.load(options.data, "validation").epoch((options.seed, 0))
    model = train(learn, held_out, options.seed, options.epochs)

    logits = model.predict(as_input(held_out.glyphs), batch_size=1024, verbose=0)
    calibration = calibrate.calibration_for(logits, held_out.targets)
    card = ModelCard(
        name="digits" if whole else "digits-mnist",
        version=VERSION,
        charset="digits",
        labels=LABELS,
        date=datetime.date.today().isoformat(),
        sha256="",
        size_bytes=0,
        parameters=model.count_params(),
        recipe=(
            f"training.train --seed {options.seed} --epochs {options.epochs}: residual network of "
            f"widths {network.WIDTHS}, AdamW {PEAK_RATE} along a cosine, batches of {BATCH}, "
            f"every pen digit drawn {DRAWINGS} times an epoch, {NEGATIVE_SHARE:.0%} unreadable "
            f"examples; temperature {calibration.temperature:.3f}, unreadable logit "
            f"{calibration.shift:+.3f}, 8-bit weights"
        ),
        sources=sources(learn),
        figures=(),
    )
    card = export.write(export.to_litert(model, calibration), card, options.out)
    figures = accuracy.figures(options.data, options.out / f"{card.name}.tflite")
    export.write_card(dataclasses.replace(card, figures=figures), options.out)
    print(f"Wrote {options.out / card.name}.tflite, {card.size_bytes / 1024:.0f} KiB.")


if __name__ == "__main__":
    main()
