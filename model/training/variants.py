"""Ways to write a digit that many people have and few of the writers at hand."""

from collections.abc import Sequence

import numpy as np

from training.datasets.samples import Stroke

# Of slashes, those that fall to the right.
MIRRORED = 0.3


def slashed(zero: Sequence[Stroke], rng: np.random.Generator) -> list[Stroke]:
    """A 0 with a slash through it, from the lower left to the upper right or, rarer, mirrored."""
    points = np.concatenate(zero)
    low, extent = points.min(axis=0), np.ptp(points, axis=0)
    reach = rng.uniform(-0.15, 0.45, 2)
    aim = rng.normal(0, 0.08, (2, 2))
    slash = np.array([[-reach[0], 1 + reach[0]], [1 + reach[1], -reach[1]]])
    ends = (slash + aim) * extent + low
    if rng.random() < MIRRORED:
        ends[:, 1] = ends[::-1, 1]
    return [*zero, np.linspace(ends[0], ends[1], 8).astype(np.float32)]
