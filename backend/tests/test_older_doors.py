"""The doors of older digit APIs, as their clients knock."""

from base64 import b64encode
from typing import Any

import httpx
import numpy as np
import pytest
from drawn_pages import draw, encode
from running import assert_problem

SEVEN = encode(draw("7"))
NUMBER = encode(draw("407"))
DATA_URL = "data:image/png;base64," + b64encode(SEVEN).decode()


def assert_seven(answer: httpx.Response) -> None:
    assert answer.status_code == 200
    body = answer.json()
    assert (body["digit"], body["prediction"]) == (7, "7")
    assert 0.5 < body["confidence"] <= 1


@pytest.mark.parametrize("image", [DATA_URL, b64encode(SEVEN).decode()])
def test_a_canvas_as_json(client: httpx.Client, image: str) -> None:
    assert_seven(client.post("/predict", json={"image": image}))


def test_a_form_with_a_file(client: httpx.Client) -> None:
    assert_seven(client.post("/predict", files={"file": ("digit.png", SEVEN, "image/png")}))


def test_a_form_with_an_image(client: httpx.Client) -> None:
    files = {"image": ("blob", SEVEN, "image/png")}
    assert_seven(client.post("/digit-classifier-api", files=files))


def test_a_number_has_no_digit(client: httpx.Client) -> None:
    image = b64encode(NUMBER).decode()
    answer = client.post("/predict", json={"image": image, "mode": "multiple"}).json()
    assert (answer["digit"], answer["prediction"]) == (None, "407")
    form = client.post("/predict", files={"file": ("n.png", NUMBER)}, data={"mode": "multiple"})
    assert form.json()["prediction"] == "407"


def test_an_empty_canvas_has_no_digit(client: httpx.Client) -> None:
    blank = encode(np.full((280, 280), 255, np.uint8))
    answer = client.post("/predict", files={"file": ("n.png", blank)}).json()
    assert answer == {"digit": None, "prediction": "", "confidence": 1.0}


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"json": {"image": "data:image/png;base64,no base64!"}}, 422),
        ({"json": {"image": "data:image/png;base64,"}}, 400),
        ({"json": {"image": b64encode(b"four hundred").decode()}}, 415),
        ({"json": {"image": b64encode(SEVEN[:99]).decode()}}, 400),
        ({"json": {"picture": DATA_URL}}, 422),
        ({"json": {"image": DATA_URL, "mode": "double"}}, 422),
        ({"json": [DATA_URL]}, 422),
        ({"content": b"{", "headers": {"Content-Type": "application/json"}}, 422),
        ({"content": SEVEN, "headers": {"Content-Type": "image/png"}}, 415),
        ({"files": {"image": ("digit.png", SEVEN)}}, 422),
        ({"files": {"file": (None, "7")}}, 422),
        ({"files": {"file": ("digit.png", SEVEN)}, "data": {"mode": "double"}}, 422),
        ({"content": b"--x", "headers": {"Content-Type": "multipart/form-data; boundary=x"}}, 400),
    ],
)
def test_bad_requests(client: httpx.Client, request_: dict[str, Any], status: int) -> None:
    assert_problem(client.post("/predict", **request_), status)
    assert_seven(client.post("/predict", json={"image": DATA_URL}))
