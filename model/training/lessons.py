"""Lessons: a few epochs of examples, drawn once and kept on disk.

Drawing a pen digit anew costs as much as learning from it. The networks pass over the lessons more
than once; each file is one epoch, made whole or not at all, so that drawing can be resumed.
"""

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training import handwriting
from training.datasets.splits import Split
from training.examples import Examples
from training.handwriting import Handwriting

EPOCHS = 10
SEED = 20261121
# The folder of lessons, and of the networks that learn from them; git ignores it.
FOLDER = Path("../build/lessons")

Load = Callable[[Path, Split], Handwriting]
DIETS: dict[str, Load] = {
    "digits": handwriting.clean,
    "digits-mnist": handwriting.mnist_alone,
    "digits-research": handwriting.research,
}


def path_of(lessons: Path, epoch: int) -> Path:
    """The file of an epoch, counted from 1; after the last lesson comes the first again."""
    return lessons / f"epoch-{(epoch - 1) % EPOCHS + 1:02d}.npz"


def opinions_path_of(lessons: Path, epoch: int) -> Path:
    """The file of what teachers think of the lesson of an epoch, counted from 1."""
    return lessons / f"opinions-{(epoch - 1) % EPOCHS + 1:02d}.npz"


def has_opinions(lessons: Path) -> bool:
    """Whether teachers have seen all lessons of a folder."""
    return all(opinions_path_of(lessons, epoch).exists() for epoch in range(1, EPOCHS + 1))


def load_opinions(path: Path) -> NDArray[np.float32]:
    """How likely teachers hold each class of each example of a lesson, float32 (N, 11)."""
    with np.load(path) as archive:
        return np.asarray(archive["opinions"], np.float32)


def save_opinions(opinions: NDArray[np.float32], path: Path) -> None:
    """Writes a file of opinions, whole or not at all."""
    unfinished = path.with_suffix(".part.npz")
    np.savez(unfinished, opinions=opinions.astype(np.float16))
    unfinished.rename(path)


def load(path: Path) -> Examples:
    """The examples of a file."""
    with np.load(path) as archive:
        return Examples(archive["glyphs"], archive["targets"])


def draw(learn: Handwriting, lessons: Path) -> None:
    """Draws the epochs that are not there yet, on every core."""
    lessons.mkdir(parents=True, exist_ok=True)
    missing = [epoch for epoch in range(1, EPOCHS + 1) if not path_of(lessons, epoch).exists()]
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), spawning, _remember, (learn,)) as cores:
        for epoch in cores.map(partial(_draw_one, lessons), missing):
            print(f"lesson {epoch}/{EPOCHS} drawn", flush=True)


# What a process of the pool draws from.
_remembered: list[Handwriting] = []


def _remember(learn: Handwriting) -> None:
    _remembered[:] = [learn]


def _draw_one(lessons: Path, epoch: int) -> int:
    drawn = _remembered[0].epoch((SEED, epoch))
    order = np.random.default_rng((SEED, epoch)).permutation(len(drawn.targets))
    path = path_of(lessons, epoch)
    unfinished = path.with_suffix(".part.npz")
    np.savez(unfinished, glyphs=drawn.glyphs[order], targets=drawn.targets[order])
    unfinished.rename(path)
    return epoch
