"""Lessons: a few epochs of examples, drawn once and kept on disk.

Drawing a pen digit anew costs as much as learning from it. The networks pass over the lessons more
than once; each file is one epoch, made whole or not at all, so that drawing can be resumed.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training import handwriting
from training.cores import on_every_core, save_whole
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
    save_whole(path, opinions=opinions.astype(np.float16))


def load(path: Path) -> Examples:
    """The examples of a file.

    Raises ValueError where an older recipe drew it, which did not tell kinds apart.
    """
    with np.load(path) as archive:
        if "kinds" not in archive:
            raise ValueError(f"{path} was drawn by an older recipe; delete {path.parent}.")
        return Examples(archive["glyphs"], archive["targets"], archive["kinds"])


def kinds_of(lessons: Path) -> list[str]:
    """The kinds of what is no digit in a folder of lessons, in the order of the alphabet."""
    return sorted(set(load(path_of(lessons, 1)).kinds.tolist()) - {""})


def save(examples: Examples, path: Path) -> None:
    """Writes a file of examples, whole or not at all."""
    save_whole(path, glyphs=examples.glyphs, targets=examples.targets, kinds=examples.kinds)


def draw(learn: Handwriting, lessons: Path) -> None:
    """Draws the epochs that are not there yet, on every core."""
    lessons.mkdir(parents=True, exist_ok=True)
    missing = [epoch for epoch in range(1, EPOCHS + 1) if not path_of(lessons, epoch).exists()]
    for epoch in on_every_core(partial(_draw_one, lessons), learn, missing):
        print(f"lesson {epoch}/{EPOCHS} drawn", flush=True)


def _draw_one(lessons: Path, learn: Handwriting, epoch: int) -> int:
    drawn = learn.epoch((SEED, epoch))
    order = np.random.default_rng((SEED, epoch)).permutation(len(drawn.targets))
    shuffled = Examples(drawn.glyphs[order], drawn.targets[order], drawn.kinds[order])
    save(shuffled, path_of(lessons, epoch))
    return epoch
