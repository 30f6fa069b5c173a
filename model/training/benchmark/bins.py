"""How far confidences can be trusted: the expected calibration error over bins of equal mass.

Naeini, Cooper, Hauskrecht: Obtaining Well Calibrated Probabilities Using Bayesian Binning, 2015;
bins of equal mass after Nguyen, O'Connor: Posterior Calibration and Exploratory Analysis, 2015.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BINS = 15


@dataclass(frozen=True, slots=True)
class Bin:
    """Readings of similar confidence: how many, how sure on average, which share right."""

    n: int
    sure: float
    right: float


def bins(sure: NDArray[np.float64], right: NDArray[np.bool_]) -> list[Bin]:
    """Readings in 15 bins of equal mass, from the least to the most confident."""
    order = np.argsort(sure, kind="stable")
    return [
        Bin(len(part), float(sure[part].mean()), float(right[part].mean()))
        for part in np.array_split(order, BINS)
        if len(part)
    ]


def expected_error(found: Sequence[Bin]) -> float:
    """The expected calibration error, in percent."""
    total = sum(each.n for each in found)
    return 100 * sum(each.n * abs(each.sure - each.right) for each in found) / total
