"""The picture in the docs of how a page is read: `make pictures`."""

import argparse
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from digit_reader import Reader
from digit_reader.explain import explained
from training.benchmark.protocol import string
from training.specimens import specimen

SEED = 3
NUMBER = "40385"


def main() -> None:
    """Reads touching digits on ruled paper in half a shadow, and draws how."""
    parser = argparse.ArgumentParser(description="Draw how a page is read.")
    parser.add_argument("out", type=Path, help="the PNG")
    options = parser.parse_args()
    reader = Reader()
    sight = reader.see(page())
    picture = explained(sight, reader.conclude(sight))
    Image.fromarray(picture).save(options.out, "PNG", optimize=True)


def page() -> NDArray[np.uint8]:
    """A number whose digits touch, on ruled paper, uint8 (H, W)."""
    rng = np.random.default_rng(SEED)
    drawn = string([specimen(label) for label in NUMBER], "touching", rng).page
    strength = np.abs(drawn.astype(np.float32) - float(drawn[0, 0]))
    ink = np.pad(strength / strength.max(), ((20, 20), (90, 90)))
    height, width = ink.shape
    light = np.linspace(225, 130, width) + rng.normal(0, 3, ink.shape)
    rules = np.zeros_like(ink)
    for row in range(40, height, 62):
        cv2.line(rules, (0, row), (width, row - 8), 0.45, 2, cv2.LINE_AA)
    grey = light * (1 - np.maximum(0.75 * ink, rules))
    return np.asarray(np.clip(grey, 0, 255), dtype=np.uint8)


if __name__ == "__main__":
    main()
