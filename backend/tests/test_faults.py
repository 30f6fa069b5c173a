"""Faults under load, with real processes: Redis lost, a worker killed, clients gone, the end."""

import asyncio
import os
import signal
import socket
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path

import httpx
import pytest
from drawn_pages import draw, encode
from processes import Redis, crowd, redis_server, started, until, workers_of
from running import read, wait_until_ready

from digit_service.errors import TooManyRequests
from digit_service.rate_limits import Allowance, RateLimits
from digit_service.settings import Settings

IMAGE = encode(draw("407"))
# Takes long enough to read that many of them wait in line.
LARGE = encode(draw("407", height=700, pen=64), "BMP")
READYZ = b"GET /readyz HTTP/1.1\r\nHost: test\r\n\r\n"
ANY_NUMBER = "1000000/minute"


@pytest.fixture
def redis() -> Iterator[Redis]:
    """A Redis of the test's own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    with redis_server(port) as running:
        yield running


def rate_limits(client: httpx.Client) -> str:
    """Where the service says that it counts."""
    return str(client.get("/readyz").json()["parts"]["rate_limits"])


def can_all_read(client: httpx.Client, workers: int) -> bool:
    """Whether each of so many workers has the one process that reads for it."""
    return f"digit_reader_reading_processes {workers}.0\n" in client.get("/metrics").text


@pytest.mark.parametrize(("processes", "workers"), [(2, 1), (1, 4)])
def test_limits_are_exact_over_all_processes(redis: Redis, processes: int, workers: int) -> None:
    limit = 40
    environment = {
        "RATE_LIMIT": f"{limit}/4 second",
        "REDIS_URL": redis.url,
        "WORKERS": str(workers),
        "MAX_CONCURRENCY": "1",
    }
    with ExitStack() as stack, ThreadPoolExecutor(8) as senders:
        clients = [stack.enter_context(started(**environment))[1] for _ in range(processes)]
        request = request_bytes(clients[0], IMAGE)

        def send(number: int, request: bytes = request) -> int:
            # On a connection of its own, so that any of the workers may get it.
            with connected(clients[number % processes].base_url) as connection:
                connection.sendall(request)
                return whole_answer(connection)

        for client in clients:
            until(partial(can_all_read, client, workers))
        # So many in a row that every worker has answered.
        until(lambda: set(senders.map(lambda n: send(n, READYZ), range(100))) == {200})
        for _ in range(2):
            began = time.monotonic()
            statuses = Counter(senders.map(send, range(limit + 24)))
            assert time.monotonic() - began < 4, "more than one window went by"
            assert statuses == {200: limit, 429: 24}
            # Redis forgets a client once its last window is over.
            until(lambda: redis.ask("DBSIZE") == ":0\r\n")
        assert {rate_limits(client) for client in clients} == {"in redis"}


def test_any_number_at_once_is_counted_in_redis(redis: Redis) -> None:
    async def counted() -> list[object]:
        limits = RateLimits(Settings(rate_limit="100/hour", rate_limit_storage=redis.url))
        counts = await asyncio.gather(
            *(limits.count("client") for _ in range(400)), return_exceptions=True
        )
        assert limits.state == "in redis"
        await limits.close()
        return list(counts)

    kinds = Counter(type(count) for count in asyncio.run(counted()))
    assert kinds == {Allowance: 100, TooManyRequests: 300}


def test_workers_share_a_limit_out_where_there_is_no_redis() -> None:
    with started(WORKERS="2", RATE_LIMIT="6/hour", MAX_CONCURRENCY="1") as (_, client):
        until(partial(can_all_read, client, 2))
        statuses = Counter(_fresh_read(client.base_url) for _ in range(60))
    assert statuses == {200: 6, 429: 54}


def test_the_limit_holds_while_redis_is_lost(redis: Redis) -> None:
    redis.kill()
    with started(RATE_LIMIT="3/hour", REDIS_URL=redis.url) as (_, client):
        wait_until_ready(client)
        statuses = [read(client, IMAGE).status_code for _ in range(5)]
        assert rate_limits(client) == "redis lost"
    assert statuses == [200, 200, 200, 429, 429]


@pytest.mark.parametrize("fault", ["killed", "silent"])
def test_reads_go_on_while_redis_is_lost(redis: Redis, fault: str) -> None:
    with started(RATE_LIMIT=ANY_NUMBER, REDIS_URL=redis.url) as (_, client):
        wait_until_ready(client)
        with crowd(client.base_url, IMAGE, 4) as asked:
            until(lambda: asked.answered > 20)
            assert rate_limits(client) == "in redis"
            redis.kill() if fault == "killed" else redis.send_signal(signal.SIGSTOP)
            until(lambda: rate_limits(client) == "redis lost")
            before = asked.answered
            until(lambda: asked.answered > before + 20)
            redis.start() if fault == "killed" else redis.send_signal(signal.SIGCONT)
            until(lambda: rate_limits(client) == "in redis")
            before = asked.answered
            until(lambda: asked.answered > before + 20)
    assert asked.statuses.keys() == {200}
    assert asked.texts.keys() == {"407"}
    assert asked.broken == 0


def test_a_service_that_starts_without_redis_finds_it_later(redis: Redis) -> None:
    redis.kill()
    with started(RATE_LIMIT=ANY_NUMBER, REDIS_URL=redis.url) as (_, client):
        wait_until_ready(client)
        assert read(client, IMAGE).status_code == 200
        assert rate_limits(client) == "redis lost"
        redis.start()
        until(lambda: rate_limits(client) == "in redis")
        assert read(client, IMAGE).status_code == 200


def test_a_killed_worker_is_replaced() -> None:
    with started(WORKERS="2", RATE_LIMIT="") as (process, client):
        wait_until_ready(client)
        until(lambda: len(workers_of(process.pid)) == 2)
        before = workers_of(process.pid)
        killed = before.pop()
        with crowd(client.base_url, IMAGE, 4) as asked:
            until(lambda: asked.answered > 20)
            os.kill(killed, signal.SIGKILL)
            until(lambda: len(workers_of(process.pid) - {killed}) == 2)
            answered = asked.answered
            until(lambda: asked.answered > answered + 40)
        # The killed one took its connections with it, each of which had one request at most.
        assert asked.broken <= 4
        # The new one says 503 until it has loaded the weights.
        assert asked.statuses.keys() <= {200, 503}
        assert asked.texts.keys() == {"407"}
        until(lambda: all(_fresh_read(client.base_url) == 200 for _ in range(20)))


def test_workers_end_with_a_supervisor_that_was_killed() -> None:
    with started(WORKERS="2") as (process, client):
        wait_until_ready(client)
        until(lambda: len(workers_of(process.pid)) == 2)
        workers = workers_of(process.pid)
        process.kill()
        process.wait()
        until(lambda: not any(_runs(worker) for worker in workers))
        with pytest.raises(httpx.ConnectError), httpx.Client() as other:
            other.get(client.base_url.join("/healthz"))


def _runs(process: int) -> bool:
    """Whether it does; one that has ended may wait for somebody to ask how."""
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def _fresh_read(address: httpx.URL) -> int:
    with httpx.Client(base_url=address, timeout=60) as client:
        return read(client, IMAGE).status_code


def test_clients_that_vanish_leave_no_place_taken() -> None:
    places = {"MAX_CONCURRENCY": "1", "MAX_QUEUE": "3"}
    with started(RATE_LIMIT="", **places) as (_, client), ThreadPoolExecutor(4) as senders:
        wait_until_ready(client)
        whole = request_bytes(client, LARGE)
        with crowd(client.base_url, IMAGE, 2) as asked:
            for number in range(120):
                # Some vanish in the middle of their request, some while they wait for the answer.
                vanish(client.base_url, whole, (0.001, 0.5, 0.999, 1.0)[number % 4])
        assert asked.statuses.keys() <= {200, 503}
        assert asked.broken == 0

        def all_places_work() -> bool:
            answers = list(senders.map(lambda _: read(client, IMAGE), range(4)))
            return all(answer.status_code == 200 for answer in answers)

        until(all_places_work)
        assert all(all_places_work() for _ in range(10))


@pytest.mark.parametrize("workers", ["1", "2"])
def test_what_was_accepted_is_answered_before_the_end(workers: str) -> None:
    one_by_one = {"MAX_CONCURRENCY": "1", "QUEUE_TIMEOUT_S": "60"}
    with (
        started(RATE_LIMIT="", WORKERS=workers, **one_by_one) as (process, client),
        ExitStack() as stack,
    ):
        wait_until_ready(client)
        whole = request_bytes(client, LARGE)
        connections = [stack.enter_context(connected(client.base_url)) for _ in range(16)]
        for connection in connections:
            until(partial(is_ready, connection))
        for connection in connections:
            connection.sendall(whole)
        # Once one has been read, all others have arrived.
        until(lambda: any(arrived(connection) for connection in connections))
        process.send_signal(signal.SIGTERM)
        statuses = [whole_answer(connection) for connection in connections]
        assert process.wait(60) == 0
    assert statuses == [200] * 16


@pytest.mark.parametrize("workers", ["1", "2"])
def test_nothing_is_half_sent_at_the_end(workers: str) -> None:
    with started(RATE_LIMIT="", WORKERS=workers) as (process, client):
        wait_until_ready(client)
        whole, address = request_bytes(client, IMAGE), client.base_url

        def keep_asking(_: int) -> Counter[int]:
            statuses: Counter[int] = Counter()
            with suppress(OSError):  # once nobody listens any more
                while True:
                    with connected(address) as connection:
                        connection.sendall(whole)
                        statuses[whole_answer(connection)] += 1
            return statuses

        with ThreadPoolExecutor(8) as senders, crowd(address, IMAGE, 1) as asked:
            asking = [senders.submit(keep_asking, number) for number in range(8)]
            until(lambda: asked.answered > 20)
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 0
            assert all(sender.result().keys() <= {0, 200, 503} for sender in asking)
        assert asked.statuses.keys() <= {200, 503}


def is_ready(connection: socket.socket) -> bool:
    """Whether the worker that has accepted this connection can read."""
    connection.sendall(READYZ)
    return whole_answer(connection) == 200


def request_bytes(client: httpx.Client, image: bytes) -> bytes:
    """A request to read the image as it goes over the wire."""
    request = client.build_request("POST", "/api/v1/read", files={"image": ("image", image)})
    head = [b"POST /api/v1/read HTTP/1.1", *(b": ".join(each) for each in request.headers.raw)]
    return b"\r\n".join(head) + b"\r\n\r\n" + request.read()


def connected(address: httpx.URL) -> socket.socket:
    """A connection to the service."""
    assert address.port is not None
    return socket.create_connection((address.host, address.port), timeout=60)


def vanish(address: httpx.URL, request: bytes, share: float) -> None:
    """Send a share of the request and close the connection."""
    with connected(address) as connection, suppress(ConnectionError):
        connection.sendall(request[: int(len(request) * share)])


def arrived(connection: socket.socket) -> bool:
    """Whether something can be received."""
    connection.setblocking(False)
    try:
        return bool(connection.recv(1, socket.MSG_PEEK))
    except BlockingIOError:
        return False
    finally:
        connection.settimeout(60)


def whole_answer(connection: socket.socket) -> int:
    """The status of an answer received to its last byte; 0 where not a byte of one came."""
    data = b""
    with suppress(ConnectionResetError):
        while b"\r\n\r\n" not in data and (more := connection.recv(65536)):
            data += more
    if not data:
        return 0
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = (line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    missing = int(next(lengths).split(b":")[1]) - len(body)
    while missing > 0:
        more = connection.recv(missing)
        assert more, "an answer was sent by half"
        missing -= len(more)
    return int(head.split(b" ", 2)[1])
