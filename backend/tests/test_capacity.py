"""Reads run beside the event loop, no more at once than there are threads."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Lock

import httpx
import pytest
from drawn_pages import draw, encode
from running import assert_problem, read, service, wait_for_waiting

from digit_service.capacity import Capacity
from digit_service.reading_thread import ReadingProcesses
from digit_service.settings import Settings


def test_the_service_answers_while_it_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, go_on = Event(), Event()
    really_read: Callable[..., object] = ReadingProcesses.do

    def slow_read(*arguments: object) -> object:
        reading.set()
        go_on.wait()
        return really_read(*arguments)

    with service(Settings(max_concurrency=1)) as client, ThreadPoolExecutor() as clients:
        monkeypatch.setattr(ReadingProcesses, "do", slow_read)
        answers = [clients.submit(read, client, encode(draw("407"))) for _ in range(3)]
        try:
            reading.wait()
            assert client.get("/healthz").status_code == 200
            assert client.get("/readyz").status_code == 200
            assert not any(answer.done() for answer in answers)
        finally:
            go_on.set()
        assert [answer.result().json()["text"] for answer in answers] == ["407"] * 3


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Event, Event]]:
    """Every read waits: the first event says that one has begun, the second lets them go on."""
    reading, go_on = Event(), Event()
    really_read: Callable[..., object] = ReadingProcesses.do

    def slow_read(*arguments: object, **named: object) -> object:
        reading.set()
        go_on.wait()
        return really_read(*arguments, **named)

    monkeypatch.setattr(ReadingProcesses, "do", slow_read)
    yield reading, go_on
    go_on.set()


def refusals(client: httpx.Client) -> float:
    """How many reads were told to come back, as the metrics tell it."""
    counter = 'digit_reader_requests_total{method="POST",route="/api/v1/read",status="503"} '
    _, found, rest = client.get("/metrics").text.partition(counter)
    return float(rest.split("\n", 1)[0]) if found else 0.0


def test_a_full_line_is_told_at_once(held: tuple[Event, Event]) -> None:
    reading, go_on = held
    image = encode(draw("407"))
    settings = Settings(max_concurrency=1, max_queue=2, rate_limit="4/hour")
    with service(settings) as client, ThreadPoolExecutor() as clients:
        first = clients.submit(read, client, image)
        reading.wait()
        in_line = [clients.submit(read, client, image) for _ in range(2)]
        wait_for_waiting(client, 2)
        before = refusals(client)
        refused = read(client, image)
        assert assert_problem(refused, 503)["type"] == "urn:digit-reader:problem:busy"
        assert refused.headers["retry-after"] == "1"
        assert refused.headers["x-content-type-options"] == "nosniff"
        assert refusals(client) == before + 1
        go_on.set()
        answers = [each.result() for each in (first, *in_line)]
        assert [answer.json()["text"] for answer in answers] == ["407"] * 3
        # To be refused cost nothing of the four.
        assert [read(client, image).status_code for _ in range(2)] == [200, 429]


@pytest.mark.parametrize("line", [{"max_queue": 0}, {"queue_timeout_s": 0.05}])
def test_without_a_line_or_for_ever_nobody_waits(
    held: tuple[Event, Event], line: dict[str, float]
) -> None:
    reading, go_on = held
    image = encode(draw("407"))
    settings = Settings.model_validate({"max_concurrency": 1, "rate_limit": "", **line})
    with service(settings) as client, ThreadPoolExecutor() as clients:
        first = clients.submit(read, client, image)
        reading.wait()
        assert_problem(read(client, image), 503)
        go_on.set()
        assert first.result().json()["text"] == "407"


def test_who_goes_away_leaves_the_line(held: tuple[Event, Event]) -> None:
    reading, go_on = held
    image = encode(draw("407"))
    settings = Settings(max_concurrency=1, max_queue=1, rate_limit="")
    with service(settings) as client, ThreadPoolExecutor() as clients:
        first = clients.submit(read, client, image)
        reading.wait()
        request = client.build_request("POST", "/api/v1/read", files={"image": image})
        address = (client.base_url.host, client.base_url.port or 80)
        with socket.create_connection(address) as impatient:
            head = "".join(f"{name}: {value}\r\n" for name, value in request.headers.items())
            impatient.sendall(f"POST /api/v1/read HTTP/1.1\r\n{head}\r\n".encode())
            impatient.sendall(request.read())
            wait_for_waiting(client, 1)
        wait_for_waiting(client, 0)
        second = clients.submit(read, client, image)
        wait_for_waiting(client, 1)
        go_on.set()
        assert [each.result().status_code for each in (first, second)] == [200, 200]


def test_as_many_at_once_as_its_size_and_no_more() -> None:
    size, lock, running, most = 3, Lock(), 0, 0
    together = Barrier(size)

    def work() -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        together.wait()  # ends only where as many run as there are places
        with lock:
            running -= 1

    async def many() -> None:
        capacity = Capacity(size, 1000, 60)
        await asyncio.gather(*(capacity.run(work) for _ in range(67 * size)))
        capacity.close()

    asyncio.run(many())
    assert most == size


def test_a_failure_frees_its_place() -> None:
    def fail() -> None:
        raise ValueError("no")

    async def fail_often() -> str:
        capacity = Capacity(1, 8, 60)
        for _ in range(3):
            with pytest.raises(ValueError, match="no"):
                await capacity.run(fail)
        answer = await capacity.run(lambda: "yes")
        capacity.close()
        return answer

    assert asyncio.run(fail_often()) == "yes"
