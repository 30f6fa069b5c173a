"""Pictures that leave the service: grey pixels as image files."""

from base64 import b64encode
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image


def png(pixels: NDArray[np.uint8]) -> bytes:
    """Grey pixels, uint8 (H, W), as a PNG, which keeps each of them."""
    return _encoded(pixels, "PNG")


def jpeg(pixels: NDArray[np.uint8], quality: int) -> bytes:
    """Grey pixels, uint8 (H, W), as a JPEG of a quality of 1 to 95."""
    return _encoded(pixels, "JPEG", quality=quality)


def data_url(pixels: NDArray[np.uint8]) -> str:
    """Grey pixels, uint8 (H, W), as the data URL of a PNG."""
    return f"data:image/png;base64,{b64encode(png(pixels)).decode()}"


def _encoded(pixels: NDArray[np.uint8], form: str, **options: int) -> bytes:
    file = BytesIO()
    Image.fromarray(pixels).save(file, form, **options)
    return file.getvalue()
