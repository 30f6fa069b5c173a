"""Each error of the contract, and that the next request works on the same connection."""

import json
import socket
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import httpx
import pytest
from drawn_pages import black_png, draw, encode
from running import assert_problem, read, service

from digit_service import protocol
from digit_service.settings import Settings

Parts = list[tuple[str, tuple[str | None, str | bytes]]]

IMAGE = encode(draw("407"))
PNG, JPEG = IMAGE, encode(draw("407"), "JPEG")


@pytest.fixture(autouse=True)
def the_next_request_works(client: httpx.Client) -> Iterator[None]:
    """After whatever the test did."""
    yield
    assert read(client, IMAGE).json()["text"] == "407"


@pytest.mark.parametrize(
    ("image", "status", "kind"),
    [
        (b"", 400, "empty-image"),
        (PNG[: len(PNG) // 2], 400, "broken-image"),
        (PNG[:20], 400, "broken-image"),
        (JPEG[: len(JPEG) // 2], 400, "broken-image"),
        (JPEG[:20], 400, "broken-image"),
        (black_png(20_000, 20_000), 413, "too-many-pixels"),
        (b"four hundred and seven", 415, "unknown-format"),
        (b"%PDF-1.7\n", 415, "unknown-format"),
        (b"\0" * 5000, 415, "unknown-format"),
    ],
    ids=[
        "no byte", "half a PNG", "start of a PNG", "half a JPEG", "start of a JPEG",
        "20,000 x 20,000", "text", "PDF", "zeros",
    ],
)  # fmt: skip
def test_a_bad_image(client: httpx.Client, image: bytes, status: int, kind: str) -> None:
    problem = assert_problem(read(client, image), status)
    assert problem["type"] == f"urn:digit-reader:problem:{kind}"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("mode", "triple"),
        ("charset", "runes"),
        ("alternatives", "10"),
        ("alternatives", "-1"),
        ("alternatives", "abc"),
        ("alternatives", "1.5"),
        ("include", "secrets"),
    ],
)
def test_a_bad_field(client: httpx.Client, field: str, value: str) -> None:
    problem = assert_problem(read(client, IMAGE, **{field: value}), 422)
    assert [error["field"] for error in problem["errors"]] == [field]
    assert field in problem["detail"]


def test_all_bad_fields_are_told_at_once(client: httpx.Client) -> None:
    answer = client.post("/api/v1/read", files={"picture": IMAGE}, data={"mode": "x"})
    errors = assert_problem(answer, 422)["errors"]
    assert [error["field"] for error in errors] == ["image", "mode"]


@pytest.mark.parametrize(
    "files",
    [
        [("image", (None, "407"))],
        [("image", (None, IMAGE))],
        [("image", ("", b""))],
        [("image", ("a.png", IMAGE)), ("image", ("b.png", IMAGE))],
    ],
    ids=["text", "bytes without a file name", "a form without a file chosen", "two images"],
)
def test_an_image_that_is_not_one_file(client: httpx.Client, files: Parts) -> None:
    problem = assert_problem(client.post("/api/v1/read", files=files), 422)
    assert [error["field"] for error in problem["errors"]] == ["image"]


def test_a_field_given_twice(client: httpx.Client) -> None:
    form = {"mode": ["single", "multi"]}
    problem = assert_problem(client.post("/api/v1/read", files={"image": IMAGE}, data=form), 422)
    assert problem["errors"] == [{"field": "mode", "detail": "Send this field once."}]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"content": b""},
        {"json": {"image": "data:image/png;base64,AAAA"}},
        {"data": {"image": "407"}},
        {"content": IMAGE, "headers": {"Content-Type": "image/png"}},
        {"content": b"407", "headers": {"Content-Type": "multipart"}},
    ],
    ids=["nothing", "no bytes", "JSON", "urlencoded", "the bare image", "half a type"],
)
def test_a_body_that_is_not_multipart(client: httpx.Client, body: dict[str, Any]) -> None:
    problem = assert_problem(client.post("/api/v1/read", **body), 415)
    assert problem["type"] == "urn:digit-reader:problem:not-multipart"


@pytest.mark.parametrize(
    ("parameters", "body"),
    [
        ("", b"--x\r\n\r\n--x--\r\n"),
        ("; boundary=", b"--x\r\n\r\n--x--\r\n"),
        ("; boundary=x", b"four hundred and seven"),
        ("; boundary=x", b"--x\r\nContent-Type: image/png\r\n\r\n407\r\n--x--\r\n"),
        ("; boundary=x", b"--x\r\n: \r\n\r\n407\r\n--x--\r\n"),
    ],
    ids=["no boundary", "an empty one", "not in parts", "a part without a name", "a bad header"],
)
def test_a_body_that_falls_apart(client: httpx.Client, parameters: str, body: bytes) -> None:
    headers = {"Content-Type": f"multipart/form-data{parameters}"}
    problem = assert_problem(client.post("/api/v1/read", content=body, headers=headers), 400)
    assert problem["type"] == "urn:digit-reader:problem:broken-body"


@pytest.mark.parametrize("share", [0.0, 0.5, 0.98])
def test_a_body_that_is_cut_short(client: httpx.Client, share: float) -> None:
    whole = client.build_request("POST", "/api/v1/read", files={"image": IMAGE})
    cut = whole.read()[: int(len(whole.read()) * share)]
    headers = {"Content-Type": whole.headers["Content-Type"]}
    problem = assert_problem(client.post("/api/v1/read", content=cut, headers=headers), 400)
    assert problem["type"] == "urn:digit-reader:problem:broken-body"


def test_a_form_in_small_pieces_with_text_after_it(client: httpx.Client) -> None:
    body = START + IMAGE + b"\r\n--x--\r\nafter"
    chunks = (body[start : start + 7] for start in range(0, len(body), 7))
    answer = client.post("/api/v1/read", content=chunks, headers=MULTIPART)
    assert answer.json()["text"] == "407"


def _megabytes(count: int) -> Iterator[bytes]:
    for _ in range(count):
        yield bytes(1024 * 1024)


MULTIPART = {"Content-Type": "multipart/form-data; boundary=x"}
START = b'--x\r\nContent-Disposition: form-data; name="image"; filename="a.png"\r\n\r\n'


def test_too_many_bytes_as_announced(client: httpx.Client) -> None:
    announced = {**MULTIPART, "Content-Length": str(16 * 1024 * 1024)}
    body = _megabytes(16)
    problem = assert_problem(client.post("/api/v1/read", content=body, headers=announced), 413)
    assert problem["type"] == "urn:digit-reader:problem:too-many-bytes"
    assert "15 MB" in problem["detail"]


def test_too_many_bytes_as_counted(client: httpx.Client) -> None:
    def chunks() -> Iterator[bytes]:
        yield START
        yield from _megabytes(16)

    answer = client.post("/api/v1/read", content=chunks(), headers=MULTIPART)
    assert_problem(answer, 413)


def test_a_body_that_stops_arriving() -> None:
    with service(Settings(upload_timeout_s=0.1)) as client:
        address = (client.base_url.host, client.base_url.port or 80)
        with socket.create_connection(address, timeout=30) as connection:
            connection.sendall(
                b"POST /api/v1/read HTTP/1.1\r\nHost: here\r\nContent-Length: 1000\r\n"
                b"Content-Type: multipart/form-data; boundary=x\r\n\r\n" + START
            )
            assert connection.recv(12) == b"HTTP/1.1 408"
        assert read(client, IMAGE).json()["text"] == "407"


def connected(client: httpx.Client) -> socket.socket:
    address = (client.base_url.host, client.base_url.port or 80)
    return socket.create_connection(address, timeout=10)


def test_a_head_that_does_not_end(client: httpx.Client) -> None:
    with connected(client) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: here\r\n")
        with suppress(ConnectionError):  # refused while it still sends
            for _ in range(40_000):
                connection.sendall(b"A: b\r\n")
        assert connection.recv(12) == b"HTTP/1.1 431"


CHUNKED = b"POST /api/v1/read HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n"
FORM = b"Content-Type: multipart/form-data; boundary=x\r\n\r\n"


def test_trailers_are_passed_over(client: httpx.Client) -> None:
    body = START + IMAGE + b"\r\n--x--\r\n"
    with connected(client) as connection:
        connection.sendall(CHUNKED + FORM + f"{len(body):x}\r\n".encode() + body)
        connection.sendall(b"\r\n0\r\nContent-Type: text/plain\r\n\r\n")
        assert connection.recv(12) == b"HTTP/1.1 200"


@pytest.mark.parametrize("path", [b"/api/v1/read", b"/healthz"])
def test_trailers_that_do_not_end(client: httpx.Client, path: bytes) -> None:
    with connected(client) as connection:
        connection.sendall(CHUNKED.replace(b"/api/v1/read", path) + FORM + b"0\r\n")
        with suppress(ConnectionError):  # closed while it still sends
            for _ in range(40_000):
                connection.sendall(b"A: b\r\n")
            while connection.recv(1024):
                pass


def test_the_rest_of_a_request_that_is_answered(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocol, "LONGEST_REST_S", 0.05)
    with connected(client) as connection:
        connection.sendall(b"POST /healthz HTTP/1.1\r\nHost: here\r\nContent-Length: 9\r\n\r\n1")
        assert connection.recv(12) == b"HTTP/1.1 405"
        with suppress(ConnectionError):
            connection.sendall(b"2")
            while connection.recv(1024):
                pass


def test_a_connection_is_kept_after_the_rest_came(client: httpx.Client) -> None:
    with connected(client) as connection:
        connection.sendall(b"POST /healthz HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\n\r\n1")
        assert b" 405 " in connection.recv(4096)
        connection.sendall(b"2GET /healthz HTTP/1.1\r\nHost: here\r\n\r\n")
        assert b" 200 " in connection.recv(4096)


def test_a_connection_without_a_request(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocol, "LONGEST_HEAD_S", 0.05)
    for begun in (b"", b"GET /healthz HTTP/1.1\r\nHost: here"):
        with connected(client) as connection:
            connection.sendall(begun)
            assert connection.recv(1) == b""


@pytest.mark.parametrize("path", ["/api/v1/read", "/predict"])
def test_an_unknown_charset(client: httpx.Client, path: str) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x; charset=undefined"}
    body = START + IMAGE + b"\r\n--x--\r\n"
    assert client.post(path, content=body, headers=headers).status_code in {400, 422}


def test_all_bodies_together() -> None:
    body = START + bytes(700 * 1024)
    begun = b"POST /api/v1/read HTTP/1.1\r\nHost: here\r\nContent-Length: 800000\r\n" + FORM + body
    with service(Settings(rate_limit="", max_upload_mb=1, max_uploads_mb=1)) as client:

        def answer_beside_another() -> httpx.Response:
            with connected(client) as connection:
                connection.sendall(begun)
                return client.post("/api/v1/read", files={"image": body})

        # Whichever of the two comes first is held.
        answers = (answer_beside_another() for _ in range(100))
        refused = next(answer for answer in answers if answer.status_code != 415)
        assert refused.headers["retry-after"] == "1"
        assert assert_problem(refused, 503)["detail"] == "Too many images arrive at once."
        answers = (client.post("/api/v1/read", files={"image": body}) for _ in range(100))
        assert any(answer.status_code == 415 for answer in answers)


def test_the_limit_is_exact() -> None:
    with service(Settings(max_upload_mb=0.5)) as client:
        limit = 512 * 1024
        end = b"\r\n--x--\r\n"
        filling = bytes(limit - len(START) - len(end))
        for body, status in ((START + filling + end, 415), (START + filling + b"\0" + end, 413)):
            answer = client.post("/api/v1/read", content=body, headers=MULTIPART)
            assert_problem(answer, status)


def test_the_pixel_limit_is_a_setting() -> None:
    with service(Settings(max_image_megapixels=0.01)) as client:
        assert read(client, black_png(100, 100)).status_code == 200
        assert_problem(read(client, black_png(101, 100)), 413)


@pytest.mark.parametrize("path", ["/api/v1/unknown", "/api/", "/api", "/api/v1/read/more"])
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_nothing_there(client: httpx.Client, method: str, path: str) -> None:
    problem = assert_problem(client.request(method, path), 404)
    assert path in problem["detail"]


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/api/v1/read", "POST"),
        ("PUT", "/api/v1/read", "POST"),
        ("POST", "/api/v1/models", "GET"),
        ("POST", "/healthz", "GET"),
    ],
)
def test_the_wrong_method(client: httpx.Client, method: str, path: str, allowed: str) -> None:
    answer = client.request(method, path)
    assert_problem(answer, 405)
    assert answer.headers["allow"] == allowed


def test_problems_are_json_with_the_contracts_members(client: httpx.Client) -> None:
    body = json.loads(read(client, b"").content)
    assert body.keys() == {"type", "title", "status", "detail"}
