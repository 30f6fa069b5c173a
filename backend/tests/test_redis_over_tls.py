"""Counting in a Redis that is reached over TLS, and whose certificate nobody signed."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from processes import REDIS, started, until
from running import wait_until_ready

OPENSSL = shutil.which("openssl") or ""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address of such a Redis."""
    if not (REDIS and OPENSSL):
        pytest.skip("redis-server and openssl are not both installed")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    request = [OPENSSL, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
    files = ["-subj", "/CN=redis.invalid", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*request, *files], check=True, capture_output=True)
    options = ["--port", "0", "--save", "", "--tls-port", port, "--tls-auth-clients", "no"]
    options += ["--tls-cert-file", str(certificate), "--tls-key-file", str(key)]
    with subprocess.Popen([REDIS, *options], stdout=subprocess.DEVNULL) as redis:
        yield f"rediss://127.0.0.1:{port}"
        redis.kill()


def counted_in(client: httpx.Client) -> str:
    """Where the service says that it counts, once it has counted."""
    client.post("/predict")
    return str(client.get("/readyz").json()["parts"]["rate_limits"])


def test_such_a_certificate_is_taken_only_where_that_is_said(address: str) -> None:
    with (
        started(REDIS_URL=address) as (_, careful),
        started(REDIS_URL=address, REDIS_TLS_VERIFY="false") as (_, trusting),
    ):
        wait_until_ready(careful)
        wait_until_ready(trusting)
        until(lambda: counted_in(trusting) == "in redis")
        assert counted_in(careful) == "redis lost"
