"""A PostgreSQL server of the tests' own, where PostgreSQL is installed."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from processes import PATIENCE_S, until

# Debian keeps them where no PATH leads.
_PLACES = [os.environ["PATH"], *map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin")))]
INITDB, POSTGRES = (
    shutil.which(name, path=os.pathsep.join(_PLACES)) or "" for name in ("initdb", "postgres")
)
# It refuses to run as root.
UNPRIVILEGED = "nobody"


class Postgres:
    """A server with one empty database, which can be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = int(free.getsockname()[1])
        self.url = f"postgres://tester@127.0.0.1:{self.port}/postgres"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._run([INITDB, "-D", str(folder), "-U", "tester", "-A", "trust", "-N"]).wait()

    def start(self) -> None:
        """Start it, and wait until it takes connections."""
        options = ["-F", "-k", str(self._folder), "-p", str(self.port), "-h", "127.0.0.1"]
        self._process = self._run([POSTGRES, "-D", str(self._folder), *options])
        until(self._answers)

    def stop(self) -> None:
        """Stop it, and break every connection."""
        if self._process is not None:
            self._process.send_signal(2)
            self._process.wait(PATIENCE_S)

    def _answers(self) -> bool:
        import psycopg  # noqa: PLC0415 - only where there is a server

        try:
            psycopg.connect(self.url, connect_timeout=1).close()
        except psycopg.OperationalError:
            return False
        return True

    def _run(self, command: list[str]) -> subprocess.Popen[bytes]:
        user = UNPRIVILEGED if os.geteuid() == 0 else None
        return subprocess.Popen(
            command, user=user, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )


@contextmanager
def postgres_server() -> Iterator[Postgres]:
    """A running server; skips the test where none is installed."""
    if not (INITDB and POSTGRES):
        pytest.skip("PostgreSQL is not installed")
    with TemporaryDirectory(prefix="digit-reader-", ignore_cleanup_errors=True) as folder:
        if os.geteuid() == 0:
            shutil.chown(folder, UNPRIVILEGED)
        server = Postgres(Path(folder))
        server.start()
        try:
            yield server
        finally:
            server.stop()
