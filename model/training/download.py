"""Fetch MNIST from its public mirrors, each file checked before it is kept."""

import gzip
import hashlib
from collections.abc import Sequence
from pathlib import Path

import httpx
from tqdm import tqdm

from training.datasets.mnist import CHECKSUMS

MIRRORS = (
    "https://storage.googleapis.com/cvdf-datasets/mnist",
    "https://ossci-datasets.s3.amazonaws.com/mnist",
)
TIMEOUT_S = 30


class DownloadFailed(RuntimeError):
    """No mirror gave the right file."""


def fetch_mnist(folder: Path, mirrors: Sequence[str] = MIRRORS) -> None:
    """Puts the four MNIST files into a folder; a file that is there and right is kept.

    A mirror that fails or gives wrong bytes is passed over for the next. Raises DownloadFailed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in CHECKSUMS:
        path = folder / name
        if not (path.exists() and _is_right(name, path.read_bytes())):
            path.write_bytes(_from_any(mirrors, name))


def _from_any(mirrors: Sequence[str], name: str) -> bytes:
    failures = []
    for mirror in mirrors:
        try:
            data = _download(f"{mirror}/{name}")
        except httpx.HTTPError as error:
            failures.append(f"{mirror}: {error}")
            continue
        if _is_right(name, data):
            return data
        failures.append(f"{mirror}: wrong checksum")
    raise DownloadFailed(f"{name} could not be downloaded ({'; '.join(failures)}).")


def _download(address: str) -> bytes:
    data = bytearray()
    with httpx.stream("GET", address, timeout=TIMEOUT_S, follow_redirects=True) as answer:
        answer.raise_for_status()
        length = int(answer.headers.get("Content-Length", 0)) or None
        name = address.rsplit("/", 1)[-1]
        with tqdm(total=length, desc=name, unit="B", unit_scale=True) as progress:
            for chunk in answer.iter_raw():
                data += chunk
                progress.update(len(chunk))
    return bytes(data)


def _is_right(name: str, data: bytes) -> bool:
    try:
        content = gzip.decompress(data)
    except (OSError, EOFError):
        return False
    return hashlib.sha256(content).hexdigest() == CHECKSUMS[name]
