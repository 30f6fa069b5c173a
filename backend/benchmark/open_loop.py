"""An open loop: requests start at a fixed rate, whatever comes back, and however late."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field

from benchmark.clients import Connection
from benchmark.processes import Running, memory_mb

TICK_S = 0.002
# To look at the memory takes longer.
MEMORY_TICK_S = 0.5
IN_A_ROW = 20
PATIENCE_S = 60


@dataclass(slots=True)
class Overloaded:
    """What came of it: `latencies` in s of those that were admitted and read right.

    `normal_after_s` goes from the last start to the first of many answers in a row that are right
    and as quick as they were before.
    """

    started: int = 0
    elapsed_s: float = 0.0
    latencies: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    wrong: int = 0
    connections: int = 0
    before_mb: float = 0.0
    most_mb: float = 0.0
    after_mb: float = 0.0
    normal_after_s: float = 0.0


class OpenLoop:
    """Starts requests on idle connections, and makes another one where none is."""

    def __init__(self, service: Running, request: bytes, right: bytes) -> None:
        """Right answers begin with `right`."""
        self._service = service
        self._request = request
        self._right = right
        self._idle: list[Connection] = []
        self._running: set[asyncio.Task[None]] = set()
        self.result = Overloaded()

    async def run(self, rate: float, seconds: float, normal_s: float) -> Overloaded:
        """So many requests a second for so long; then wait until each takes `normal_s` at most."""
        result = self.result
        result.before_mb = result.most_mb = memory_mb(self._service.process)
        began = looked = time.perf_counter()
        while (elapsed := time.perf_counter() - began) < seconds:
            for _ in range(int(rate * elapsed) - result.started):
                self._start_one()
            if time.perf_counter() - looked > MEMORY_TICK_S:
                result.most_mb = max(result.most_mb, memory_mb(self._service.process))
                looked = time.perf_counter()
            await asyncio.sleep(TICK_S)
        result.elapsed_s = time.perf_counter() - began
        result.normal_after_s = await self._normal_again(normal_s)
        await asyncio.gather(*self._running)
        result.after_mb = memory_mb(self._service.process)
        for connection in self._idle:
            connection.close()
        return result

    def _start_one(self) -> None:
        self.result.started += 1
        task = asyncio.create_task(self._ask())
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _ask(self) -> None:
        result = self.result
        if self._idle:
            connection = self._idle.pop()
        else:
            connection = Connection(self._service.port)
            result.connections += 1
        asked = time.perf_counter()
        answer = await connection.ask(self._request)
        result.statuses[answer.status] += 1
        if answer.status == 200:
            result.latencies.append(time.perf_counter() - asked)
            result.wrong += not answer.body.startswith(self._right)
        self._idle.append(connection)

    async def _normal_again(self, normal_s: float) -> float:
        connection = Connection(self._service.port)
        ended = since = time.perf_counter()
        in_a_row = 0
        while in_a_row < IN_A_ROW and since - ended < PATIENCE_S:
            asked = time.perf_counter()
            answer = await connection.ask(self._request)
            normal = answer.status == 200 and time.perf_counter() - asked <= normal_s
            in_a_row = in_a_row + 1 if normal else 0
            if not normal:
                since = time.perf_counter()
        connection.close()
        return since - ended
