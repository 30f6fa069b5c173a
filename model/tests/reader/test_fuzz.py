"""Whatever comes in, it is read soundly or refused by one of the documented errors."""

import time
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import get_args

import cv2
import numpy as np
import pytest
from handwritten import dark_on_light, page, write
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from digit_reader import Box, ImageError, Mode, Reader, Reading
from digit_reader.page import Source

pytestmark = [
    # Of what Pillow finds odd, it warns; the reader's answer is what counts.
    pytest.mark.filterwarnings("ignore::UserWarning:PIL"),
    # Hypothesis warns where it tells of a large file that was read badly.
    pytest.mark.filterwarnings("ignore:Generating overly large repr"),
]

Array = NDArray[np.uint8]
LONGEST_SIDE = 70


def _written() -> Image.Image:
    drawn = page(LONGEST_SIDE, 40)
    write(drawn, "47", 8, 6, height=28, pen=3)
    return Image.fromarray(dark_on_light(drawn))


def _files() -> list[bytes]:
    """Small images: every format that is read, and every way of holding pixels."""
    image, coloured = _written(), _written().convert("RGB")
    deep = Image.fromarray(np.asarray(image).astype(np.uint16) * 257)
    lying = Image.Exif()
    lying[0x0112] = 6
    heic = Path(__file__).parents[1] / "samples" / "407.heic"
    return [
        heic.read_bytes(),
        *(_encoded(coloured, form) for form in ("PNG", "JPEG", "WEBP", "BMP", "AVIF", "TIFF")),
        *(_encoded(image.convert(mode), "PNG") for mode in ("1", "LA", "P", "RGBA")),
        *(_encoded(each, form) for each in (image, deep) for form in ("PNG", "TIFF")),
        _encoded(image.convert("P"), "PNG", transparency=255),
        _encoded(coloured.convert("CMYK"), "JPEG"),
        _encoded(coloured, "JPEG", progressive=True, exif=lying),
        _encoded(coloured.convert("RGBA"), "WEBP", lossless=True, exif=lying),
        _encoded(image.convert("F"), "TIFF"),
        *(_encoded(image, "TIFF", compression=each) for each in ("tiff_lzw", "tiff_deflate")),
        _encoded(image.convert("1"), "TIFF", compression="group4"),
        *(_encoded(image, form, save_all=True, append_images=[image]) for form in ("GIF", "TIFF")),
        _encoded(image.convert("P"), "BMP"),
    ]


def _encoded(image: Image.Image, form: str, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


FILES = _files()
# Behind the signature, headers say the most; a signature that is damaged ends it at once.
PLACES = st.integers(12, 99) | st.floats(0, 1).map(lambda share: int(share * 1e6))
WAYS = ("flip", "flip", "overwrite", "overwrite", "insert", "cut out", "end", "splice")
MODES = st.sampled_from(get_args(Mode))
ALTERNATIVES = st.integers(0, 9)
# Where there is most to find, more is tried, and less where each takes a second.
thoroughly = settings(max_examples=5 * settings().max_examples)
rarely = settings(max_examples=settings().max_examples // 60)


def _flip(data: bytes, place: int, bit: int) -> bytes:
    damaged = bytearray(data)
    if damaged:
        damaged[place % len(damaged)] ^= 1 << bit
    return bytes(damaged)


def _overwrite(data: bytes, place: int, other: bytes) -> bytes:
    start = place % (len(data) + 1)
    return data[:start] + other + data[start + len(other) :]


@st.composite
def damaged_files(draw: st.DrawFn) -> bytes:
    """An image with some of its bits flipped, parts cut out, put in or taken from another one."""
    data = draw(st.sampled_from(FILES))
    for _ in range(draw(st.integers(1, 4))):
        place = draw(PLACES)
        start = place % (len(data) + 1)
        match draw(st.sampled_from(WAYS)):
            case "flip":
                data = _flip(data, place, draw(st.integers(0, 7)))
            case "overwrite":
                data = _overwrite(data, place, draw(st.binary(min_size=1, max_size=8)))
            case "insert":
                data = data[:start] + draw(st.binary(min_size=1, max_size=40)) + data[start:]
            case "cut out":
                data = data[:start] + data[start + draw(st.integers(1, 60)) :]
            case "end":
                data = data[:start]
            case "splice":
                other = draw(st.sampled_from(FILES))
                data = data[:start] + other[draw(PLACES) % len(other) :]
    return data


@st.composite
def pictures(draw: st.DrawFn) -> Array:
    """Blots of any shape, or noise, of any size and ratio, grey, RGB or RGBA."""
    sides = st.integers(1, 14)
    channels = draw(st.sampled_from([(), (3,), (4,)]))
    rows, columns, size = draw(sides), draw(sides), draw(st.integers(1, 16))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    greys = draw(st.lists(st.integers(0, 255), min_size=1, max_size=3))
    if draw(st.booleans()):
        blots = rng.choice(np.array(greys, np.uint8), (rows, columns, *channels))
        return blots.repeat(size, axis=0).repeat(size, axis=1)
    long = draw(st.sampled_from([1, 1, 1, 40]))
    return rng.integers(256, size=(rows * size, columns * long, *channels), dtype=np.uint8)


@st.composite
def pages_of_blots(draw: st.DrawFn) -> Array:
    """Large pages with hundreds of blots, each of which may be a digit, or with a fine texture."""
    side = draw(st.integers(400, 2500))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    noise = rng.normal(0, 1, (side, side)).astype(np.float32)
    smooth = cv2.GaussianBlur(noise, (0, 0), draw(st.floats(0.6, 6)))
    return np.where(smooth > draw(st.floats(0.2, 2)) * smooth.std(), 255, 0).astype(np.uint8)


def read_soundly(
    reader: Reader, source: Source, mode: Mode, alternatives: int, longest_s: float
) -> None:
    """Read it, in time; the reading has to hang together."""
    began = time.process_time()
    with suppress(ImageError):
        assert_sound(reader.read(source, mode, alternatives), mode, alternatives)
    assert time.process_time() - began <= longest_s


def assert_sound(reading: Reading, mode: Mode, alternatives: int) -> None:
    """Whatever it says, its parts agree, its boxes are on the page, its probabilities are such."""
    assert reading.text == "\n".join(line.text for line in reading.lines)
    assert 0 <= reading.confidence <= 1
    for number, line in enumerate(reading.lines):
        members = [each for each in reading.characters if each.line == number]
        assert line.text == "".join(each.label or "?" for each in members)
        assert 0 <= line.confidence <= 1
        assert_on_page(line.box, reading)
    for character in reading.characters:
        others = [each.confidence for each in character.alternatives]
        assert len(others) == alternatives
        assert all(0 <= each <= 1 for each in (character.confidence, *others))
        assert character.confidence + sum(others) <= 1 + 1e-5
        assert_on_page(character.box, reading)
    if mode == "single":
        assert len(reading.characters) <= 1


def assert_on_page(box: Box, reading: Reading) -> None:
    """A box of at least one pixel, all of it on the page."""
    assert box.width >= 1
    assert box.height >= 1
    assert 0 <= box.x <= reading.width - box.width
    assert 0 <= box.y <= reading.height - box.height


@thoroughly
@given(data=damaged_files(), mode=MODES, alternatives=ALTERNATIVES)
def test_damaged_files(
    reader: Reader, longest_read_s: float, data: bytes, mode: Mode, alternatives: int
) -> None:
    read_soundly(reader, data, mode, alternatives, longest_read_s)


@given(start=st.sampled_from([b"", *(file[:12] for file in FILES)]), data=st.binary(), mode=MODES)
def test_any_bytes(
    reader: Reader, longest_read_s: float, start: bytes, data: bytes, mode: Mode
) -> None:
    read_soundly(reader, start + data, mode, 3, longest_read_s)


@thoroughly
@given(picture=pictures(), mode=MODES, alternatives=ALTERNATIVES)
def test_any_picture(
    reader: Reader, longest_read_s: float, picture: Array, mode: Mode, alternatives: int
) -> None:
    read_soundly(reader, picture, mode, alternatives, longest_read_s)


@given(shape=st.lists(st.integers(0, 5), max_size=4), grey=st.integers(0, 255))
def test_any_shape_of_array(reader: Reader, shape: list[int], grey: int) -> None:
    array = np.full(shape, grey, np.uint8)
    if len(shape) == 2 or (len(shape) == 3 and shape[2] in (3, 4)):
        read_soundly(reader, array, "multi", 3, 60)
    else:
        with pytest.raises(TypeError, match="H, W"):
            reader.read(array)


@given(mode=st.text(), alternatives=st.integers())
def test_any_mode_and_number_of_alternatives(reader: Reader, mode: str, alternatives: int) -> None:
    known = mode in get_args(Mode) and 0 <= alternatives <= 9
    if not known:
        with pytest.raises(ValueError, match=r"mode|alternatives"):
            reader.read(FILES[1], mode, alternatives)  # type: ignore[arg-type]


@rarely
@given(page=pages_of_blots(), alternatives=ALTERNATIVES)
def test_pages_of_blots(
    reader: Reader, longest_read_s: float, page: Array, alternatives: int
) -> None:
    read_soundly(reader, page, "multi", alternatives, longest_read_s)
