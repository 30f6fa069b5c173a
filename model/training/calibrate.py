"""Calibrate, so that a confidence of 0.9 is right nine times in ten.

One temperature undoes overconfidence (Guo, Pleiss, Sun, Weinberger: On Calibration of Modern Neural
Networks, 2017). A shift makes up for training on far more unreadable marks than people draw; where
Saerens, Latinne, Decaestecker (Adjusting the Outputs of a Classifier to New a Priori Probabilities,
2002) compute it, it is measured here, for lessons are not an even sample either.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# The share of unreadable marks among what people draw for a digit reader.
UNREADABLE_SHARE = 0.015
TEMPERATURES = np.geomspace(0.2, 5.0, 80)
SHIFTS = np.linspace(-6.0, 6.0, 61)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logits become calibrated by dividing by `temperature` and adding `shift` to the last one."""

    temperature: float
    shift: float

    def probabilities(self, logits: NDArray[np.float32]) -> NDArray[np.float64]:
        """Calibrated probabilities, (N, classes), whose rows sum to 1."""
        scaled = logits / self.temperature
        scaled[:, -1] += self.shift
        raised = np.exp(scaled - scaled.max(axis=1, keepdims=True), dtype=np.float64)
        return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float64)


def calibration_for(logits: NDArray[np.float32], targets: NDArray[np.int64]) -> Calibration:
    """The calibration by validation examples, float32 (N, classes) and int (N,).

    The last class is the unreadable one. Each example is weighed by how often people draw its kind.
    """
    unreadable = targets == logits.shape[1] - 1
    seen = float(np.mean(unreadable))
    weights = np.where(unreadable, UNREADABLE_SHARE / seen, (1 - UNREADABLE_SHARE) / (1 - seen))
    wanted = np.eye(logits.shape[1], dtype=np.float32)[targets]
    return cheapest(logits, wanted * weights[:, None].astype(np.float32))


def cheapest(logits: NDArray[np.float32], wanted: NDArray[np.float32]) -> Calibration:
    """Of all candidates that under which what is wanted, float32 (N, classes), is likeliest.

    Each example weighs as much as its row sums to.
    """

    def loss(candidate: Calibration) -> float:
        likely = np.maximum(candidate.probabilities(logits), 1e-12)
        return -float(np.mean((wanted * np.log(likely)).sum(axis=1)))

    candidates = [Calibration(float(t), float(s)) for t in TEMPERATURES for s in SHIFTS]
    return min(candidates, key=loss)
