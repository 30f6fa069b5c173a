"""`make compare`: the networks of a training side by side, on validation writers only.

Choices are made by this table, never by the sets that `make bench` measures.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from digit_reader.classifier import Classifier
from training import learning, lessons, validation
from training.calibrate import calibration_for
from training.examples import Examples
from training.export import to_litert
from training.learning import logits_of

SEED = 1


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Examples of one kind."""

    name: str
    examples: Examples


def main() -> None:
    """Prints a row for each network that the folder of lessons holds."""
    parser = argparse.ArgumentParser(description="Compare networks on validation writers.")
    parser.add_argument("--data", type=Path, default=Path("data"), help="folder of the data sets")
    parser.add_argument("--diet", choices=lessons.DIETS, default="digits")
    parser.add_argument("--lessons", type=Path, default=lessons.FOLDER)
    options = parser.parse_args()
    networks = sorted((options.lessons / options.diet).glob("*.keras"))
    if not networks:
        parser.error(
            f"{options.lessons / options.diet} holds no network; `make train` trains some."
        )

    writers = lessons.DIETS[options.diet](options.data, "validation")
    known = validation.shown(writers, seed=0)
    rng = np.random.default_rng(SEED)
    parts = [
        HeldOut("scans", validation.scans(writers)),
        HeldOut("pen", validation.pens(writers, rng)),
    ]
    readable = [part.examples for part in parts]
    parts.append(HeldOut("no digit", writers.unreadable(readable, rng)))

    names = [f"{part.name}, n {len(part.examples.targets)}" for part in parts]
    print("| network | parameters | " + " | ".join(names) + " |")
    print("| --- | ---: |" + " ---: |" * len(parts))
    for path in networks:
        model = learning.only_reading(learning.load(path))
        calibration = calibration_for(logits_of(model, known.glyphs), known.targets)
        weights = path.with_suffix(".compared.tflite")
        weights.write_bytes(to_litert(model, calibration))
        classifier = Classifier(weights)
        read = [classifier.probabilities(each.examples.glyphs).argmax(axis=1) for each in parts]
        shares = [
            f"{100 * np.mean(seen == part.examples.targets):.2f}"
            for seen, part in zip(read, parts, strict=True)
        ]
        print(f"| {path.stem} | {model.count_params()} | {' | '.join(shares)} |")


if __name__ == "__main__":
    main()
