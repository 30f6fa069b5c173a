"""How much memory and computing the processes of the service use, as /proc tells it."""

import os
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from multiprocessing import parent_process
from pathlib import Path

from prometheus_client import CollectorRegistry, Metric, ProcessCollector
from prometheus_client.registry import Collector


class ProcessMetrics(Collector):
    """Prometheus' usual numbers of a process, for each process of the service."""

    def __init__(self, registry: CollectorRegistry) -> None:
        registry.register(self)

    def collect(self) -> Iterator[Metric]:
        """The numbers at this moment, told apart by `pid`."""
        supervisor = parent_process()
        first = os.getpid() if supervisor is None or supervisor.pid is None else supervisor.pid
        together: dict[str, Metric] = {}
        for pid in _family(first):
            for metric in ProcessCollector(pid=partial(str, pid), registry=None).collect():
                kept = Metric(metric.name, metric.documentation, metric.type)
                for sample in metric.samples:
                    together.setdefault(metric.name, kept).add_sample(
                        sample.name, {"pid": str(pid)}, sample.value
                    )
        yield from together.values()


def _family(process: int) -> Iterator[int]:
    """The process, those it has started, and theirs."""
    yield process
    # Each thread has its own list of those it has started.
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):  # it has ended meanwhile
            for child in children.read_text().split():
                yield from _family(int(child))
