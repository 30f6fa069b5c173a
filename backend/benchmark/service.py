"""`make bench`: start, memory, weight and speed of the service as it is installed, one worker.

Run by the Python of an environment that holds the runtime and nothing else.
"""

import argparse
import http.client
import json
import os
import statistics
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

STARTS = 5
READS = 500
PATIENCE_S = 60
BOUNDARY = "7MA4YWxkTrZu0gW"


@dataclass(frozen=True, slots=True)
class Running:
    """A service that is ready: where, since how many seconds after its start, and its process."""

    port: int
    ready_s: float
    process: int


def main() -> None:
    """Prints the figures and writes them into a folder."""
    parser = argparse.ArgumentParser(description="Measure the service.")
    parser.add_argument("--out", type=Path, default=Path("report"), help="folder for the report")
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    lines = ["# The service, one worker", "", *_figures()]
    print("\n".join(lines))
    (out / "service.md").write_text("\n".join(lines) + "\n", "utf-8")


def _figures() -> Iterator[str]:
    starts = []
    for _ in range(STARTS):
        with _service() as running:
            starts.append(running.ready_s)
    yield (
        f"- ready after start: median {statistics.median(starts):.2f} s, "
        f"slowest of {STARTS} {max(starts):.2f} s"
    )
    with _service() as running:
        inside, whole, healthz = _timed_reads(running)
        yield (
            f"- one read of a 280×280 PNG: inside the service p50 {inside:.2f} ms, whole request "
            f"p50 {whole:.2f} ms over {READS} ({whole / healthz:.1f} times GET /healthz, "
            f"{healthz:.2f} ms, in the same run)"
        )
        yield f"- resident after {READS} reads: {_resident_mb(running.process)} MB"
    packages = Path(sysconfig.get_paths()["purelib"])
    size = sum(path.lstat().st_size for path in packages.rglob("*") if path.is_file())
    yield f"- the runtime's site-packages: {size / 1e6:.0f} MB"


@contextmanager
def _service() -> Iterator[Running]:
    """A service of its own process on a free port, ready; ended afterwards."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "digit_service"],
        env=os.environ | {"HOST": "127.0.0.1", "PORT": "0", "WORKERS": "1"},
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


def _announced_port(process: subprocess.Popen[str]) -> int:
    announcement = process.stdout.readline() if process.stdout else ""
    return int(announcement.rsplit(":", 1)[1])


def _is_ready(port: int) -> bool:
    with suppress(OSError):
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.HTTPStatus.OK
    return False


def _timed_reads(running: Running) -> tuple[float, float, float]:
    """Medians in ms: a read inside the service, its whole request, and a GET of /healthz."""
    connection = http.client.HTTPConnection("127.0.0.1", running.port)
    body = _form(_drawn_four())
    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    inside, whole, healthz = [], [], []
    for _ in range(READS):
        began = time.perf_counter()
        connection.request("POST", "/api/v1/read", body, headers)
        answer = json.load(connection.getresponse())
        whole.append(time.perf_counter() - began)
        inside.append(answer["elapsed_ms"])
        if answer["text"] != "4":
            raise ValueError(f"The drawn 4 was read as {answer['text']!r}.")
        began = time.perf_counter()
        connection.request("GET", "/healthz")
        connection.getresponse().read()
        healthz.append(time.perf_counter() - began)
    return (
        statistics.median(inside),
        statistics.median(whole) * 1000,
        statistics.median(healthz) * 1000,
    )


def _drawn_four() -> bytes:
    image = Image.new("L", (280, 280), 255)
    pen = ImageDraw.Draw(image)
    pen.line([(150, 50), (90, 160), (200, 160)], fill=0, width=14, joint="curve")
    pen.line([(165, 110), (160, 230)], fill=0, width=14)
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _form(image: bytes) -> bytes:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="image"; filename="4.png"\r\n\r\n'
    return head.encode() + image + f"\r\n--{BOUNDARY}--\r\n".encode()


def _resident_mb(process: int) -> str:
    """The process's resident memory, where the system tells it."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return "unknown"
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return f"{int(line.split()[1]) / 1000:.0f}"


if __name__ == "__main__":
    main()
