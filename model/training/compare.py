"""`make compare`: what a choice is worth, on validation writers, never on test writers.

So far one choice: the glyph alone, or the three views of it.
"""

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from digit_reader.classifier import Classifier
from digit_reader.views import probabilities_over_views
from digit_reader.weights import weights_for
from training.benchmark.accuracy import SEED
from training.benchmark.protocol import single
from training.datasets import mnist, strokes
from training.examples import LABELS, Examples, glyph_of, of_images

# Each pen digit is drawn this often, for the validation writers are few.
DRAWINGS = 8


def main() -> None:
    """Prints a row for each validation set."""
    parser = argparse.ArgumentParser(description="Compare choices on validation writers.")
    parser.add_argument("--data", type=Path, default=Path("data"), help="folder of the data sets")
    data: Path = parser.parse_args().data
    if not (data / "strokes").exists():
        parser.error(f"{data} holds no pen digits; set DATA_DIR to the folder that does.")
    classifier = Classifier(weights_for("digits"))
    print("| validation set | n | glyph alone % | three views % |")
    print("| --- | ---: | ---: | ---: |")
    for name, held_out in (("MNIST", _scanned(data)), ("pen digits", _drawn(data))):
        alone = _right(classifier.probabilities(held_out.glyphs), held_out)
        views = _right(probabilities_over_views(classifier, held_out.glyphs), held_out)
        print(f"| {name} | {len(held_out.targets)} | {alone:.2f} | {views:.2f} |")


def _scanned(data: Path) -> Examples:
    return of_images(mnist.load(data / "mnist", "validation"))


def _drawn(data: Path) -> Examples:
    rng = np.random.default_rng(SEED)
    inks = [
        ink
        for name in ("pendigits", "unipen_digits")
        for ink in strokes.load(data / "strokes" / f"{name}.jsonl.gz", "validation")
        for _ in range(DRAWINGS)
    ]
    glyphs = [glyph_of(single(ink, rng).page) for ink in inks]
    return Examples(np.stack(glyphs), np.array([LABELS.index(ink.label) for ink in inks]))


def _right(probabilities: NDArray[np.float32], held_out: Examples) -> float:
    """The share, in percent, whose likeliest class is the true one."""
    return float(100 * np.mean(probabilities.argmax(axis=1) == held_out.targets))


if __name__ == "__main__":
    main()
