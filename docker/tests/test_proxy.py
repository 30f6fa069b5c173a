"""The page and the API behind the proxy: one address, as good as the service itself."""

import json
import socket
from contextlib import ExitStack
from functools import partial
from typing import BinaryIO

import httpx
import pytest
from drawn_pages import draw, encode
from processes import Crowd, crowd, until
from proxy import POLICY, SCRIPT, Proxy, backend, free_port, running_proxy
from running import assert_problem, read, service

from digit_service.security import SECURITY_HEADERS
from digit_service.settings import Settings

SEVEN = encode(draw("7", height=40, pen=5))
HERE, THERE = "127.0.0.1", "127.0.0.2"


@pytest.mark.parametrize("path", ["/", "/about/", "/icon.svg", f"/{SCRIPT}", "/unknown"])
def test_the_page_comes_as_from_the_service(proxy: Proxy, path: str) -> None:
    with service(Settings(page_dir=proxy.page)) as client:
        straight, behind = client.get(path), proxy.client.get(path)
    assert behind.status_code == straight.status_code
    assert behind.text == straight.text
    for header in (*SECURITY_HEADERS, "Cache-Control"):
        assert behind.headers[header] == straight.headers[header], header
    assert behind.headers["content-security-policy"] == POLICY


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_the_page_comes_compressed(proxy: Proxy, encoding: str) -> None:
    with proxy.client.stream("GET", f"/{SCRIPT}", headers={"Accept-Encoding": encoding}) as answer:
        assert answer.headers["content-encoding"] == encoding
        assert len(b"".join(answer.iter_raw())) < 100


def test_all_of_the_service_but_its_metrics(proxy: Proxy) -> None:
    proxy.names.addresses = {HERE}
    with backend(proxy, HERE) as straight:
        for path in ("/healthz", "/readyz", "/docs", "/openapi.json", "/api/v1/models"):
            assert proxy.client.get(path).status_code == 200
            assert straight.get(path).status_code == 200
        script = "/static-offline-docs/swagger-ui-bundle.js"
        assert proxy.client.get(script).text == straight.get(script).text
        assert_problem(proxy.client.get("/api/unknown"), 404)
        assert straight.get("/metrics").status_code == 200
        assert proxy.client.get("/metrics").status_code == 404
        assert read(proxy.client, SEVEN).json()["text"] == "7"
        answer = proxy.client.post("/predict", files={"file": SEVEN})
        assert answer.json()["digit"] == 7
        answer = proxy.client.post("/digit-classifier-api", files={"image": SEVEN})
        assert answer.json()["digit"] == 7


def test_clients_are_told_apart_and_cannot_forge_an_address(proxy: Proxy) -> None:
    proxy.names.addresses = {HERE}
    another = httpx.HTTPTransport(local_address=THERE)
    with (
        backend(proxy, HERE, RATE_LIMIT="2/hour"),
        httpx.Client(base_url=proxy.client.base_url, transport=another) as neighbour,
    ):
        forged = [
            proxy.client.post("/predict", headers={"X-Forwarded-For": f"192.0.2.{n}"}).status_code
            for n in range(3)
        ]
        assert forged == [415, 415, 429]
        assert neighbour.post("/predict").status_code == 415


def test_a_proxy_in_front_that_is_trusted_names_the_client() -> None:
    with running_proxy(free_port(), TRUSTED_PROXIES="127.0.0.0/8") as proxy:
        proxy.names.addresses = {HERE}
        with backend(proxy, HERE, RATE_LIMIT="1/hour"):
            named = [
                proxy.client.post("/predict", headers={"X-Forwarded-For": chain}).status_code
                for chain in ("192.0.2.1", "192.0.2.2", "192.0.2.3, 192.0.2.1")
            ]
    assert named == [415, 415, 429]


def test_too_much_is_refused_as_the_service_refuses_it() -> None:
    with running_proxy(free_port(), MAX_UPLOAD_MB="0.5") as proxy:
        proxy.names.addresses = {HERE}
        with backend(proxy, HERE, MAX_UPLOAD_MB="0.5") as straight:
            for client in (proxy.client, straight):
                problem = assert_problem(read(client, bytes(600_000)), 413)
                assert problem["type"] == "urn:digit-reader:problem:too-many-bytes"


@pytest.mark.parametrize("addresses", [set(), {HERE}])
def test_without_a_backend_clients_are_told_to_come_back(proxy: Proxy, addresses: set[str]) -> None:
    proxy.names.addresses = addresses
    answer = read(proxy.client, SEVEN)
    assert_problem(answer, 503)
    assert answer.headers["retry-after"] == "1"
    for header in SECURITY_HEADERS:
        assert header in answer.headers


def test_a_batch_is_answered_while_it_arrives(proxy: Proxy) -> None:
    proxy.names.addresses = {HERE}
    image = (
        b'--b\r\nContent-Disposition: form-data; name="images"; filename="7"\r\n\r\n'
        + SEVEN
        + b"\r\n"
    )
    head = (
        b"POST /api/v1/read/batch HTTP/1.1\r\nHost: test\r\nConnection: close\r\n"
        b"Content-Type: multipart/form-data; boundary=b\r\n"
        b"Content-Length: %d\r\n\r\n" % (2 * len(image) + len(b"--b--\r\n"))
    )
    port = proxy.client.base_url.port
    with backend(proxy, HERE), socket.create_connection((HERE, port), timeout=60) as connection:
        answer = connection.makefile("rb")
        # The first image is complete once the next begins.
        connection.sendall(head + image + b"--b\r\n")
        assert json.loads(_next_line(answer))["reading"]["text"] == "7"
        connection.sendall(image.removeprefix(b"--b\r\n") + b"--b--\r\n")
        assert json.loads(_next_line(answer))["index"] == 1


def _next_line(answer: BinaryIO) -> bytes:
    while not (line := answer.readline()).startswith(b"{"):
        assert line, "the answer ended"
    return line


def test_backends_come_and_go(proxy: Proxy) -> None:
    proxy.names.addresses = {HERE}
    with backend(proxy, THERE):
        with backend(proxy, HERE):
            assert read(proxy.client, SEVEN).status_code == 200
        proxy.names.addresses = {THERE}
        until(lambda: read(proxy.client, SEVEN).status_code == 200)


def _have_answers(clients: Crowd, count: int) -> bool:
    return clients.answered >= count


def test_a_rolling_restart_loses_no_request(proxy: Proxy) -> None:
    proxy.names.addresses = {HERE, THERE}
    with ExitStack() as stack:
        running = {
            address: stack.enter_context(ExitStack()) for address in sorted(proxy.names.addresses)
        }
        for address, place in running.items():
            place.enter_context(backend(proxy, address))
        with crowd(proxy.client.base_url, SEVEN, 8) as clients:
            for address, place in [*running.items()] * 2:
                # What was on its way past the one that started is answered before the next ends.
                until(partial(_have_answers, clients, clients.answered + 50))
                place.close()
                place.enter_context(backend(proxy, address))
    assert clients.broken == 0
    assert clients.statuses.keys() == {200}
    assert clients.texts.keys() == {"7"}
