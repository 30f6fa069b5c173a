"""Calibrate: one temperature, so that a confidence of 0.9 is right nine times in ten.

Guo, Pleiss, Sun, Weinberger: On Calibration of Modern Neural Networks, 2017.
"""

import numpy as np
from numpy.typing import NDArray

CANDIDATES = np.geomspace(0.3, 5.0, 400)


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
