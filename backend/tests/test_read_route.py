"""What the read route answers when there is something to read."""

import tempfile
from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import httpx
import numpy as np
import pytest
from drawn_pages import Page, draw, encode
from PIL import Image
from running import read, service

from digit_reader import Reader
from digit_reader.weights import cards
from digit_service.settings import Settings

WRITTEN = ("407", "1", "25", "3071", "540")


def text_of(answer: httpx.Response) -> str:
    """What was read, in an answer that must be a success."""
    assert answer.status_code == 200, answer.text
    text: str = answer.json()["text"]
    return text


@pytest.mark.parametrize("written", WRITTEN)
def test_reads_a_number(client: httpx.Client, written: str) -> None:
    assert text_of(read(client, encode(draw(written)))) == written


def test_reads_lines_from_top_to_bottom(client: httpx.Client) -> None:
    answer = read(client, encode(draw("407\n25"))).json()
    assert answer["text"] == "407\n25"
    assert [line["text"] for line in answer["lines"]] == ["407", "25"]
    assert [character["line"] for character in answer["characters"]] == [0, 0, 0, 1, 1]


def test_tells_everything_the_contract_promises(client: httpx.Client) -> None:
    page = draw("407")
    answer = read(client, encode(page)).json()
    assert answer.keys() == {
        "text", "confidence", "mode", "charset", "lines", "characters", "image", "model",
        "elapsed_ms",
    }  # fmt: skip
    assert (answer["mode"], answer["charset"]) == ("multi", "digits")
    assert answer["image"] == {"width": page.shape[1], "height": page.shape[0]}
    assert answer["model"]["name"] == "digits"
    assert answer["elapsed_ms"] > 0
    assert 0 <= answer["confidence"] <= 1
    assert "".join(character["label"] for character in answer["characters"]) == "407"
    for part in (*answer["lines"], *answer["characters"]):
        assert 0 <= part["confidence"] <= 1
        box = part["box"]
        ink = page[box["y"] : box["y"] + box["height"], box["x"] : box["x"] + box["width"]]
        assert ink.shape == (box["height"], box["width"])
        assert ink.min() == 0


@pytest.mark.parametrize("most", [0, 1, 3, 9])
def test_gives_as_many_alternatives_as_asked(client: httpx.Client, most: int) -> None:
    answer = read(client, encode(draw("407")), alternatives=most).json()
    for character in answer["characters"]:
        others = character["alternatives"]
        assert len(others) == most
        confidences = [each["confidence"] for each in others]
        assert confidences == sorted(confidences, reverse=True)
        assert character["confidence"] + sum(confidences) <= 1 + 1e-6
        assert character["label"] not in {each["label"] for each in others}


def test_gives_three_alternatives_unless_asked(client: httpx.Client) -> None:
    (character,) = read(client, encode(draw("4"))).json()["characters"]
    assert len(character["alternatives"]) == 3


def test_shows_what_the_classifier_saw_where_asked(client: httpx.Client) -> None:
    image = encode(draw("407"))
    answer = read(client, image, include="glyphs").json()
    pages = [page_of(character["glyph"]) for character in answer["characters"]]
    assert [page.shape for page in pages] == [(28, 28)] * 3
    # Each is an image like any other, so the reader should see the same digit on it.
    assert [Reader().read(page, "single").text for page in pages] == ["4", "0", "7"]
    assert not any("glyph" in each for each in read(client, image).json()["characters"])


def test_an_empty_page_has_no_glyphs(client: httpx.Client) -> None:
    answer = read(client, encode(Image.new("L", (60, 40), 255)), include="glyphs")
    assert (answer.status_code, answer.json()["characters"]) == (200, [])


def page_of(data_url: str) -> Page:
    """The pixels of a PNG."""
    form, _, encoded = data_url.partition(",")
    assert form == "data:image/png;base64"
    with Image.open(BytesIO(b64decode(encoded)), formats=["PNG"]) as image:
        assert image.mode == "L"
        return np.asarray(image)


def test_single_takes_all_ink_as_one_character(client: httpx.Client) -> None:
    answer = read(client, encode(draw("4")), mode="single").json()
    assert (answer["text"], answer["mode"]) == ("4", "single")
    assert len(read(client, encode(draw("11")), mode="single").json()["characters"]) == 1


@pytest.mark.parametrize("size", [(1, 1), (300, 200)])
def test_an_empty_page_is_no_error(client: httpx.Client, size: tuple[int, int]) -> None:
    answer = read(client, encode(Image.new("L", size, 255)))
    assert answer.status_code == 200
    body = answer.json()
    assert (body["text"], body["confidence"]) == ("", 1.0)
    assert (body["lines"], body["characters"]) == ([], [])
    assert body["image"] == {"width": size[0], "height": size[1]}


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "BMP", "GIF", "TIFF", "AVIF"])
def test_knows_the_format_by_content(client: httpx.Client, form: str) -> None:
    wrong = ("notes.txt", encode(draw("407"), form), "text/plain")
    assert text_of(client.post("/api/v1/read", files={"image": wrong})) == "407"


def test_a_phones_heic(client: httpx.Client) -> None:
    sample = Path(__file__).parents[2] / "model" / "tests" / "samples" / "407.heic"
    assert text_of(read(client, sample.read_bytes())) == "407"


def test_a_file_larger_than_a_megabyte(client: httpx.Client) -> None:
    image = encode(draw("407", height=700, pen=64), "BMP")
    assert len(image) > 1024 * 1024
    assert text_of(read(client, image)) == "407"


def test_uploads_stay_in_memory(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/no/such/folder")
    image = encode(draw("407", height=1000, pen=90), "BMP")
    assert len(image) > 4 * 1024 * 1024
    assert text_of(read(client, image)) == "407"


def _clear_paper(page: Image.Image) -> Image.Image:
    clear = Image.new("RGBA", page.size, (0, 0, 0, 0))
    clear.putalpha(Image.eval(page, lambda grey: 255 - grey))
    return clear


@pytest.mark.parametrize(
    "image",
    [
        encode(Image.fromarray(draw("407")).convert("CMYK"), "JPEG"),
        encode(Image.fromarray(draw("407").astype(np.uint16) * 257)),
        encode(Image.fromarray(draw("407")).convert("P")),
        encode(Image.fromarray(draw("407")).convert("1")),
        encode(_clear_paper(Image.fromarray(draw("407")))),
        encode(255 - draw("407")),
    ],
    ids=["CMYK JPEG", "16 bit", "palette", "1 bit", "transparent", "light on dark"],
)
def test_pixels_of_any_kind(client: httpx.Client, image: bytes) -> None:
    assert text_of(read(client, image)) == "407"


def test_boxes_are_those_of_the_upright_image(client: httpx.Client) -> None:
    upright = Image.fromarray(draw("407"))
    turned_right = Image.Exif()
    turned_right[0x0112] = 6
    lying = encode(upright.transpose(Image.Transpose.ROTATE_90), exif=turned_right)
    expected, answer = (read(client, image).json() for image in (encode(upright), lying))
    for parts in ("image", "lines", "characters"):
        assert answer[parts] == expected[parts]


def test_many_at_once_each_get_their_own_answer(client: httpx.Client) -> None:
    images = {written: encode(draw(written)) for written in WRITTEN}
    asked = list(WRITTEN) * 12
    with ThreadPoolExecutor(16) as clients:
        answers = clients.map(lambda written: read(client, images[written]), asked)
        assert [text_of(answer) for answer in answers] == asked


@pytest.mark.parametrize("name", [card.name for card in cards()])
def test_reads_with_the_weights_that_were_chosen(name: str) -> None:
    with service(Settings(model=name)) as client:
        answer = read(client, encode(draw("407")), charset="digits").json()
    assert answer["model"]["name"] == name
    assert answer["text"] == "407"
