"""nginx with the project's own configuration, and the name server that it asks for backends."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from ipaddress import IPv4Address
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import httpx
import pytest
from processes import started, until
from running import export_a_page, wait_until_ready

WEB = Path(__file__).parents[1] / "web"
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
NAME = "backends.test"
POLICY = "default-src 'none'; script-src 'self'"
SCRIPT = "_next/static/chunks/main-0a1b.js"

_NO_ERROR = b"\x81\x80"
_ONE_QUESTION = b"\x00\x01"
_HEAD_BYTES = 12


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


class Names:
    """A name server that gives the same addresses for every name."""

    def __init__(self) -> None:
        """Answers with `addresses`, which may change, until it is closed."""
        self.addresses: set[str] = set()
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        self._thread = Thread(target=self._answer)
        self._thread.start()

    def close(self) -> None:
        """Answer no more."""
        # An empty message wakes the thread.
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
            last.sendto(b"", ("127.0.0.1", self.port))
        self._thread.join()
        self._socket.close()

    def _answer(self) -> None:
        while True:
            question, client = self._socket.recvfrom(512)
            if not question:
                return
            addresses = [IPv4Address(each).packed for each in self.addresses]
            counts = _ONE_QUESTION + len(addresses).to_bytes(2) + bytes(4)
            # Of the name asked for, an address, for a second, of four bytes.
            records = (b"\xc0\x0c\x00\x01\x00\x01\x00\x00\x00\x01\x00\x04" + a for a in addresses)
            answer = question[:2] + _NO_ERROR + counts + question[_HEAD_BYTES:] + b"".join(records)
            self._socket.sendto(answer, client)


@dataclass(frozen=True, slots=True)
class Proxy:
    """A running proxy; it looks for services on `backend_port` of the addresses in `names`."""

    client: httpx.Client
    names: Names
    backend_port: int
    page: Path


def exported_page(folder: Path) -> Path:
    """A page as the build leaves it, compressed as in the image."""
    page = export_a_page(folder)
    (page / SCRIPT).write_text("let x;" * 1000)
    (page / "content-security-policy.txt").write_text(f"{POLICY}\n")
    subprocess.run(["node", WEB / "compress.mjs", page], check=True)  # noqa: S607
    return page


@contextmanager
def running_proxy(backend_port: int, **environment: str) -> Iterator[Proxy]:
    """The proxy with these settings; skips the test where nginx is not installed."""
    if not (NGINX and BROTLI.exists()):
        pytest.skip("nginx is not installed with its Brotli module")
    names, port = Names(), free_port()
    with ExitStack() as stack:
        stack.callback(names.close)
        folder = Path(stack.enter_context(TemporaryDirectory()))
        # Its workers are another user's where the tests are run by root.
        folder.chmod(0o755)
        page = exported_page(folder / "page")
        process = subprocess.Popen(
            [WEB / "start"],
            env=os.environ
            | {"PATH": f"{os.environ['PATH']}:/usr/sbin", "PORT": str(port), "PAGE_DIR": str(page)}
            | {"BACKEND": f"{NAME}:{backend_port}", "RESOLVER": f"127.0.0.1:{names.port}"}
            | {"RUN_DIR": str(folder / "run")}
            | environment,
            stderr=subprocess.DEVNULL,
        )
        stack.callback(process.wait)
        stack.callback(process.terminate)
        client = stack.enter_context(httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60))
        until(lambda: _answers(client))
        yield Proxy(client, names, backend_port, page)


def _answers(client: httpx.Client) -> bool:
    with suppress(httpx.TransportError):
        return client.get("/").status_code == httpx.codes.OK
    return False


@contextmanager
def backend(proxy: Proxy, address: str, **environment: str) -> Iterator[httpx.Client]:
    """A service at this address, where the proxy looks for it, once it is ready."""
    settings = {"RATE_LIMIT": "", "PAGE_DIR": str(proxy.page), "TRUSTED_PROXIES": "127.0.0.0/8"}
    place = {"HOST": address, "PORT": str(proxy.backend_port)}
    with started(**settings | environment | place) as (_, client):
        wait_until_ready(client)
        yield client
