"""Diagrams of the report: reliability, and who is taken for whom."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from training.benchmark.bins import Bin, expected_error

COLUMNS = 4


def reliability(sets: Mapping[str, Sequence[Bin]], path: Path) -> None:
    """Writes the reliability diagrams of sets, each with its calibration error."""
    rows = -(-len(sets) // COLUMNS)
    figure = Figure(figsize=(3 * COLUMNS, 3.3 * rows), layout="constrained")
    grid = figure.subplots(rows, COLUMNS, squeeze=False).ravel()
    for axes in grid:
        axes.set_axis_off()
    for axes, (name, found) in zip(grid, sets.items(), strict=False):
        axes.set_axis_on()
        axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
        axes.plot([each.sure for each in found], [each.right for each in found], "o-", markersize=4)
        axes.set_title(f"{name}\nECE {expected_error(found):.2f} %", fontsize=9)
        axes.set(xlim=(0, 1.02), ylim=(0, 1.02), xlabel="confidence", ylabel="share right")
    figure.savefig(path, dpi=110)


def confusion(truth: Sequence[str], read: Sequence[str], name: str, path: Path) -> None:
    """Writes the confusion matrix: rows the truth, columns the reading, "?" where refused."""
    labels = "0123456789?"
    counts = np.zeros((10, 11), int)
    for true, seen in zip(truth, read, strict=True):
        counts[labels.index(true), labels.index(seen) if seen in labels and seen else 10] += 1
    wrong = counts * (1 - np.eye(10, 11, dtype=int))
    figure = Figure(figsize=(5.2, 5), layout="constrained")
    axes = figure.subplots()
    axes.imshow(wrong, cmap="Reds", vmax=max(2 * int(wrong.max()), 1))
    axes.set(xlabel="read", ylabel="truth", title=name)
    axes.set_xticks(range(11), list(labels))
    axes.set_yticks(range(10), list(labels[:10]))
    for row, column in np.ndindex(counts.shape):
        if counts[row, column]:
            axes.text(column, row, str(counts[row, column]), ha="center", va="center", fontsize=8)
    figure.savefig(path, dpi=110)
