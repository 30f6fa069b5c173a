"""The service itself, set by the environment as ever, but every image is a blank page to it.

What is left of a request is what its guards, its decoding and its answer cost.
"""

from io import BytesIO
from unittest.mock import patch

from PIL import Image

from digit_reader import Reader, Reading
from digit_service.__main__ import main


def see(_reader: Reader, image: bytes, _mode: str) -> tuple[int, int]:
    """The size of an image, all of whose pixels have been decoded."""
    return Image.open(BytesIO(image)).convert("L").size


def conclude(_reader: Reader, size: tuple[int, int], _alternatives: int) -> Reading:
    """Nothing."""
    return Reading("", 1.0, (), (), *size)


# Here, so that the processes which read for the service have it, too: they run this file as well.
patch.object(Reader, "see", see).start()
patch.object(Reader, "conclude", conclude).start()

if __name__ == "__main__":
    main()
