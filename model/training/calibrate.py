"""Calibrate, so that a confidence of 0.9 is right nine times in ten.

One temperature undoes overconfidence (Guo, Pleiss, Sun, Weinberger: On Calibration of Modern Neural
Networks, 2017). A shift makes up for training on far more unreadable marks than people draw
(Saerens, Latinne, Decaestecker: Adjusting the Outputs of a Classifier to New a Priori
Probabilities, 2002).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# The share of unreadable marks among what people draw for a digit reader.
UNREADABLE_SHARE = 0.01
CANDIDATES = np.geomspace(0.3, 5.0, 400)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logits become calibrated by dividing by `temperature` and adding `shift` to the last one."""

    temperature: float
    shift: float


def calibration_for(logits: NDArray[np.float32], targets: NDArray[np.int64]) -> Calibration:
    """The calibration by validation examples, float32 (N, classes) and int (N,).

    The last class is the unreadable one.
    """
    seen = float(np.mean(targets == logits.shape[1] - 1))
    shift = np.log(UNREADABLE_SHARE / (1 - UNREADABLE_SHARE)) - np.log(seen / (1 - seen))
    return Calibration(temperature_for(logits, targets), float(shift))


def temperature_for(logits: NDArray[np.float32], targets: NDArray[np.int64]) -> float:
    """The temperature under which validation targets, int (N,), are likeliest.

    `logits`: float32 (N, classes); dividing them by the answer calibrates their softmax.
    """
    losses = [_negative_log_likelihood(logits / t, targets) for t in CANDIDATES]
    return float(CANDIDATES[int(np.argmin(losses))])


def _negative_log_likelihood(logits: NDArray[np.float32], targets: NDArray[np.int64]) -> float:
    peak = logits.max(axis=1, keepdims=True)
    normaliser = peak[:, 0] + np.log(np.exp(logits - peak).sum(axis=1))
    return float(np.mean(normaliser - logits[np.arange(len(targets)), targets]))
