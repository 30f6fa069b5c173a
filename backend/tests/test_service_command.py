"""`python -m digit_service` as people start and stop it."""

import os
import signal
import socket
import subprocess
from ipaddress import IPv4Address

import pytest
from drawn_pages import draw, encode
from processes import COMMAND, started
from running import read, wait_until_ready


@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_starts_reads_and_stops(workers: str, stop: signal.Signals) -> None:
    with started(WORKERS=workers) as (process, client):
        wait_until_ready(client)
        assert read(client, encode(draw("407"))).json()["text"] == "407"
        process.send_signal(stop)
        assert process.wait(60) == 0


def test_the_address_of_all_interfaces_is_one_that_opens() -> None:
    with started(HOST=str(IPv4Address(0))) as (_, client):
        assert client.base_url.host == "127.0.0.1"
        assert client.get("/healthz").status_code == 200


def test_a_forged_address_gains_nothing() -> None:
    with started(RATE_LIMIT="2/hour") as (_, client):
        wait_until_ready(client)
        statuses = [
            client.post("/predict", headers={"X-Forwarded-For": f"192.0.2.{n}"}).status_code
            for n in range(3)
        ]
        assert statuses == [415, 415, 429]


def failed_start(**environment: str) -> tuple[int, str]:
    """The exit status and the complaint of a start that cannot work."""
    ended = subprocess.run(
        COMMAND,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.stdout == ""
    return ended.returncode, ended.stderr


def test_a_bad_setting_stops_the_start() -> None:
    status, complaint = failed_start(PORT="http")
    assert status == 2
    assert complaint.startswith("PORT=http cannot be used: ")
    assert len(complaint.splitlines()) == 1


def test_a_taken_port_is_told_in_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        status, complaint = failed_start(HOST="127.0.0.1", PORT=port)
    assert status == 1
    assert complaint == f"Cannot listen on HOST=127.0.0.1 PORT={port}: Address already in use.\n"


def test_an_unknown_host_is_told_in_a_sentence() -> None:
    # Too long for a name, so that no name server is asked.
    host = "x" * 64
    status, complaint = failed_start(HOST=host)
    assert status == 1
    assert complaint == f"HOST={host} cannot be used: there is no such address.\n"
