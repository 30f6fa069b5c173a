"""`make bench`: start, memory, weight and speed of the service as it is installed, one worker.

Run by the Python of an environment that holds the runtime and nothing else.
"""

import argparse
import http.client
import json
import statistics
import sysconfig
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from benchmark.clients import BOUNDARY, form
from benchmark.processes import Running, memory_mb, running

STARTS = 5
READS = 500


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
        with running() as service:
            starts.append(service.ready_s)
    yield (
        f"- ready after start: median {statistics.median(starts):.2f} s, "
        f"slowest of {STARTS} {max(starts):.2f} s"
    )
    with running(RATE_LIMIT="") as service:
        inside, whole, healthz = _timed_reads(service)
        yield (
            f"- one read of a 280×280 PNG: inside the service p50 {inside:.2f} ms, whole request "
            f"p50 {whole:.2f} ms over {READS} ({whole / healthz:.1f} times GET /healthz, "
            f"{healthz:.2f} ms, in the same run)"
        )
        yield f"- memory after {READS} reads: {memory_mb(service.process):.0f} MB"
    packages = Path(sysconfig.get_paths()["purelib"])
    size = sum(path.lstat().st_size for path in packages.rglob("*") if path.is_file())
    yield f"- the runtime's site-packages: {size / 1e6:.0f} MB"


def _timed_reads(service: Running) -> tuple[float, float, float]:
    """Medians in ms: a read inside the service, its whole request, and a GET of /healthz."""
    connection = http.client.HTTPConnection("127.0.0.1", service.port)
    body = form(_drawn_four())
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


if __name__ == "__main__":
    main()
