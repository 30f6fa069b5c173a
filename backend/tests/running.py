"""The real service on a free port, in a thread of the test's own process."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI

from digit_service.app import create_app
from digit_service.protocol import GuardedProtocol
from digit_service.settings import Settings


@contextmanager
def serving(app: FastAPI) -> Iterator[httpx.Client]:
    """A client of this app."""
    # Requests wait in line on the listening socket until the server has come up.
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(
            uvicorn.Config(app, log_config=None, proxy_headers=False, http=GuardedProtocol)
        )
        thread = Thread(target=server.run, args=([listener],))
        thread.start()
        address = "http://{}:{}".format(*listener.getsockname())
        try:
            with httpx.Client(base_url=address, timeout=60) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def service(settings: Settings) -> Iterator[httpx.Client]:
    """A client of the service with these settings, once it is ready."""
    with serving(create_app(settings)) as client:
        wait_until_ready(client)
        yield client


def wait_until_ready(client: httpx.Client) -> None:
    """Ask until the reader has started."""
    while (answer := client.get("/readyz")).status_code == 503:
        assert answer.json()["parts"]["reader"] == "starting"
    assert answer.status_code == 200


def wait_for_waiting(client: httpx.Client, count: int) -> None:
    """Ask until so many images wait in line."""
    deadline = time.monotonic() + 30
    while f"digit_reader_images_waiting {count}.0\n" not in client.get("/metrics").text:
        assert time.monotonic() < deadline


def read(client: httpx.Client, image: bytes, **fields: object) -> httpx.Response:
    """Ask to have an image read."""
    form = {name: str(value) for name, value in fields.items()}
    return client.post("/api/v1/read", files={"image": ("image", image)}, data=form)


LONG_SCRIPT = "let x = 1;\n" * 1000


def export_a_page(directory: Path) -> Path:
    """Files such as the web folder exports."""
    for name, text in {
        "index.html": "<h1>Digit Reader</h1>",
        "404.html": "<h1>Not here</h1>",
        "about/index.html": "<h1>About</h1>",
        "_next/static/chunks/main-0a1b.js": "let x",
        "_next/static/chunks/long-2c3d.js": LONG_SCRIPT,
        "icon.svg": "<svg/>",
    }.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return directory


def assert_problem(answer: httpx.Response, status: int) -> dict[str, Any]:
    """The answer's problem, which is what RFC 9457 and the contract ask of it."""
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert problem["status"] == status
    assert problem["type"]
    assert problem["title"]
    assert problem["detail"].endswith(".")
    assert "Traceback" not in answer.text
    return problem
