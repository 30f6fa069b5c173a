"""The wheels of `make wheels`, installed as a user does: no checkout, no Node, nothing else set."""

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

import httpx
import pytest
from drawn_pages import draw, encode
from processes import client_of
from running import read, wait_until_ready

ROOT = Path(__file__).parents[1]
DIST = ROOT / "dist"
VERSION = version("digit-reader")
LIBRARY = DIST / f"digit_reader-{VERSION}-py3-none-any.whl"
SERVICE = DIST / f"digit_service-{VERSION}-py3-none-any.whl"


@dataclass(frozen=True)
class Bare:
    """An environment in a folder outside the checkout."""

    folder: Path

    @property
    def command(self) -> Path:
        """What its users type."""
        return self.folder / "bin" / "digit-reader"

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs `digit-reader` in the folder."""
        return subprocess.run(
            [self.command, *arguments],
            cwd=self.folder,
            env=untouched(),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    @contextmanager
    def serving(self, *arguments: str) -> Iterator[httpx.Client]:
        """A client of `digit-reader serve` in the folder."""
        with subprocess.Popen(
            [self.command, "serve", *arguments],
            cwd=self.folder,
            env=untouched(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as process:
            try:
                with client_of(process) as client:
                    yield client
            finally:
                process.terminate()


def untouched() -> dict[str, str]:
    """The environment of somebody who has set nothing."""
    return {"PATH": os.defpath}


def install(folder: Path, *wheels: Path) -> Bare:
    """A bare environment with these wheels.

    What they depend on is linked from the environment that runs the tests, without its own installs
    of the checkout.
    """
    venv.create(folder, symlinks=True)
    scheme = {"base": str(folder), "platbase": str(folder)}
    packages = Path(sysconfig.get_path("purelib", "venv", scheme))
    for each in Path(sysconfig.get_path("purelib")).iterdir():
        if "digit_" not in each.name:
            (packages / each.name).symlink_to(each)
    uv = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--offline", "--no-deps"]
    subprocess.run([*uv, "--python", folder / "bin" / "python", *wheels], check=True)
    return Bare(folder)


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> Bare:
    """Library and service installed."""
    return install(tmp_path_factory.mktemp("together"), LIBRARY, SERVICE)


def test_serves_page_and_api(together: Bare) -> None:
    with together.serving("--port", "0") as client:
        wait_until_ready(client)
        page = client.get("/")
        assert "<title>Digit Reader" in page.text
        assert "'sha256-" in page.headers["content-security-policy"]
        answer = read(client, encode(draw("407"))).json()
        assert answer["text"] == "407"
        models = client.get("/api/v1/models").json()
        assert answer["model"]["name"] in str(models)
        assert client.get("/openapi.json").json()["info"]["version"] == VERSION


def test_reads_from_the_shell(together: Bare) -> None:
    (together.folder / "number.png").write_bytes(encode(draw("407")))
    done = together.run("read", "number.png")
    assert (done.returncode, done.stdout, done.stderr) == (0, "407\n", "")


def test_a_bad_port_is_told_in_a_sentence(together: Bare) -> None:
    done = together.run("serve", "--port", "http")
    assert done.returncode == 2
    assert done.stderr.startswith("PORT=http cannot be used: ")


def test_the_library_alone_reads_and_says_what_serving_needs(tmp_path: Path) -> None:
    alone = install(tmp_path, LIBRARY)
    (alone.folder / "number.png").write_bytes(encode(draw("407")))
    assert alone.run("read", "number.png").stdout == "407\n"
    done = alone.run("serve")
    assert done.returncode == 2
    assert "digit-service" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("wheel", [LIBRARY, SERVICE], ids=["library", "service"])
def test_a_source_distribution_makes_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    source = wheel.name.removesuffix("-py3-none-any.whl")
    with tarfile.open(DIST / f"{source}.tar.gz") as archive:
        archive.extractall(tmp_path, filter="data")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path],
        cwd=tmp_path / source,
        check=True,
        capture_output=True,
    )
    assert names(tmp_path / wheel.name) == names(wheel)


def names(wheel: Path) -> list[str]:
    """The files in a wheel."""
    return sorted(ZipFile(wheel).namelist())


def test_the_service_asks_for_the_library_of_its_version() -> None:
    metadata = ZipFile(SERVICE).read(f"digit_service-{VERSION}.dist-info/METADATA").decode()
    assert f"Version: {VERSION}\n" in metadata
    assert f"Requires-Dist: digit-reader=={VERSION}\n" in metadata
