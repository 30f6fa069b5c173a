"""Services as processes of their own on a free port, ready; ended afterwards."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from math import nan
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


def memory_mb(process: int) -> float:
    """The memory of a process and of all that it has started; not a number where none is told.

    What several of them share counts once.
    """
    return sum(map(_proportional_mb, _family(process))) or nan


def _family(process: int) -> Iterator[int]:
    yield process
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        for child in children.read_text().split():
            yield from _family(int(child))


def _proportional_mb(process: int) -> float:
    with suppress(OSError):  # there is no such thing, or the process has ended
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000
    return 0


def _announced_port(process: subprocess.Popen[str]) -> int:
    announcement = process.stdout.readline() if process.stdout else ""
    return int(announcement.rsplit(":", 1)[1])


def _is_ready(port: int) -> bool:
    with suppress(OSError):
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.HTTPStatus.OK
    return False
