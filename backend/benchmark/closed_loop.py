"""A closed loop: so many clients, each of which asks again as soon as it has its answer."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from benchmark.clients import Connection


@dataclass(slots=True)
class Pressed:
    """What came of it. `latencies` are those of right answers, in s; `wrong` ones were read wrong.

    `elapsed_s` goes from the first request to the last answer, and `busy_s` is how long a core
    worked for the clients in it.
    """

    latencies: list[float] = field(default_factory=list)
    refused: Counter[int] = field(default_factory=Counter)
    wrong: int = 0
    elapsed_s: float = 0.0
    busy_s: float = 0.0

    @property
    def throughput(self) -> float:
        """Right answers a second."""
        return len(self.latencies) / self.elapsed_s


async def press(port: int, request: bytes, right: bytes, clients: int, seconds: float) -> Pressed:
    """Ask for so long; right answers begin with `right`."""
    result = Pressed()
    began, busy = time.perf_counter(), time.process_time()

    async def keep_asking() -> None:
        connection = Connection(port)
        while (asked := time.perf_counter()) - began < seconds:
            answer = await connection.ask(request)
            if answer.status != 200:
                result.refused[answer.status] += 1
            elif answer.body.startswith(right):
                result.latencies.append(time.perf_counter() - asked)
            else:
                result.wrong += 1
        connection.close()

    await asyncio.gather(*(keep_asking() for _ in range(clients)))
    result.elapsed_s = time.perf_counter() - began
    result.busy_s = time.process_time() - busy
    return result


def percentile_ms(latencies: list[float], percent: float) -> float:
    """That percentile in milliseconds; not a number of nothing."""
    return float(np.percentile(latencies, percent)) * 1000 if latencies else float("nan")
