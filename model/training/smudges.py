"""Smudges: what a shadow, a dark corner or a stain leaves of a page. No pen wrote them."""

import cv2
import numpy as np
from numpy.typing import NDArray

# In px; the glyph step shrinks it.
SIDE = 64
# Of them, those that a rule or the edge of a sheet runs through.
RULED = 0.35
# One that is taller than so many widths may be a 1 of a thick pen, smaller than so many px a dot.
TALLEST, SMALLEST = 1.8, 30


def smudge(rng: np.random.Generator) -> NDArray[np.uint8]:
    """A page, uint8 (H, W), white on black: one patch, often darker to one side or cut straight."""
    while True:
        patch = _cut_by_border(_patch(rng), rng)
        rows, columns = np.nonzero(patch)
        if len(rows) >= SMALLEST and np.ptp(rows) <= TALLEST * np.ptp(columns):
            break
    within = patch[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1].copy()
    if rng.random() < RULED:
        thick = max(1, round(rng.uniform(0.03, 0.1) * len(within)))
        at = int(rng.integers(len(within)))
        within[at : at + thick] = 255
    return np.pad(within, SIDE // 4)


def _patch(rng: np.random.Generator) -> NDArray[np.uint8]:
    """The largest piece of a rough field, (64, 64), that slopes to one side and to its border."""
    coarse = rng.normal(0, 1, (int(rng.integers(2, 6)),) * 2).astype(np.float32)
    rough = cv2.resize(coarse, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)
    down, across = np.mgrid[:SIDE, :SIDE] / SIDE - 0.5
    turn = rng.uniform(0, 2 * np.pi)
    slope = (across * np.cos(turn) + down * np.sin(turn)) * rng.uniform(0, 6)
    wide, high = rng.uniform(0.7, 2, 2)
    from_centre = np.hypot(across * wide, down * high) * rng.uniform(2, 8)
    field = rough + slope - from_centre + rng.normal(0, rng.uniform(0, 0.15), (SIDE, SIDE))
    least = np.quantile(field, rng.uniform(0.6, 0.92))
    _, pieces, stats, _ = cv2.connectedComponentsWithStats((field > least).view(np.uint8))
    largest = pieces == 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    rise = (field - least) / float((field - least)[largest].max()) * rng.uniform(0, 1)
    grey = np.clip(rng.uniform(0.3, 1) + rise, 0, 1) * 255
    return np.where(largest, grey, 0).astype(np.uint8)


def _cut_by_border(patch: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """The patch without what lies beyond the border of a page, at up to two sides."""
    for _ in range(int(rng.integers(3))):
        inked = np.flatnonzero(patch.any(axis=1))
        cut = inked[0] + int(rng.uniform(0.1, 0.6) * np.ptp(inked))
        patch = np.rot90(patch[cut:], int(rng.integers(4)))
    return np.ascontiguousarray(patch)
