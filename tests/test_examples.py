"""What the documents tell people to type does what they say, against a running service."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from drawn_pages import draw, encode
from examples import ROOT, Example, examples
from processes import started
from running import wait_until_ready

PAGES = (
    "README.md",
    "backend/README.md",
    "docs/api.md",
    "docs/index.md",
    "docs/operations.md",
    "docs/service.md",
    "model/README.md",
)
WRITTEN_ADDRESS = "http://127.0.0.1:8000"
# What needs nothing but the service and this environment; the rest installs, trains or deploys.
SHELL = re.compile(r"((curl|digit-reader read) .*\n)+")
# These differ from run to run, or with the weights; that they are there is all that is promised.
VOLATILE = ("alternatives", "confidence", "elapsed_ms", "id", "version")
TYPESCRIPT = ROOT / "web" / "node_modules"


def runnable(example: Example) -> bool:
    """Whether there is anything to run it with here."""
    return example.language in ("python", "ts") or (
        example.language == "sh" and bool(SHELL.fullmatch(example.code))
    )


FOUND = [each for page in PAGES for each in examples(page) if runnable(each)]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where a service runs."""
    with started(RATE_LIMIT="") as (_, client):
        wait_until_ready(client)
        yield str(client.base_url)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder that the examples speak of."""
    (tmp_path / "number.png").write_bytes(encode(draw("407")))
    (tmp_path / "seven.png").write_bytes(encode(draw("7")))
    (tmp_path / "note.txt").write_text("407")
    with ZipFile(tmp_path / "scans.zip", "w") as scans:
        for name, text in {"1.png": "12", "2.png": "2026"}.items():
            scans.writestr(name, encode(draw(text)))
    return tmp_path


@pytest.mark.parametrize("example", FOUND, ids=lambda example: example.place)
def test_example(example: Example, folder: Path, address: str) -> None:
    code = example.code.replace(WRITTEN_ADDRESS, address.removesuffix("/"))
    output = {"sh": shell, "python": python, "ts": typescript}[example.language](code, folder)
    if example.output_language == "text":
        assert output == example.output
    if example.output_language == "json":
        shown, answered = objects(example.output), objects(output)
        assert len(shown) == len(answered)
        for one, other in zip(shown, answered, strict=True):
            assert_shows(one, other)


def test_every_language_has_its_examples() -> None:
    assert {each.language for each in FOUND} == {"sh", "python", "ts"}
    assert sum(each.place.startswith("docs/api.md") for each in FOUND) >= 10


def shell(code: str, folder: Path) -> str:
    """What a shell prints; the first command that fails ends it."""
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    beside_python = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    quiet = code.replace("curl ", "curl --silent --show-error ")
    return run(["bash", "-ec", quiet], folder, PATH=beside_python)


def python(code: str, folder: Path) -> str:
    """What Python prints."""
    return run([sys.executable, "-W", "error", "-c", code], folder)


def typescript(code: str, folder: Path) -> str:
    """What Node prints, once the strict compiler has no objection."""
    if not TYPESCRIPT.is_dir():
        pytest.skip("the page's packages, TypeScript among them, are not installed")
    (folder / "example.mts").write_text(code)
    options = "--strict --module nodenext --target es2022 --lib es2023,dom --types node"
    types = TYPESCRIPT / "@types"
    run([TYPESCRIPT / ".bin/tsc", *options.split(), "--typeRoots", types, "example.mts"], folder)
    return run(["node", "example.mjs"], folder)


def run(command: list[str | Path], folder: Path, **environment: str) -> str:
    """What a command that works prints."""
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def objects(text: str) -> list[object]:
    """One JSON value, or one a line."""
    try:
        return [json.loads(text)]
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.splitlines()]


def assert_shows(shown: object, answered: object, name: str = "") -> None:
    """What is shown is part of what was answered: fewer fields, and the first of a list."""
    assert isinstance(answered, type(shown)), name
    if name in VOLATILE:
        return
    if isinstance(shown, dict) and isinstance(answered, dict):
        for key, value in shown.items():
            assert key in answered
            assert_shows(value, answered[key], key)
    elif isinstance(shown, list) and isinstance(answered, list):
        assert len(shown) <= len(answered), name
        for one, other in zip(shown, answered, strict=False):
            assert_shows(one, other, name)
    else:
        assert shown == answered, name
