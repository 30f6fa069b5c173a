"""Several processes that share the port, and the folder in which their metrics add up."""

import asyncio
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import parent_process
from multiprocessing.util import get_temp_dir
from pathlib import Path
from tempfile import TemporaryDirectory

import uvicorn
from uvicorn.supervisors import Multiprocess

METRICS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"


@contextmanager
def metrics_folder() -> Iterator[Path]:
    """A new folder for the workers' metrics, which they find in the environment.

    Raises OSError where there is no place for one.
    """
    with TemporaryDirectory(prefix="digit-reader-", ignore_cleanup_errors=True) as folder:
        os.environ[METRICS_FOLDER] = folder
        yield Path(folder)


def end_with_supervisor() -> None:
    """In a worker, end as on SIGTERM once the process that started it has ended, however it did.

    Otherwise it would go on to answer requests, and hold the port, with nobody to stop it.
    """
    supervisor = parent_process()
    if supervisor is not None:
        loop = asyncio.get_running_loop()

        def end() -> None:
            loop.remove_reader(supervisor.sentinel)
            signal.raise_signal(signal.SIGTERM)

        loop.add_reader(supervisor.sentinel, end)


class Workers(Multiprocess):
    """uvicorn's supervisor, which also forgets how full a worker was when it ended."""

    def __init__(self, config: uvicorn.Config, listener: socket.socket, metrics: Path) -> None:
        """`metrics` is the folder in which the workers keep theirs."""
        super().__init__(config, [listener])
        self._metrics = metrics
        self._seen: set[int | None] = set()
        # Workers end by a signal: what they would leave in a folder of their own for temporary
        # files, they leave in this one's, which goes with it.
        get_temp_dir()

    def terminate_all(self) -> None:
        """Called at the end: connections that no worker would accept are refused from now on."""
        for listener in self.sockets:
            listener.close()
        super().terminate_all()

    def keep_subprocess_alive(self) -> None:
        """Called twice a second: replaces those that ended."""
        super().keep_subprocess_alive()
        alive = {process.pid for process in self.processes}
        for gone in self._seen - alive:
            # What it counted stays; only what it was doing at the time does not.
            for gauges in self._metrics.glob(f"gauge_live*_{gone}.db"):
                gauges.unlink()
        self._seen = alive
