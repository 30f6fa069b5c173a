"""A read that goes wrong costs its process and nothing else; and no process is left behind."""

import os
import re
import signal
import socket
import struct
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import httpx
import numpy as np
import pytest
from drawn_pages import draw, encode
from PIL import Image, ImageFilter
from processes import descendants_of, reading_processes_of, started, until
from running import assert_problem, read, wait_until_ready

from digit_reader.weights import weights_for
from digit_service.reading_thread import ReadingProcess
from digit_service.tasks import Read, ReadTask, Skill

IMAGE = encode(draw("407"))
# Full of blots, each of which may be a digit: that takes more than a second.
_SPECKS = Image.fromarray(np.random.default_rng(7).integers(0, 256, (1700, 1700), np.uint8))
NOISE = encode(_SPECKS.filter(ImageFilter.GaussianBlur(2)).point(lambda grey: 255 * (grey > 132)))
ONE = {"RATE_LIMIT": "", "MAX_CONCURRENCY": "1"}
NOT_READ = "urn:digit-reader:problem:not-read"


def standing(client: httpx.Client) -> int:
    """How many processes can read, as the service tells it."""
    return int(client.get("/readyz").json()["parts"]["reading_processes"])


def lost(client: httpx.Client, reason: str) -> str:
    """How many were lost, as the metrics tell it."""
    pattern = rf'^digit_reader_reading_processes_lost_total{{reason="{reason}"}} (\d+)'
    return "".join(re.findall(pattern, client.get("/metrics").text, re.M))


def computed(process: int) -> int:
    """For how many hundredths of a second it has had a core."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


@contextmanager
def at_work(process: int) -> Iterator[None]:
    """Afterwards it is well into the image that it was given meanwhile."""
    before = computed(process)
    yield
    until(lambda: computed(process) > before + 5)


@pytest.mark.parametrize("fault", [signal.SIGSEGV, signal.SIGKILL])
def test_a_crash_costs_the_image_that_was_read(fault: signal.Signals) -> None:
    with started(**ONE) as (service, client), ThreadPoolExecutor() as clients:
        wait_until_ready(client)
        (process,) = reading_processes_of(service.pid)
        with at_work(process):
            unlucky = clients.submit(read, client, NOISE)
        in_line = clients.submit(read, client, IMAGE)
        os.kill(process, fault)
        problem = assert_problem(unlucky.result(), 500)
        assert problem["type"] == NOT_READ
        assert "crashed" in problem["detail"]
        # Meanwhile the others wait, or are told that nothing is ready yet.
        assert in_line.result().status_code in (200, 503)
        until(lambda: client.get("/readyz").status_code == 200)
        assert standing(client) == 1
        assert reading_processes_of(service.pid) != {process}
        assert read(client, IMAGE).json()["text"] == "407"
        assert lost(client, "crash") == "1"


def test_a_process_lost_while_idle_costs_nothing() -> None:
    with started(**ONE) as (service, client):
        wait_until_ready(client)
        (process,) = reading_processes_of(service.pid)
        os.kill(process, signal.SIGKILL)
        until(lambda: process not in reading_processes_of(service.pid))
        assert read(client, IMAGE).json()["text"] == "407"
        assert lost(client, "crash") == "1"


def test_a_read_that_takes_too_long_is_stopped() -> None:
    limit = {"READ_TIMEOUT_S": "2"}
    with started(**ONE, **limit) as (service, client), ThreadPoolExecutor() as clients:
        wait_until_ready(client)
        (process,) = reading_processes_of(service.pid)
        with at_work(process):
            answer = clients.submit(read, client, NOISE)
        os.kill(process, signal.SIGSTOP)
        until(lambda: is_out_of_time(process))
        os.kill(process, signal.SIGCONT)
        problem = assert_problem(answer.result(), 500)
        assert problem["type"] == NOT_READ
        assert "2 s" in problem["detail"]
        assert lost(client, "timeout") == "1"
        until(lambda: client.get("/readyz").status_code == 200)
        assert read(client, IMAGE).json()["text"] == "407"


def is_out_of_time(process: int) -> bool:
    """Whether SIGALRM waits for it to go on."""
    status = Path(f"/proc/{process}/status").read_text()
    pending = int(status.partition("ShdPnd:")[2].split()[0], 16)
    return bool(pending >> (signal.SIGALRM - 1) & 1)


def test_a_crash_in_a_batch_costs_one_of_its_images() -> None:
    with started(**ONE) as (service, client), ThreadPoolExecutor() as clients:
        wait_until_ready(client)
        (process,) = reading_processes_of(service.pid)
        files = [("images", ("a", NOISE)), ("images", ("b", IMAGE)), ("images", ("c", IMAGE))]
        with at_work(process):
            answer = clients.submit(client.post, "/api/v1/read/batch", files=files)
        os.kill(process, signal.SIGKILL)
        unlucky, *others = answer.result().text.splitlines()
        assert NOT_READ in unlucky
        assert ["407" in line for line in others] == [True, True]


def test_memory_is_limited() -> None:
    with started(**ONE, MAX_READ_MEMORY_MB="30") as (_, client):
        wait_until_ready(client)
        large = encode(Image.new("RGB", (5000, 5000), "white"))
        problem = assert_problem(read(client, large), 413)
        assert problem["type"] == "urn:digit-reader:problem:too-much-memory"
        assert read(client, liar()).status_code in (400, 413)
        assert read(client, IMAGE).json()["text"] == "407"
        assert lost(client, "crash") == "0"


def liar() -> bytes:
    """An AVIF file that announces 16 × 16 pixels and holds 25 million."""
    file = BytesIO()
    Image.new("RGB", (5000, 5000), "white").save(file, "AVIF", speed=10)
    data = bytearray(file.getvalue())
    size = data.index(b"ispe") + 8
    data[size : size + 8] = struct.pack(">II", 16, 16)
    return bytes(data)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_no_process_outlives_the_service(workers: str) -> None:
    with started(**ONE, WORKERS=workers) as (service, client):
        wait_until_ready(client)
        until(lambda: len(reading_processes_of(service.pid)) == int(workers))
        all_of_them = descendants_of(service.pid)
        for process in (service.pid, *all_of_them):
            if process not in reading_processes_of(service.pid):
                os.kill(process, signal.SIGKILL)
        until(lambda: not any(Path(f"/proc/{each}/exe").exists() for each in all_of_them))


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_what_is_read_comes_to_its_end_where_all_are_told_to_stop(stop: signal.Signals) -> None:
    with started(**ONE) as (service, client), ThreadPoolExecutor() as clients:
        wait_until_ready(client)
        (process,) = reading_processes_of(service.pid)
        with at_work(process):
            answer = clients.submit(read, client, NOISE)
        all_of_them = descendants_of(service.pid)
        # As Ctrl+C in a terminal does, and a platform that tells every process.
        for each in (service.pid, *all_of_them):
            os.kill(each, stop)
        assert answer.result().status_code == 200
        assert service.wait(60) == 0
        until(lambda: not any(Path(f"/proc/{each}/exe").exists() for each in all_of_them))


@pytest.mark.parametrize("workers", ["1", "2"])
def test_what_outlasts_the_drain_is_told_to_come_back(workers: str) -> None:
    drain = {"WORKERS": workers, "DRAIN_TIMEOUT_S": "1"}
    with started(**ONE, **drain) as (service, client), ThreadPoolExecutor() as clients:
        all_ready = f"digit_reader_reading_processes {workers}.0\n"
        until(lambda: all_ready in client.get("/metrics").text)
        all_of_them = descendants_of(service.pid)
        for process in reading_processes_of(service.pid):
            os.kill(process, signal.SIGSTOP)
        answer = clients.submit(read, client, IMAGE)
        with httpx.Client(base_url=client.base_url) as other:
            until(lambda: "digit_reader_images_running 1.0\n" in other.get("/metrics").text)
        service.send_signal(signal.SIGTERM)
        until(lambda: is_refused(client.base_url))
        problem = assert_problem(answer.result(), 503)
        assert problem["type"] == "urn:digit-reader:problem:busy"
        assert service.wait(15) == 0
        until(lambda: not any(Path(f"/proc/{each}/exe").exists() for each in all_of_them))


def is_refused(address: httpx.URL) -> bool:
    """Whether nobody listens there any more."""
    try:
        socket.create_connection((address.host, address.port), timeout=10).close()
    except ConnectionRefusedError:
        return True
    return False


def test_processes_of_all_workers_are_counted() -> None:
    with started(RATE_LIMIT="", MAX_CONCURRENCY="2", WORKERS="2") as (_, client):
        until(lambda: "digit_reader_reading_processes 4.0\n" in client.get("/metrics").text)


def test_an_unexpected_error_brings_its_traceback() -> None:
    skill = Skill({"digits": weights_for("digits")}, 50, 20, 2**30)
    process = ReadingProcess(skill)
    process.send(ReadTask(IMAGE, "multi", "digits", 3, with_glyphs=False))
    assert isinstance(process.answer(), Read)
    process.send(ReadTask(IMAGE, "triple", "digits", 3, with_glyphs=False))  # type: ignore[arg-type]
    error = process.answer()
    assert isinstance(error, ValueError)
    assert "reader.py" in error.__notes__[0]
    process.close()
