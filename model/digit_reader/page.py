"""Decode: whatever holds the image becomes an upright, grey page."""

import os
import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from math import ceil, floor, sqrt
from pathlib import Path
from typing import IO

import cv2
import numpy as np
from numpy.typing import NDArray
from pi_heif import register_heif_opener
from PIL import ExifTags, Image, ImageStat, UnidentifiedImageError
from PIL.JpegImagePlugin import JpegImageFile
from PIL.TiffImagePlugin import TILELENGTH, TILEWIDTH, TiffImageFile

from digit_reader.errors import BrokenImage, EmptyImage, TooManyPixels, UnknownFormat
from digit_reader.reading import Box

Source = str | os.PathLike[str] | bytes | IO[bytes] | Image.Image | NDArray[np.uint8]

# Above this mean alpha (of 255), an image with transparency is a page with soft corners or holes.
MOSTLY_OPAQUE = 242

# EXIF orientations by which width and height change places, and what makes each of them upright.
ON_ITS_SIDE = (5, 6, 7, 8)
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

register_heif_opener()
FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF", "TIFF", "AVIF", "HEIF")
# What stands in the first box of AVIF and HEIC files.
BRANDS = (b"avif", b"avis", b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")

# The last chunk of a PNG. Pillow does without it, and without the end of the pixels before it.
PNG_END = b"IEND\xaeB`\x82"

# Modes whose pixels have a mean.
AVERAGED = ("L", "LA", "RGB", "RGBA", "RGBX", "CMYK", "YCbCr")

# A channel of a colour image is taken instead of its grey where ink has so many times the contrast
# in it, by a sample of so many pixels a side.
MORE_CONTRAST = 1.5
SAMPLED = 400

DAMAGED = "The image is damaged or cut short."
# What Pillow's decoders raise on bytes that are not what the header promised.
DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    EOFError,
    RuntimeError,
    struct.error,
    zlib.error,
)
# A larger page is shrunk to so many pixels: its digits stay large enough, and reading stays quick.
LARGEST_PAGE = 3_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """An upright page: `grey` is uint8 (H, W), shrunk if need be; the source's size is in px."""

    grey: NDArray[np.uint8]
    width: int
    height: int

    def on_source(self, box: Box) -> Box:
        """A box of `grey`, in whole pixels of the source."""
        rows, columns = self.grey.shape
        left, right = (x * self.width / columns for x in (box.x, box.x + box.width))
        top, bottom = (y * self.height / rows for y in (box.y, box.y + box.height))
        return Box(floor(left), floor(top), ceil(right) - floor(left), ceil(bottom) - floor(top))


def decode(source: Source, max_megapixels: float) -> Page:
    """The page, turned upright by its EXIF orientation; the first of several frames.

    `source` is a path, the bytes of a file, a binary file object, a PIL image or a uint8 array of
    shape (H, W), (H, W, 3) RGB or (H, W, 4) RGBA. Pixels are counted before they are decoded.

    Raises EmptyImage, UnknownFormat, BrokenImage or TooManyPixels, TypeError for another kind of
    source, and OSError where a path cannot be opened.
    """
    if isinstance(source, np.ndarray):
        return _upright(_from_array(source), max_megapixels)
    if isinstance(source, Image.Image):
        return _upright(source, max_megapixels)
    image = _open(_bytes_of(source))
    if isinstance(image, JpegImageFile):
        return _upright_jpeg(image, max_megapixels)
    return _upright(image, max_megapixels)


def _upright(image: Image.Image, max_megapixels: float) -> Page:
    _count_pixels(image, max_megapixels)
    try:
        image.load()
        grey = _to_grey(_turned(_smaller(image), _orientation(image)))
    except DAMAGE as error:
        raise BrokenImage(DAMAGED) from error
    width, height = image.size
    if _orientation(image) in ON_ITS_SIDE:
        width, height = height, width
    return Page(_shrunk(grey), width, height)


def _orientation(image: Image.Image) -> int:
    """The EXIF orientation of a loaded image; 1, upright, where its EXIF cannot be understood."""
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except DAMAGE:
        return 1


def _turned(image: Image.Image, orientation: int) -> Image.Image:
    return image.transpose(UPRIGHT[orientation]) if orientation in UPRIGHT else image


def _smaller(image: Image.Image) -> Image.Image:
    """A large image at a whole fraction of its size, no smaller than LARGEST_PAGE.

    What follows copies it, once or more often.
    """
    factor = floor(sqrt(image.width * image.height / LARGEST_PAGE))
    if factor < 2 or image.mode not in AVERAGED:
        return image
    return image.reduce(factor)


def _upright_jpeg(image: JpegImageFile, max_megapixels: float) -> Page:
    """The page of a JPEG that nobody else holds: a large one is decoded at a fraction of its size.

    That is a half, a quarter or an eighth, and never below LARGEST_PAGE.
    """
    width, height = image.size
    scale = sqrt(LARGEST_PAGE / (width * height))
    _count_pixels(image, max_megapixels)
    if scale < 1:
        image.draft(image.mode, (floor(width * scale), floor(height * scale)))
    page = _upright(image, max_megapixels)
    if _orientation(image) in ON_ITS_SIDE:
        width, height = height, width
    return Page(page.grey, width, height)


def _count_pixels(image: Image.Image, max_megapixels: float) -> None:
    for width, height in (image.size, _tile_of(image)):
        megapixels = width * height / 1e6
        if megapixels > max_megapixels:
            raise TooManyPixels(
                f"The image has {width}×{height} pixels, {megapixels:.0f} megapixels; "
                f"at most {max_megapixels:g} are read."
            )


def _tile_of(image: Image.Image) -> tuple[int, int]:
    """The size of the tiles of a TIFF, one of which is decoded whole however small the image is."""
    if not isinstance(image, TiffImageFile):
        return (0, 0)
    width, height = (image.tag_v2.get(tag, 0) for tag in (TILEWIDTH, TILELENGTH))
    return (int(width), int(height))


def _shrunk(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    scale = sqrt(LARGEST_PAGE / grey.size)
    if scale >= 1:
        return grey
    size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _bytes_of(source: str | os.PathLike[str] | bytes | IO[bytes]) -> bytes:
    if isinstance(source, bytes):
        return source
    if isinstance(source, str | os.PathLike):
        return Path(source).read_bytes()
    if hasattr(source, "read"):
        data = source.read()
        if isinstance(data, bytes):
            return data
        raise TypeError("Cannot read an image from a file of text; open it as binary.")
    raise TypeError(f"Cannot read an image from {type(source).__name__}.")


def _open(data: bytes) -> Image.Image:
    if not data:
        raise EmptyImage("The image is empty: it has no bytes.")
    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
    except UnidentifiedImageError as error:
        if _announces_a_known_format(data):
            raise BrokenImage(DAMAGED) from error
        known = ", ".join(FORMATS)
        raise UnknownFormat(f"This is no image that can be read; {known} can.") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooManyPixels("The image has far too many pixels.") from error
    except DAMAGE as error:
        raise BrokenImage(DAMAGED) from error
    if image.format == "PNG" and data.rfind(PNG_END) < 0:
        raise BrokenImage(DAMAGED)
    return image


def _announces_a_known_format(data: bytes) -> bool:
    """Whether the first bytes are the signature of one of FORMATS.

    Pillow says "unidentified" of a file that breaks off within its header, too.
    """
    signatures = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")
    riff_webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    isobmff = data[4:8] == b"ftyp" and data[8:12] in BRANDS
    return data.startswith(signatures) or riff_webp or isobmff


def _from_array(array: NDArray[np.uint8]) -> Image.Image:
    if array.dtype != np.uint8:
        raise TypeError(f"An image array must be uint8, not {array.dtype}.")
    if array.ndim != 2 and not (array.ndim == 3 and array.shape[2] in (3, 4)):
        raise TypeError(f"An image array must be (H, W), (H, W, 3) or (H, W, 4): {array.shape}.")
    if array.size == 0:
        raise EmptyImage("The image is empty: it has no pixels.")
    return Image.fromarray(array)


def _to_grey(image: Image.Image) -> NDArray[np.uint8]:
    if image.mode.startswith("I;16"):
        # convert("L") would clip 16-bit samples to white.
        return (np.asarray(image, dtype=np.uint16) >> 8).astype(np.uint8)
    if image.mode in ("I", "F"):
        return _stretched(np.asarray(image, dtype=np.float32))
    if image.mode == "LAB":
        return np.asarray(image.getchannel("L"))
    if image.mode == "La":
        image = image.convert("LA")
    if image.has_transparency_data:
        return _laid_on_paper(image.convert("RGBA"))
    if image.mode in ("1", "L"):
        return np.asarray(image.convert("L"))
    return _channel_of_most_contrast(image)


def _channel_of_most_contrast(image: Image.Image) -> NDArray[np.uint8]:
    """The grey of a colour image, or one of red, green and blue, if ink stands out more in it."""
    size = (min(image.width, SAMPLED), min(image.height, SAMPLED))
    sample = image.resize(size, Image.Resampling.NEAREST).convert("RGB")
    contrasts = [_contrast(np.asarray(each)) for each in (sample.convert("L"), *sample.split())]
    best = int(np.argmax(contrasts))
    if contrasts[best] <= MORE_CONTRAST * contrasts[0]:
        return np.asarray(image.convert("L"))
    coloured = image if image.mode == "RGB" else image.convert("RGB")
    return np.asarray(coloured.getchannel(best - 1))


def _contrast(grey: NDArray[np.uint8]) -> float:
    """By how much, in greys, the ink of a page differs from its paper, whichever is the darker."""
    darkest, paper, lightest = np.quantile(grey, (0.005, 0.5, 0.995))
    return float(max(paper - darkest, lightest - paper))


def _stretched(samples: NDArray[np.float32]) -> NDArray[np.uint8]:
    """32-bit samples have no agreed white, so the darkest becomes 0 and the lightest 255."""
    # Halved, so that no difference of two is too large for a float.
    samples = np.nan_to_num(samples) * np.float32(0.5)
    low, high = float(samples.min()), float(samples.max())
    return ((samples - low) * (255 / max(high - low, 1e-6))).astype(np.uint8)


def _laid_on_paper(image: Image.Image) -> NDArray[np.uint8]:
    """Dark ink on a transparent ground is laid on white paper, light ink on black."""
    alpha = image.getchannel("A")
    see_through = ImageStat.Stat(alpha).mean[0] < MOSTLY_OPAQUE
    light_ink = ImageStat.Stat(image.convert("L"), alpha).mean[0] > 127
    paper = Image.new("RGBA", image.size, "black" if see_through and light_ink else "white")
    paper.alpha_composite(image)
    return np.asarray(paper.convert("L"))
