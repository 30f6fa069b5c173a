"""Reads run beside the event loop, no more at once than there are threads."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Lock, get_ident

import pytest
from drawn_pages import draw, encode
from running import read, service

from digit_reader import Reader, Reading
from digit_service.capacity import Capacity
from digit_service.settings import Settings


def test_the_service_answers_while_it_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, go_on = Event(), Event()
    really_read: Callable[..., Reading] = Reader.read

    def slow_read(*arguments: object) -> Reading:
        reading.set()
        go_on.wait()
        return really_read(*arguments)

    with service(Settings(max_concurrency=1)) as client, ThreadPoolExecutor() as clients:
        monkeypatch.setattr(Reader, "read", slow_read)
        answers = [clients.submit(read, client, encode(draw("407"))) for _ in range(3)]
        try:
            reading.wait()
            assert client.get("/healthz").status_code == 200
            assert client.get("/readyz").status_code == 200
            assert not any(answer.done() for answer in answers)
        finally:
            go_on.set()
        assert [answer.result().json()["text"] for answer in answers] == ["407"] * 3


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


def test_each_thread_gets_its_share_once() -> None:
    async def threads() -> list[int]:
        capacity, seen = Capacity(4, 8, 60), list[int]()
        await capacity.on_each_thread(lambda: seen.append(get_ident()))
        capacity.close()
        return seen

    seen = asyncio.run(threads())
    assert len(seen) == len(set(seen)) == 4


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
