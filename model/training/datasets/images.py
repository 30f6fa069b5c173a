"""Scanned characters as `.npz`: `images`, white ink on black, and `labels`.

Clean, for weights that anyone may use:
- letters/az_handwritten_sample, letters/nist_sd19_sheggs: NIST Special Database 19. Public domain.
- letters/tasnimul_pen62, letters/omniglot_latin: photographed and drawn letters. MIT.

For research:
- singles/usps_train: digits from US envelopes (Hull 1994). Licence not stated, widely used.
- singles/ardis_iv_train: digits from Swedish church books (Kusetogullari et al. 2019). Research.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.datasets.samples import Images
from training.datasets.splits import TEST_SHARE, VALIDATION_SHARE, Split


def load_all(path: Path) -> Images:
    """Every image of a file."""
    with np.load(path) as archive:
        return Images(archive["images"], [str(label) for label in archive["labels"]])


def load(path: Path, split: Split) -> Images:
    """The images of a split.

    Writers are not named, but what one hand wrote lies together: of each label the last fifth
    tests, the tenth before it validates.
    """
    whole = load_all(path)
    labels = np.array(whole.labels)
    kept = np.sort(
        np.concatenate([_block(np.flatnonzero(labels == label), split) for label in set(labels)])
    )
    return Images(whole.pictures[kept], [whole.labels[place] for place in kept])


def _block(places: NDArray[np.intp], split: Split) -> NDArray[np.intp]:
    test = round(len(places) * (1 - TEST_SHARE))
    validation = round(len(places) * (1 - TEST_SHARE - VALIDATION_SHARE))
    blocks = {"train": (0, validation), "validation": (validation, test), "test": (test, None)}
    first, last = blocks[split]
    return places[first:last]
