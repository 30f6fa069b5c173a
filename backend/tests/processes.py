"""The service and Redis as processes of their own, and a crowd of clients that keeps asking."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, Thread

import httpx
import pytest
from running import read

COMMAND = [sys.executable, "-m", "digit_service"]
REDIS = shutil.which("redis-server") or ""
PATIENCE_S = 30.0


@contextmanager
def started(**environment: str) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    """The service as a process of its own, with a client at the address it prints."""
    with subprocess.Popen(
        COMMAND,
        env=os.environ | {"PORT": "0"} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            with client_of(process) as client:
                yield process, client
        finally:
            process.terminate()
            process.wait(PATIENCE_S)


def client_of(process: subprocess.Popen[str]) -> httpx.Client:
    """A client at the address that a service prints."""
    assert process.stdout is not None
    sentence, _, address = process.stdout.readline().strip().rpartition(" ")
    assert sentence == "Digit Reader is at"
    return httpx.Client(base_url=address, timeout=60)


def until(holds: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
    """Ask again and again until it holds; fails where it does not in time."""
    deadline = time.monotonic() + patience_s
    while not holds():
        assert time.monotonic() < deadline, f"not within {patience_s:g} s"
        time.sleep(0.02)


class Redis:
    """A redis-server without a file of its own, which can be killed and started again."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.url = f"redis://127.0.0.1:{port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [REDIS, "--port", str(self.port), "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        until(lambda: self.ask("PING").startswith("+PONG"))

    def kill(self) -> None:
        """End it at once, as a crash does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def send_signal(self, number: int) -> None:
        """Stop it, or let it go on."""
        assert self._process is not None
        self._process.send_signal(number)

    def ask(self, command: str) -> str:
        """What it answers to a command; nothing where it is not there."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                connection.sendall(f"{command}\r\n".encode())
                return connection.recv(4096).decode()
        except OSError:
            return ""


@contextmanager
def redis_server(port: int) -> Iterator[Redis]:
    """A running Redis on this port; skips the test where none is installed."""
    if not REDIS:
        pytest.skip("redis-server is not installed")
    redis = Redis(port)
    redis.start()
    try:
        yield redis
    finally:
        redis.kill()


@dataclass
class Crowd:
    """What became of the requests of a crowd: how many of each status, and how many broke off."""

    statuses: Counter[int] = field(default_factory=Counter)
    texts: Counter[str] = field(default_factory=Counter)
    broken: int = 0
    _lock: Lock = field(default_factory=Lock)

    def count(self, answer: httpx.Response | None) -> None:
        """Count an answer, or that there was none."""
        with self._lock:
            if answer is None:
                self.broken += 1
                return
            self.statuses[answer.status_code] += 1
            if answer.status_code == httpx.codes.OK:
                self.texts[answer.json()["text"]] += 1

    @property
    def answered(self) -> int:
        """How many answers there were."""
        return self.statuses.total()


@contextmanager
def crowd(address: httpx.URL, image: bytes, size: int) -> Iterator[Crowd]:
    """So many clients, each of which sends the image again as soon as it has its answer."""
    result, enough = Crowd(), Event()

    def keep_asking() -> None:
        while not enough.is_set():
            with httpx.Client(base_url=address, timeout=60) as client:
                try:
                    while not enough.is_set():
                        result.count(read(client, image))
                except httpx.TransportError:
                    result.count(None)

    members = [Thread(target=keep_asking) for _ in range(size)]
    for member in members:
        member.start()
    try:
        yield result
    finally:
        enough.set()
        for member in members:
            member.join()


def workers_of(process: int) -> set[int]:
    """The processes that answer requests for one that was started with WORKERS."""
    return {each for each in _children_of(process) if b"spawn_main" in _read(each, "cmdline")}


def descendants_of(process: int) -> set[int]:
    """All processes that it has started, and those that they have."""
    children = _children_of(process)
    return children.union(*(descendants_of(child) for child in children))


def reading_processes_of(process: int) -> set[int]:
    """The processes that read for a service, each of which was forked off another one of its."""
    servers = {each for each in descendants_of(process) if b"forkserver" in _read(each, "cmdline")}
    return {child for each in servers for child in _children_of(each)}


def _children_of(process: int) -> set[int]:
    # Also those that other threads than the first have started.
    threads = Path(f"/proc/{process}/task").glob("*/children")
    return {int(child) for thread in threads for child in thread.read_text().split()}


def _read(process: int, file: str) -> bytes:
    try:
        return Path(f"/proc/{process}/{file}").read_bytes()
    except OSError:  # it has ended meanwhile
        return b""
