"""Whatever holds the image, it reads the same; what cannot be read says why."""

import struct
import zlib
from contextlib import suppress
from io import BytesIO, StringIO
from pathlib import Path

import numpy as np
import pytest
from handwritten import dark_on_light, page, write
from numpy.typing import NDArray
from PIL import ExifTags, Image

from digit_reader import (
    Box,
    BrokenImage,
    EmptyImage,
    ImageError,
    Reader,
    TooManyPixels,
    UnknownCharset,
    UnknownFormat,
)


@pytest.fixture(scope="module")
def canvas() -> NDArray[np.uint8]:
    drawn = page()
    write(drawn, "407", 40, 50)
    return dark_on_light(drawn)


@pytest.fixture(scope="module")
def image(canvas: NDArray[np.uint8]) -> Image.Image:
    return Image.fromarray(canvas)


# A drawn 407. HEIC is read by a library that cannot write it.
HEIC = Path(__file__).parent.parent / "samples" / "407.heic"


def encoded(image: Image.Image, form: str = "PNG", **options: object) -> bytes:
    if form == "HEIC":
        return HEIC.read_bytes()
    file = BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def test_arrays(reader: Reader, canvas: NDArray[np.uint8]) -> None:
    opaque = np.full_like(canvas, 255)
    assert reader.read(canvas).text == "407"
    assert reader.read(np.stack([canvas] * 3, axis=2)).text == "407"
    assert reader.read(np.stack([canvas, canvas, canvas, opaque], axis=2)).text == "407"


def test_path_bytes_file_and_pil_image(reader: Reader, image: Image.Image, tmp_path: Path) -> None:
    path = tmp_path / "number.png"
    path.write_bytes(encoded(image))
    assert reader.read(path).text == "407"
    assert reader.read(str(path)).text == "407"
    assert reader.read(path.read_bytes()).text == "407"
    with path.open("rb") as file:
        assert reader.read(file).text == "407"
    assert reader.read(image).text == "407"


FORMS = ["PNG", "JPEG", "WEBP", "BMP", "GIF", "TIFF", "AVIF", "HEIC"]


@pytest.mark.parametrize("form", FORMS)
def test_formats(reader: Reader, image: Image.Image, form: str) -> None:
    assert reader.read(encoded(image, form)).text == "407"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_png_modes(reader: Reader, image: Image.Image, mode: str) -> None:
    assert reader.read(encoded(image.convert(mode))).text == "407"


def test_cmyk_jpeg(reader: Reader, image: Image.Image) -> None:
    assert reader.read(encoded(image.convert("CMYK"), "JPEG")).text == "407"


def test_lab_tiff(reader: Reader, image: Image.Image) -> None:
    alike = Image.new("L", image.size, 128)
    assert reader.read(encoded(Image.merge("LAB", [image, alike, alike]), "TIFF")).text == "407"


def test_transparency_that_is_multiplied_in(reader: Reader, image: Image.Image) -> None:
    assert reader.read(image.convert("LA").convert("La")).text == "407"


def test_sixteen_bit_png(reader: Reader, canvas: NDArray[np.uint8]) -> None:
    deep = Image.fromarray(canvas.astype(np.uint16) * 257)
    assert reader.read(encoded(deep)).text == "407"


def test_floating_point_tiff(reader: Reader, canvas: NDArray[np.uint8]) -> None:
    floating = Image.fromarray(canvas.astype(np.float32) / 255)
    assert reader.read(encoded(floating, "TIFF")).text == "407"


def test_floating_point_tiff_of_the_widest_range(reader: Reader, canvas: NDArray[np.uint8]) -> None:
    widest = np.float32(np.finfo(np.float32).max) * (canvas.astype(np.float32) / 127.5 - 1)
    assert reader.read(encoded(Image.fromarray(widest), "TIFF")).text == "407"


@pytest.mark.parametrize("grey", [0, 255])
def test_ink_on_transparent_ground(reader: Reader, canvas: NDArray[np.uint8], grey: int) -> None:
    ink = np.full_like(canvas, grey)
    transparent = np.stack([ink, ink, ink, 255 - canvas], axis=2)
    assert reader.read(encoded(Image.fromarray(transparent))).text == "407"


def test_palette_with_a_transparent_colour(reader: Reader, image: Image.Image) -> None:
    assert reader.read(encoded(image.convert("P"), "PNG", transparency=255)).text == "407"


def test_exif_orientation_turns_page_and_boxes(reader: Reader, image: Image.Image) -> None:
    upright = reader.read(image)
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90 degrees clockwise
    lying = encoded(image.rotate(90, expand=True), "PNG", exif=exif)
    reading = reader.read(lying)
    assert reading.text == "407"
    assert (reading.width, reading.height) == (400, 200)
    assert reading.lines[0].box == upright.lines[0].box


@pytest.mark.parametrize("form", ["PNG", "WEBP", "JPEG"])
def test_exif_that_cannot_be_understood_does_not_matter(
    reader: Reader, image: Image.Image, form: str
) -> None:
    assert reader.read(encoded(image, form, exif=b"Exif\0\0garbage!")).text == "407"


def test_the_first_frame_of_several(reader: Reader, image: Image.Image) -> None:
    blank = Image.new("L", image.size, 255)
    film = encoded(image, "GIF", save_all=True, append_images=[blank])
    assert reader.read(film).text == "407"


def test_a_single_pixel_is_an_empty_page(reader: Reader) -> None:
    reading = reader.read(encoded(Image.new("L", (1, 1), 7)))
    assert reading.text == ""
    assert (reading.width, reading.height) == (1, 1)


def test_a_mnist_image_passes_through_the_same_door(reader: Reader) -> None:
    drawn = page(280, 280)
    (box,) = write(drawn, "4", 80, 40, height=200, pen=20)
    assert box.height <= 230
    small = Image.fromarray(drawn).resize((28, 28), Image.Resampling.BOX)
    assert reader.read(small, mode="single").text == "4"
    assert reader.read(small).text == "4"


def test_boxes_are_whole_pixels_inside_the_page(reader: Reader, canvas: NDArray[np.uint8]) -> None:
    tight = canvas[46:158, 36:330]
    for character in reader.read(tight).characters:
        box: Box = character.box
        assert isinstance(box.x, int)
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= tight.shape[1]
        assert box.y + box.height <= tight.shape[0]


def test_no_bytes(reader: Reader) -> None:
    with pytest.raises(EmptyImage):
        reader.read(b"")


def test_no_pixels(reader: Reader) -> None:
    with pytest.raises(EmptyImage):
        reader.read(np.zeros((0, 5), np.uint8))


@pytest.mark.parametrize("data", [b"407", b"%PDF-1.7\n", b"<svg/>", b"\x00" * 4096])
def test_not_an_image(reader: Reader, data: bytes) -> None:
    with pytest.raises(UnknownFormat, match="PNG"):
        reader.read(data)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kept", [0.9, 0.5, 0.05])
def test_a_truncated_image_is_broken(
    reader: Reader, image: Image.Image, form: str, kept: float
) -> None:
    whole = encoded(image, form)
    with pytest.raises(ImageError) as caught:
        reader.read(whole[: int(len(whole) * kept)])
    assert caught.type is BrokenImage


@pytest.mark.parametrize("lost", [1, 12, 21])
def test_a_png_without_its_last_bytes_is_broken(
    reader: Reader, image: Image.Image, lost: int
) -> None:
    with pytest.raises(BrokenImage):
        reader.read(encoded(image)[:-lost])


@pytest.mark.parametrize("form", FORMS)
def test_damaged_bytes_read_or_say_they_are_broken(
    reader: Reader, image: Image.Image, form: str
) -> None:
    whole = encoded(image, form)
    rng = np.random.default_rng(7)
    for _ in range(150):
        data = bytearray(whole)
        for place in rng.integers(len(data), size=4):
            data[place] = int(rng.integers(256))
        with suppress(ImageError):
            reader.read(bytes(data))


def tiff_of_one_tile(side: int, tile: int) -> bytes:
    """A square TIFF in grey whose only tile is far from complete."""
    tags = {256: side, 257: side, 258: 8, 259: 8, 262: 1, 277: 1, 322: tile, 323: tile}
    entries = {**tags, 324: 8, 325: 1}
    listed = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in entries.items())
    return b"II*\0" + struct.pack("<IxxxxH", 12, len(entries)) + listed + bytes(4)


def test_a_tile_larger_than_its_image_counts(reader: Reader) -> None:
    with pytest.raises(TooManyPixels):
        reader.read(tiff_of_one_tile(10, 40_000))
    with pytest.raises(BrokenImage):
        reader.read(tiff_of_one_tile(10, 16))


def test_damaged_pixels_are_broken(reader: Reader, image: Image.Image) -> None:
    data = bytearray(encoded(image))
    middle = len(data) // 2
    data[middle : middle + 40] = b"\xff" * 40
    with pytest.raises(BrokenImage):
        reader.read(bytes(data))


def test_too_many_pixels_are_refused_before_decoding(reader: Reader) -> None:
    header = b"IHDR" + (20_000).to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])
    chunks = [(b"IHDR", header[4:]), (b"IDAT", zlib.compress(b"\0")), (b"IEND", b"")]
    png = b"\x89PNG\r\n\x1a\n" + b"".join(
        len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")
        for name, body in chunks
    )
    with pytest.raises(TooManyPixels, match="pixels"):
        reader.read(png)


def test_the_pixel_limit_can_be_set(image: Image.Image) -> None:
    strict = Reader(max_megapixels=0.05)
    with pytest.raises(TooManyPixels, match="400×200"):
        strict.read(encoded(image))


def test_another_array_type_is_refused(reader: Reader) -> None:
    with pytest.raises(TypeError, match="uint8"):
        reader.read(np.zeros((5, 5), np.float64))
    with pytest.raises(TypeError, match="H, W"):
        reader.read(np.zeros((5, 5, 2), np.uint8))
    with pytest.raises(TypeError):
        reader.read(407)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="binary"):
        reader.read(StringIO("407"))  # type: ignore[arg-type]


def test_alternatives_are_a_whole_number(reader: Reader, image: Image.Image) -> None:
    with pytest.raises(TypeError):
        reader.read(image, alternatives=3.0)  # type: ignore[arg-type]


def test_an_unknown_charset_names_the_known_ones() -> None:
    with pytest.raises(UnknownCharset, match="digits"):
        Reader(charset="runes")


@pytest.mark.parametrize("colour", [(0, 0, 0), (255, 255, 255), (30, 200, 90)])
@pytest.mark.parametrize("size", [(1, 1), (1, 40), (60, 80)])
def test_a_page_of_one_colour_is_empty(
    reader: Reader, colour: tuple[int, int, int], size: tuple[int, int]
) -> None:
    reading = reader.read(Image.new("RGB", size, colour))
    assert (reading.text, reading.confidence) == ("", 1.0)
    assert (reading.width, reading.height) == size


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
@pytest.mark.parametrize("form", ["JPEG", "TIFF"])
def test_a_large_photo_is_told_in_its_own_pixels(
    reader: Reader, form: str, orientation: int
) -> None:
    upright = page(3600, 2400)
    (box,) = write(upright, "4", 1500, 500, height=1100, pen=90)
    turns = {1: 0, 3: 2, 6: 1, 8: 3}[orientation]
    stored = Image.fromarray(np.rot90(dark_on_light(upright), turns))
    exif = stored.getexif()
    exif[ExifTags.Base.Orientation] = orientation
    file = BytesIO()
    stored.save(file, form, exif=exif)
    reading = reader.read(file.getvalue())
    assert (reading.text, reading.width, reading.height) == ("4", 3600, 2400)
    found = reading.characters[0].box
    assert abs(found.x - box.x) <= 8
    assert abs(found.y - box.y) <= 8
    assert abs(found.width - box.width) <= 16


def test_the_callers_image_stays_as_it_is(reader: Reader) -> None:
    file = BytesIO()
    large = page(3600, 2400)
    write(large, "4", 1500, 500, height=1100, pen=90)
    Image.fromarray(large).save(file, "JPEG")
    with Image.open(file) as image:
        assert reader.read(image) == reader.read(image)
        assert image.size == (3600, 2400)
