"""What browsers are told to refuse, and which other origins may ask."""

import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256

import httpx
import pytest
from drawn_pages import draw, encode
from running import assert_problem, export_a_page, read, service

from digit_service.reading_thread import ReadingProcesses
from digit_service.settings import Settings

DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"
BUILT_POLICY = "default-src 'none'; script-src 'self' 'sha256-AbC='; frame-ancestors 'none'"
FRIEND, STRANGER = "https://friend.example", "https://stranger.example"

ALL_KINDS = ["/", "/unknown", "/icon.svg", "/_next/static/chunks/main-0a1b.js", "/healthz", "/docs"]
ALL_KINDS += ["/api/v1/models", "/api/v1/unknown", "/openapi.json", "/static-offline-docs/gone.js"]


@pytest.fixture(scope="module")
def friendly(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a service with a page as it is built now, and another origin that may ask."""
    page = export_a_page(tmp_path_factory.mktemp("page"))
    (page / "content-security-policy.txt").write_text(f"{BUILT_POLICY}\n")
    with service(Settings(page_dir=page, rate_limit="1000/minute", cors_origins=(FRIEND,))) as it:
        yield it


def assert_defended(answer: httpx.Response) -> None:
    """The answer has each header once, and a policy that lets nobody frame it."""
    expected = {
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    }
    assert {name: answer.headers.get_list(name) for name in expected} == {
        name: [value] for name, value in expected.items()
    }
    (policy,) = answer.headers.get_list("content-security-policy")
    assert "frame-ancestors 'none'" in policy
    assert not re.search("unsafe|[*]|http", policy)
    (features,) = answer.headers.get_list("permissions-policy")
    assert {"camera=(self)", "microphone=()", "geolocation=()"} <= set(features.split(", "))


@pytest.mark.parametrize("path", ALL_KINDS)
def test_every_answer_is_defended(client: httpx.Client, path: str) -> None:
    assert_defended(client.get(path))
    assert_defended(client.post(path))
    assert_defended(client.options(path))


def test_what_is_read_is_data(client: httpx.Client) -> None:
    answers = [read(client, encode(draw("407"))), read(client, b"GIF"), client.get("/healthz")]
    assert [answer.status_code for answer in answers] == [200, 415, 200]
    for answer in answers:
        assert_defended(answer)
        assert answer.headers["content-security-policy"] == DATA_POLICY


@pytest.mark.parametrize("path", ["/", "/about/", "/icon.svg", "/unknown"])
def test_the_page_gets_the_policy_that_was_built_with_it(friendly: httpx.Client, path: str) -> None:
    answer = friendly.get(path)
    assert_defended(answer)
    assert answer.headers["content-security-policy"] == BUILT_POLICY


def test_the_page_keeps_its_policy_when_it_has_not_changed(friendly: httpx.Client) -> None:
    tag = friendly.get("/").headers["etag"]
    answer = friendly.get("/", headers={"If-None-Match": tag})
    assert answer.status_code == 304
    assert answer.headers["content-security-policy"] == BUILT_POLICY


def test_a_page_built_without_a_policy_may_run_nothing_inline(client: httpx.Client) -> None:
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "script" not in policy


def test_unknown_paths_of_the_api_are_data(friendly: httpx.Client) -> None:
    answer = friendly.get("/api/v1/unknown")
    assert_problem(answer, 404)
    assert answer.headers["content-security-policy"] == DATA_POLICY


def test_the_documentation_runs_its_own_script_and_no_other(client: httpx.Client) -> None:
    page = client.get("/docs")
    (script,) = re.findall(r"<script>(.*?)</script>", page.text, re.DOTALL)
    expected = f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"
    assert f"script-src 'self' {expected};" in page.headers["content-security-policy"]


def test_an_unexpected_failure_is_defended(
    friendly: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr(ReadingProcesses, "do", fails)
    answer = friendly.post(
        "/api/v1/read", files={"image": encode(draw("407"))}, headers={"Origin": FRIEND}
    )
    assert_problem(answer, 500)
    assert_defended(answer)
    assert answer.headers["access-control-allow-origin"] == FRIEND
    assert "ratelimit" in answer.headers


def test_by_default_no_other_origin_may_ask(client: httpx.Client) -> None:
    answer = client.get("/healthz", headers={"Origin": FRIEND})
    preflight = ask_first(client, FRIEND, "POST")
    assert (answer.status_code, preflight.status_code) == (200, 405)
    for headers in (answer.headers, preflight.headers):
        assert not [name for name in headers if name.startswith("access-control-")]


@pytest.mark.parametrize(
    ("path", "status"), [("/api/v1/models", 200), ("/api/v1/read", 405), ("/api/v1/unknown", 404)]
)
def test_a_named_origin_may_ask(friendly: httpx.Client, path: str, status: int) -> None:
    answer = friendly.get(path, headers={"Origin": FRIEND})
    assert answer.status_code == status
    assert answer.headers["access-control-allow-origin"] == FRIEND
    assert "Origin" in answer.headers["vary"]
    exposed = set(answer.headers["access-control-expose-headers"].split(", "))
    assert exposed == {"RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-ID"}
    assert "access-control-allow-credentials" not in answer.headers


def test_a_named_origin_may_ask_whether_it_may(friendly: httpx.Client) -> None:
    for method in ("GET", "POST", "DELETE"):
        answer = ask_first(friendly, FRIEND, method)
        assert answer.status_code == 200
        assert answer.headers["access-control-allow-origin"] == FRIEND
        assert method in answer.headers["access-control-allow-methods"]
        assert_defended(answer)
    assert ask_first(friendly, FRIEND, "PUT").status_code == 400


def test_other_origins_may_not(friendly: httpx.Client) -> None:
    answer = friendly.get("/api/v1/models", headers={"Origin": STRANGER})
    assert "access-control-allow-origin" not in answer.headers
    preflight = ask_first(friendly, STRANGER, "POST")
    assert preflight.status_code == 400
    assert "access-control-allow-origin" not in preflight.headers


def ask_first(client: httpx.Client, origin: str, method: str) -> httpx.Response:
    """What a browser asks before a request that a plain form could not make."""
    return client.options(
        "/api/v1/read",
        headers={
            "Origin": origin,
            "Access-Control-Request-Method": method,
            "Access-Control-Request-Headers": "content-type, x-request-id",
        },
    )
