"""Cores: drawing is spread over processes, one on every core, and kept in whole files."""

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Source = TypeVar("Source")
Item = TypeVar("Item")
Result = TypeVar("Result")

# What this process works from; it is large, so that each is given it once.
_given: list[Any] = []


def on_every_core(
    work: Callable[[Source, Item], Result], source: Source, items: Iterable[Item]
) -> Iterator[Result]:
    """What is made of each item and the source that all share, in the order of the items."""
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), spawning, _give, (source,)) as cores:
        yield from cores.map(partial(_made, work), items)


def _give(source: object) -> None:
    _given.append(source)


def _made(work: Callable[[Any, Item], Result], item: Item) -> Result:
    return work(_given[-1], item)


def save_whole(path: Path, **arrays: NDArray[Any]) -> None:
    """Writes an `.npz` file, whole or not at all, so that drawing can be resumed."""
    unfinished = path.with_suffix(".part.npz")
    np.savez(unfinished, allow_pickle=False, **arrays)
    unfinished.rename(path)
