"""What feedback keeps of an image; made where the image is decoded, in a reading process."""

from math import sqrt

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from digit_service.pictures import jpeg, png
from digit_service.tasks import KeptImage

# A larger page is shrunk to so many pixels, and becomes a JPEG where a PNG needs more bytes.
MOST_PIXELS = 1_000_000
MOST_PNG_BYTES = 256 * 1024
JPEG_QUALITY = 85


def kept_image(grey: NDArray[np.uint8]) -> KeptImage:
    """The image as the reader saw it, upright and grey: nothing of where it was taken, by whom."""
    image = Image.fromarray(grey)
    scale = sqrt(MOST_PIXELS / grey.size)
    if scale < 1:
        image.thumbnail((max(image.width * scale, 1), max(image.height * scale, 1)))
    pixels = np.asarray(image)
    exact = png(pixels)
    if len(exact) <= MOST_PNG_BYTES:
        return KeptImage(exact, "png")
    return KeptImage(jpeg(pixels, JPEG_QUALITY), "jpg")
