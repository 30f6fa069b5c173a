"""Numbers drawn by code, so that the tests need no data."""

import struct
import zlib
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from training.pen import ink
from training.specimens import specimen

Page = NDArray[np.uint8]


def draw(text: str, height: int = 120, pen: int = 11) -> Page:
    """The text on white paper in black ink, a line for each line of it; sizes in pixels."""
    lines = text.split("\n")
    step, width = round(height * 1.5), round(height * 0.95)
    columns = max(len(line) for line in lines)
    page = np.zeros((step * len(lines) + height // 2, width * columns + height), np.uint8)
    for row, line in enumerate(lines):
        for column, digit in enumerate(line):
            corner = np.array([height // 2 + column * width, height // 2 + row * step], np.float32)
            strokes = [stroke * (height / 100) + corner for stroke in specimen(digit).strokes]
            ink(page, strokes, pen)
    return (255 - page).astype(np.uint8)


def encode(page: Page | Image.Image, form: str = "PNG", **options: object) -> bytes:
    """The page as the bytes of an image file, written by Pillow."""
    image = page if isinstance(page, Image.Image) else Image.fromarray(page)
    file = BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def black_png(width: int, height: int) -> bytes:
    """A black PNG of any size, without ever holding its pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    row = bytes(1 + (width + 7) // 8)
    packer = zlib.compressobj(9)
    pixels = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )
