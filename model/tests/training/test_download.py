"""MNIST comes from the first mirror that gives the right bytes; here from a local server."""

import gzip
import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from training import download

FILES = {
    "train-images-idx3-ubyte.gz": gzip.compress(b"train images" * 20_000),
    "t10k-labels-idx1-ubyte.gz": gzip.compress(b"test labels"),
}


@dataclass
class Mirror:
    """A local server of `/good/`, which serves FILES, and `/bad/`, which serves rubbish."""

    address: str
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def mirror() -> Iterator[Mirror]:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            _, place, name = self.path.split("/")
            body = FILES.get(name) if place == "good" else b"rubbish"
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            """Tests are silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Mirror(f"http://127.0.0.1:{server.server_port}", asked)
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def small_mnist(monkeypatch: pytest.MonkeyPatch) -> None:
    """The checksums of FILES instead of those of 11 MB."""
    checksums = {
        name: hashlib.sha256(gzip.decompress(data)).hexdigest() for name, data in FILES.items()
    }
    monkeypatch.setattr(download, "CHECKSUMS", checksums)


def test_every_file_is_fetched_with_a_progress_bar(
    mirror: Mirror, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    download.fetch_mnist(tmp_path / "mnist", [f"{mirror.address}/good"])
    for name, data in FILES.items():
        assert (tmp_path / "mnist" / name).read_bytes() == data
    assert "100%" in capsys.readouterr().err


def test_what_is_there_is_not_fetched_again(mirror: Mirror, tmp_path: Path) -> None:
    download.fetch_mnist(tmp_path, [f"{mirror.address}/good"])
    download.fetch_mnist(tmp_path, [f"{mirror.address}/good"])
    assert len(mirror.asked) == len(FILES)


def test_a_damaged_file_is_fetched_again(mirror: Mirror, tmp_path: Path) -> None:
    name = next(iter(FILES))
    (tmp_path / name).write_bytes(FILES[name][:100])
    download.fetch_mnist(tmp_path, [f"{mirror.address}/good"])
    assert (tmp_path / name).read_bytes() == FILES[name]


def test_a_mirror_that_fails_or_lies_is_passed_over(mirror: Mirror, tmp_path: Path) -> None:
    nobody = "http://127.0.0.1:9"
    mirrors = [nobody, f"{mirror.address}/bad", f"{mirror.address}/good"]
    download.fetch_mnist(tmp_path, mirrors)
    for name, data in FILES.items():
        assert (tmp_path / name).read_bytes() == data


def test_wrong_bytes_are_never_kept(mirror: Mirror, tmp_path: Path) -> None:
    with pytest.raises(download.DownloadFailed, match="wrong checksum"):
        download.fetch_mnist(tmp_path, [f"{mirror.address}/bad"])
    assert list(tmp_path.iterdir()) == []
