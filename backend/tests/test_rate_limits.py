"""How often a client may ask, and who counts as one."""

import socket
from ipaddress import ip_network
from types import SimpleNamespace

import httpx
import pytest
from drawn_pages import draw, encode
from running import assert_problem, read, service
from starlette.requests import HTTPConnection

from digit_service import moving_window
from digit_service.clients import client_of
from digit_service.settings import Settings

SEVEN = encode(draw("7", height=40, pen=5))


def statuses(client: httpx.Client, count: int, **headers: str) -> list[int]:
    files = {"image": ("image", SEVEN)}
    answers = [client.post("/api/v1/read", files=files, headers=headers) for _ in range(count)]
    return [answer.status_code for answer in answers]


def test_as_many_as_the_limit_and_no_more() -> None:
    with service(Settings(rate_limit="5/hour")) as client:
        allowed = read(client, SEVEN)
        assert allowed.headers["ratelimit-policy"] == '"default";q=5;w=3600'
        assert allowed.headers["ratelimit"].startswith('"default";r=4;t=')
        assert statuses(client, 5) == [200] * 4 + [429]
        refused = read(client, SEVEN)
        problem = assert_problem(refused, 429)
        assert problem["type"] == "urn:digit-reader:problem:too-many-requests"
        assert 0 < int(refused.headers["retry-after"]) <= 3600
        assert refused.headers["ratelimit"].startswith('"default";r=0;t=')


def test_every_door_counts_and_health_does_not() -> None:
    with service(Settings(rate_limit="3/hour")) as client:
        for path in ("/healthz", "/readyz", "/api/v1/models", "/openapi.json"):
            assert "ratelimit" not in client.get(path).headers
        assert client.post("/predict", files={"file": ("a", SEVEN)}).status_code == 200
        assert client.post("/digit-classifier-api", files={"image": SEVEN}).status_code == 200
        # A request that cannot be answered has been a request.
        assert client.post("/api/v1/read").status_code == 415
        for path in ("/predict", "/digit-classifier-api", "/api/v1/read"):
            assert_problem(client.post(path, files={"image": SEVEN}), 429)
        assert client.get("/readyz").status_code == 200


def test_the_scarcest_of_several_limits_counts() -> None:
    with service(Settings(rate_limit="2/hour;100/day")) as client:
        assert statuses(client, 3) == [200, 200, 429]


def test_what_one_limit_refuses_costs_the_others_nothing() -> None:
    with service(Settings(rate_limit="8/hour;2/minute")) as client:
        assert statuses(client, 6) == [200, 200, 429, 429, 429, 429]
        assert read(client, SEVEN).headers["ratelimit-policy"] == '"default";q=2;w=60'


def test_a_client_whose_short_window_is_over_harms_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter(range(0, 100_000, 2))
    monkeypatch.setattr(moving_window, "time", SimpleNamespace(monotonic=lambda: next(now)))
    limits = Settings(rate_limit="5/second;2/hour", trusted_proxies=(ip_network("127.0.0.0/8"),))
    with service(limits) as client:
        assert statuses(client, 3, **{"X-Forwarded-For": "192.0.2.1"}) == [200, 200, 429]
        assert statuses(client, 1, **{"X-Forwarded-For": "192.0.2.2"}) == [200]


def test_no_limit() -> None:
    with service(Settings(rate_limit="")) as client:
        assert statuses(client, 310) == [200] * 310
        assert "ratelimit" not in read(client, SEVEN).headers


def test_decided_before_the_body_is_read() -> None:
    with service(Settings(rate_limit="1/hour")) as client:
        assert statuses(client, 1) == [200]
        address = (client.base_url.host, client.base_url.port or 80)
        with socket.create_connection(address, timeout=30) as connection:
            connection.sendall(
                b"POST /api/v1/read HTTP/1.1\r\nHost: here\r\nContent-Length: 1000000\r\n"
                b"Content-Type: multipart/form-data; boundary=x\r\n\r\n--x"
            )
            assert connection.recv(12) == b"HTTP/1.1 429"


def test_a_forged_address_gains_nothing() -> None:
    with service(Settings(rate_limit="2/hour")) as client:
        forged = [statuses(client, 1, **{"X-Forwarded-For": f"10.0.0.{n}"}) for n in range(3)]
        assert forged == [[200], [200], [429]]


def test_behind_a_trusted_proxy_each_client_counts_alone() -> None:
    loopback = ip_network("127.0.0.0/8")
    with service(Settings(rate_limit="2/hour", trusted_proxies=(loopback,))) as client:
        assert statuses(client, 3, **{"X-Forwarded-For": "192.0.2.1"}) == [200, 200, 429]
        assert statuses(client, 1, **{"X-Forwarded-For": "192.0.2.2"}) == [200]
        forged = {"X-Forwarded-For": "203.0.113.9, 192.0.2.1"}
        assert statuses(client, 1, **forged) == [429]


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("192.0.2.7", None, "192.0.2.7"),
        ("192.0.2.7", "203.0.113.1", "192.0.2.7"),
        ("10.1.2.3", "203.0.113.1", "203.0.113.1"),
        ("10.1.2.3", "198.51.100.4, 203.0.113.1", "203.0.113.1"),
        ("10.1.2.3", "198.51.100.4, 10.9.9.9", "198.51.100.4"),
        ("10.1.2.3", "198.51.100.4, nonsense", "10.1.2.3"),
        ("10.1.2.3", "203.0.113.1:4711", "203.0.113.1"),
        ("10.1.2.3", "[2001:db8:1:2::1]:4711", "2001:db8:1:2::/64"),
        ("10.1.2.3", "[2001:db8:1:2::1]", "2001:db8:1:2::/64"),
        ("10.1.2.3", "203.0.113.1:nonsense", "10.1.2.3"),
        ("10.1.2.3", "", "10.1.2.3"),
        ("::ffff:192.0.2.7", None, "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", None, "2001:db8:1:2::/64"),
        ("10.1.2.3", "2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("10.1.2.3", "::ffff:203.0.113.1", "203.0.113.1"),
        (None, None, "unknown"),
    ],
)
def test_who_the_client_is(peer: str | None, forwarded: str | None, client: str) -> None:
    headers = [] if forwarded is None else [(b"x-forwarded-for", forwarded.encode())]
    scope = {"type": "http", "headers": headers, "client": peer and (peer, 1234)}
    trusted = [ip_network("10.0.0.0/8")]
    assert client_of(HTTPConnection(scope), trusted) == client
