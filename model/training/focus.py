"""Focus: what a learner is shown of a lesson once there are opinions on it, and what it should say.

What is easy is shown less often (Jiang et al., Accelerating Deep Learning by Focusing on the
Biggest Losers, 2019); the opinions tell what is, so choosing costs nothing. Wanted are mostly the
opinions (Hinton, Vinyals, Dean: Distilling the Knowledge in a Neural Network, 2015).
"""

import numpy as np
from numpy.typing import NDArray

from training.examples import Examples
from training.learning import Lesson, one_hot

# Examples shown in an epoch.
SHOWN = 48_000
# Easy is what the opinions name rightly and this surely; the rest is that much likelier shown.
EASY_FROM = 0.95
HARD = 4.0
# How much the opinions count beside the labels.
TRUST = 0.8


def focused(examples: Examples, opinions: NDArray[np.float32], seed: tuple[int, int]) -> Lesson:
    """The lesson made of examples and what is thought of them, float32 (N, 11)."""
    easy = opinions[np.arange(len(opinions)), examples.targets] > EASY_FROM
    chances = np.where(easy, 1.0, HARD)
    count = min(SHOWN, len(easy))
    rng = np.random.default_rng(seed)
    shown = rng.choice(len(easy), count, replace=False, p=chances / chances.sum())
    labels = one_hot(examples.targets[shown], 0.0)
    return Lesson(examples.glyphs[shown], TRUST * opinions[shown] + (1 - TRUST) * labels)
