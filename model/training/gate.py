"""The gate: new weights take the place of old ones only where they do not read worse."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from digit_reader.classifier import Classifier
from training.examples import Examples

# Two trainings of one recipe differ by about as much.
TOLERANCE = 0.001


@dataclass(frozen=True, slots=True)
class Verdict:
    """The shares of validation examples that the old and the new weights read right."""

    old: float
    new: float

    @property
    def passes(self) -> bool:
        """Whether the new ones are at most TOLERANCE worse."""
        return self.new >= self.old - TOLERANCE

    def __str__(self) -> str:
        old, new = (f"{100 * share:.2f} %" for share in (self.old, self.new))
        return f"Of what validation writers wrote, the new weights read {new} right, the old {old}"


def compared(old: Path, new: Path, held_out: Examples) -> Verdict:
    """Two `.tflite` files on the same examples, those that nobody could read included."""
    return Verdict(right_share(old, held_out), right_share(new, held_out))


def right_share(weights: Path, held_out: Examples) -> float:
    """The share of examples whose likeliest label, or being unreadable, is the true one."""
    read = Classifier(weights).probabilities(held_out.glyphs).argmax(axis=1)
    return float(np.mean(read == held_out.targets))


def install(name: str, source: Path, target: Path) -> None:
    """Put weights and their card in the place of others."""
    for kind in ("tflite", "quick.tflite", "json", "md"):
        shutil.copy(source / f"{name}.{kind}", target)
