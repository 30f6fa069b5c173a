"""MNIST: 70,000 digits from NIST forms (LeCun, Cortes, Burges). Licence: CC BY-SA 3.0.

Writers are not named, but the files keep their order, so validation is a block at the end.
"""

import gzip
import hashlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.datasets.samples import Images
from training.datasets.splits import Split

# SHA-256 of the uncompressed IDX files.
CHECKSUMS = {
    "train-images-idx3-ubyte.gz": (
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"
    ),
    "train-labels-idx1-ubyte.gz": (
        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"
    ),
    "t10k-images-idx3-ubyte.gz": (
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"
    ),
    "t10k-labels-idx1-ubyte.gz": (
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"
    ),
}
VALIDATION = 5_000


def load(folder: Path, split: Split) -> Images:
    """The digits of a split from the official IDX files in a folder."""
    part = "t10k" if split == "test" else "train"
    images = read_idx(folder / f"{part}-images-idx3-ubyte.gz")
    labels = read_idx(folder / f"{part}-labels-idx1-ubyte.gz")
    kept = {
        "train": slice(None, -VALIDATION),
        "validation": slice(-VALIDATION, None),
        "test": slice(None),
    }[split]
    return Images(images[kept], [str(label) for label in labels[kept]])


def read_idx(path: Path) -> NDArray[np.uint8]:
    """The array of a gzipped IDX file of bytes; raises ValueError where its checksum is wrong."""
    data = gzip.decompress(path.read_bytes())
    if hashlib.sha256(data).hexdigest() != CHECKSUMS[path.name]:
        raise ValueError(f"{path} is not the official MNIST file: its checksum differs.")
    dimensions = data[3]
    shape = np.frombuffer(data, ">i4", dimensions, offset=4)
    return np.frombuffer(data, np.uint8, offset=4 + 4 * dimensions).reshape(shape)
