"""The Procfile, as honcho starts it in a copy of the checkout."""

import inspect
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from drawn_pages import draw, encode
from processes import until
from proxy import free_port
from running import read

import digit_service.__main__

TOP = Path(__file__).parents[2]
CAN_MIGRATE = "migrate" in inspect.getsource(digit_service.__main__)


@pytest.mark.parametrize(
    "processes",
    [
        ["web"],
        pytest.param([], marks=pytest.mark.skipif(not CAN_MIGRATE, reason="no migrate command")),
    ],
)
def test_honcho_starts_what_reads(tmp_path: Path, processes: list[str]) -> None:
    shutil.copy(TOP / "Procfile", tmp_path)
    shutil.copytree(TOP / "bin", tmp_path / "bin")
    (tmp_path / ".venv").symlink_to(Path(sys.executable).parents[1])
    port = free_port()
    with (
        subprocess.Popen(
            [sys.executable, "-m", "honcho", "start", "--port", str(port), *processes],
            cwd=tmp_path,
            env=os.environ | {"HOST": "127.0.0.1"},
            stdout=subprocess.DEVNULL,
        ) as honcho,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client,
    ):
        try:
            until(lambda: is_ready(client))
            assert read(client, encode(draw("407"))).json()["text"] == "407"
        finally:
            honcho.send_signal(signal.SIGTERM)
    assert honcho.returncode == 128 + signal.SIGTERM


def is_ready(client: httpx.Client) -> bool:
    """Whether it reads already."""
    with suppress(httpx.TransportError):
        return client.get("/readyz").status_code == httpx.codes.OK
    return False
