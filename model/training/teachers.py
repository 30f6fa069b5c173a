"""Train the teachers: `make teachers`, hours on two cores, minutes on an accelerator.

They are larger than what ships and learn the same lessons. What they together think of each example
is kept beside the lessons, and `make train` learns it with the labels: that one 7 looks more like a
1 than another (Hinton, Vinyals, Dean: Distilling the Knowledge in a Neural Network, 2015).
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from training import learning, lessons, train, validation
from training.calibrate import Calibration

SEEDS = (101, 102)
# Opinions are this much softer than what a teacher says, or they would be the labels again.
TEMPERATURE = 2.0


def opinions_of(teachers: Sequence[keras.Model], glyphs: NDArray[np.uint8]) -> NDArray[np.float32]:
    """What teachers together think of glyphs, uint8 (N, 28, 28): probabilities, float32 (N, 11)."""
    logits = np.mean([learning.logits_of(teacher, glyphs) for teacher in teachers], axis=0)
    return Calibration(TEMPERATURE, 0.0).probabilities(logits).astype(np.float32)


def form_opinions(teachers: Sequence[keras.Model], folder: Path) -> None:
    """Writes what the teachers think of each lesson of the folder, where it is not there yet."""
    for epoch in range(1, lessons.EPOCHS + 1):
        path = lessons.opinions_path_of(folder, epoch)
        if not path.exists():
            glyphs = lessons.load(lessons.path_of(folder, epoch)).glyphs
            lessons.save_opinions(opinions_of(teachers, glyphs), path)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Train the teachers of the charset digits.")
    parser.add_argument("--data", type=Path, default=Path("data"), help="folder of the data sets")
    parser.add_argument("--diet", choices=lessons.DIETS, default="digits")
    parser.add_argument("--lessons", type=Path, default=lessons.FOLDER)
    options = parser.parse_args(arguments)
    diet: str = options.diet
    folder: Path = options.lessons / diet
    lessons.draw(lessons.DIETS[diet](options.data, "train"), folder)
    held_out = validation.shown(lessons.DIETS[diet](options.data, "validation"), seed=0)
    epochs = train.EPOCHS["teacher"]
    teachers = [train.train(folder, held_out, seed, epochs, "teacher") for seed in SEEDS]
    form_opinions(teachers, folder)


if __name__ == "__main__":
    main()
