"""Services as processes of their own on a free port, ready; ended afterwards."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

PATIENCE_S = 60
SERVICE = (sys.executable, "-m", "digit_service")


@dataclass(frozen=True, slots=True)
class Running:
    """A service that is ready: where, since how many seconds after its start, and its process."""

    port: int
    ready_s: float
    process: int


@contextmanager
def running(command: Sequence[str] = SERVICE, **environment: str) -> Iterator[Running]:
    """What the command starts: something that prints its address and says when it is ready."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        env=os.environ | {"HOST": "127.0.0.1", "PORT": "0", "WORKERS": "1"} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        port = _announced_port(process)
        while not _is_ready(port):
            if time.perf_counter() - began > PATIENCE_S:
                raise TimeoutError("The service is not ready.")
            time.sleep(0.01)
        yield Running(port, time.perf_counter() - began, process.pid)
    finally:
        process.terminate()
        process.wait()


def resident_mb(process: int) -> float | None:
    """The process's resident memory, where the system tells it."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return None
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1000


def _announced_port(process: subprocess.Popen[str]) -> int:
    announcement = process.stdout.readline() if process.stdout else ""
    return int(announcement.rsplit(":", 1)[1])


def _is_ready(port: int) -> bool:
    with suppress(OSError):
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.HTTPStatus.OK
    return False
