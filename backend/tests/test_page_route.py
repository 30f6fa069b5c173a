"""The page beside the API, and the API without the page."""

import httpx
import pytest
from drawn_pages import draw, encode
from running import LONG_SCRIPT, assert_problem, read, serving, wait_until_ready

from digit_service.app import create_app
from digit_service.settings import Settings

FOREVER = "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("path", "text", "caching"),
    [
        ("/", "<h1>Digit Reader</h1>", "no-cache"),
        ("/about/", "<h1>About</h1>", "no-cache"),
        ("/icon.svg", "<svg/>", "no-cache"),
        ("/_next/static/chunks/main-0a1b.js", "let x", FOREVER),
    ],
)
def test_serves_the_export(client: httpx.Client, path: str, text: str, caching: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.text) == (200, text)
    assert answer.headers["cache-control"] == caching
    again = client.get(path, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    assert again.headers["cache-control"] == caching


LONG = "/_next/static/chunks/long-2c3d.js"


def test_long_texts_are_compressed_for_whoever_takes_it(client: httpx.Client) -> None:
    compressed = client.get(LONG, headers={"Accept-Encoding": "gzip"})
    assert compressed.headers["content-encoding"] == "gzip"
    assert compressed.headers["vary"] == "Accept-Encoding"
    assert compressed.text == LONG_SCRIPT
    assert compressed.num_bytes_downloaded < len(LONG_SCRIPT) / 10
    plain = client.get(LONG, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.text == LONG_SCRIPT
    assert plain.headers["cache-control"] == compressed.headers["cache-control"] == FOREVER


def test_a_part_of_a_text_is_sent_as_it_is(client: httpx.Client) -> None:
    part = client.get(LONG, headers={"Accept-Encoding": "gzip", "Range": "bytes=4-8"})
    assert (part.status_code, part.text) == (206, "x = 1")
    assert "content-encoding" not in part.headers


@pytest.mark.parametrize("path", ["/unknown", "/unknown/", "/_next/static/chunks/gone.js", "/%00"])
def test_unknown_paths_get_the_pages_own_404(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.text == "<h1>Not here</h1>" or path == "/%00"
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/../conftest.py", "/%2e%2e/conftest.py", "//etc/passwd"])
def test_nothing_outside_the_export(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_api_works_without_the_page() -> None:
    with serving(create_app(Settings(page_dir=None))) as client:
        wait_until_ready(client)
        problem = assert_problem(client.get("/"), 404)
        assert "not been built" in problem["detail"]
        parts = client.get("/readyz").json()["parts"]
        assert (parts["reader"], parts["page"]) == ("ready", "not built")
        assert read(client, encode(draw("407"))).json()["text"] == "407"
        assert client.get("/docs").status_code == 200
        assert_problem(client.get("/unknown"), 404)
