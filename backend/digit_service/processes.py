"""How much memory and computing the processes of the service use, as /proc tells it."""

from collections.abc import Iterator
from functools import partial
from multiprocessing import parent_process
from pathlib import Path

from prometheus_client import CollectorRegistry, Metric, ProcessCollector
from prometheus_client.registry import Collector


class ProcessMetrics(Collector):
    """Prometheus' usual numbers of a process, for each process of the service."""

    def __init__(self, registry: CollectorRegistry, folder: Path | None = None) -> None:
        """`folder` is the one in which the workers' metrics add up; None: there are no others."""
        self._folder = folder
        registry.register(self)

    def collect(self) -> Iterator[Metric]:
        """The numbers at this moment; those of several processes are told apart by `pid`."""
        if self._folder is None:
            yield from ProcessCollector(registry=None).collect()
            return
        together: dict[str, Metric] = {}
        for pid in self._pids(self._folder):
            for metric in ProcessCollector(pid=partial(str, pid), registry=None).collect():
                kept = Metric(metric.name, metric.documentation, metric.type)
                for sample in metric.samples:
                    together.setdefault(metric.name, kept).add_sample(
                        sample.name, {"pid": pid}, sample.value
                    )
        yield from together.values()

    def _pids(self, folder: Path) -> Iterator[str]:
        parent = parent_process()
        if parent is not None:
            yield str(parent.pid)
        # Each worker has such a file for as long as it lives.
        for file in folder.glob("gauge_livesum_*.db"):
            yield file.stem.rpartition("_")[2]
