"""Feedback: sent, kept, folded, exported, deleted; on a real SQLite file and a real PostgreSQL."""

import csv
import json
import os
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import httpx
import numpy as np
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from drawn_pages import draw, encode
from PIL import Image
from postgres import postgres_server
from processes import COMMAND, started, until
from running import assert_problem, read, service, wait_until_ready
from sqlalchemy import create_engine

from digit_reader import Reader
from digit_service.feedback import keeper
from digit_service.feedback.export import export
from digit_service.feedback.schema import migrate
from digit_service.feedback.tables import METADATA
from digit_service.settings import Settings

PAGE = draw("407")
IMAGE = encode(PAGE)
OTHER = encode(draw("25"))
UNKNOWN = "0" * 32


def sqlite_url(folder: Path) -> str:
    """The address of a file in a folder."""
    return f"sqlite:///{folder / 'feedback.db'}"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def settings(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Settings]:
    """Settings with a database that is up to date."""
    if request.param == "postgresql":
        with postgres_server() as server:
            yield migrated(server.url)
    else:
        yield migrated(sqlite_url(tmp_path_factory.mktemp("feedback")))


def migrated(url: str) -> Settings:
    """Settings with this database, which is brought up to date."""
    settings = Settings(database_url=url, rate_limit="")
    migrate(settings)
    return settings


@pytest.fixture
def box(settings: Settings) -> Iterator[httpx.Client]:
    """A client of a service that keeps feedback there."""
    with service(settings) as client:
        yield client


def send(
    client: httpx.Client, image: bytes = IMAGE, correction: str = "401", reading: str = ""
) -> httpx.Response:
    """Send feedback, by default of what the service reads on the image."""
    fields = {"reading": reading or read(client, image).text, "correction": correction}
    return client.post("/api/v1/feedback", files={"image": ("image", image)}, data=fields)


def kept(client: httpx.Client, image: bytes = IMAGE, correction: str = "401") -> str:
    """The id of feedback that is kept."""
    answer = send(client, image, correction)
    assert answer.status_code == 201, answer.text
    (identifier,) = answer.json().values()
    return str(identifier)


def forget(client: httpx.Client, identifier: str) -> httpx.Response:
    """Delete feedback."""
    return client.delete(f"/api/v1/feedback/{identifier}")


def exported(settings: Settings, folder: Path) -> dict[str, dict[str, str]]:
    """The rows of an export by their corrections, each of whose images is there."""
    count = export(settings.database_url, folder)
    with (folder / "labels.tsv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t"))
    files = {str(file.relative_to(folder)) for file in (folder / "images").iterdir()}
    assert files == {row["file"] for row in rows}
    assert len(files) == count
    return {row["correction"]: row for row in rows}


def test_what_is_sent_can_be_exported_and_deleted(
    box: httpx.Client, settings: Settings, tmp_path: Path
) -> None:
    identifier = kept(box, correction="40?\n12")
    row = exported(settings, tmp_path / "before")["40?|12"]
    assert (row["reading"], row["mode"]) == ("407", "multi")
    assert row["time"].endswith("+00:00")
    image = (tmp_path / "before" / row["file"]).read_bytes()
    assert Path(row["file"]).stem == sha256(image).hexdigest()
    assert Reader().read(image).text == "407"
    assert forget(box, identifier).status_code == 204
    assert exported(settings, tmp_path / "after") == {}
    assert_problem(forget(box, identifier), 404)


def test_the_same_image_folds_but_every_sending_has_its_own_id(
    box: httpx.Client, settings: Settings, tmp_path: Path
) -> None:
    first, second, other = kept(box), kept(box, correction="407"), kept(box, OTHER, "25")
    assert len({first, second, other}) == 3
    assert exported(settings, tmp_path / "all").keys() == {"407", "25"}
    forget(box, second)
    # The image stays for the first one, and goes with it.
    assert exported(settings, tmp_path / "first").keys() == {"401", "25"}
    forget(box, first)
    assert exported(settings, tmp_path / "none").keys() == {"25"}
    forget(box, other)


def test_many_send_and_delete_the_same_image_at_once(settings: Settings, tmp_path: Path) -> None:
    with service(settings) as one, service(settings) as two, ThreadPoolExecutor(8) as senders:
        reading = read(one, IMAGE).text

        def send_and_delete(number: int) -> list[int]:
            client = (one, two)[number % 2]
            sent = send(client, reading=reading)
            return [sent.status_code, forget(client, sent.json()["id"]).status_code]

        assert list(senders.map(send_and_delete, range(60))) == [[201, 204]] * 60
    assert exported(settings, tmp_path / "none") == {}


def test_nothing_but_the_picture_is_kept(
    box: httpx.Client, settings: Settings, tmp_path: Path
) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "a secret camera", 6
    lying = Image.fromarray(PAGE).transpose(Image.Transpose.ROTATE_90).convert("RGB")
    identifier = kept(box, encode(lying, "JPEG", quality=95, exif=exif))
    (row,) = exported(settings, tmp_path / "all").values()
    image = (tmp_path / "all" / row["file"]).read_bytes()
    assert b"secret" not in image
    assert Image.open(BytesIO(image)).size == PAGE.shape[::-1]
    assert Reader().read(image).text == "407"
    forget(box, identifier)


def test_a_large_photograph_is_kept_small(
    box: httpx.Client, settings: Settings, tmp_path: Path
) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (2400, 3200, 3), dtype=np.uint8)
    reading = read(box, IMAGE).text
    answer = send(box, encode(Image.fromarray(noise), "JPEG"), "407", reading)
    (row,) = exported(settings, tmp_path / "all").values()
    assert (tmp_path / "all" / row["file"]).stat().st_size < 1024 * 1024
    forget(box, answer.json()["id"])


def test_the_tables_are_those_that_migrations_make(settings: Settings) -> None:
    with create_engine(settings.database_url).connect() as connection:
        context = MigrationContext.configure(connection)
        differences = compare_metadata(context, METADATA)
    connection.engine.dispose()
    assert differences == []
    migrate(settings)


def test_what_is_too_old_is_deleted(settings: Settings, tmp_path: Path) -> None:
    with service(settings) as client:
        kept(client)
        assert exported(settings, tmp_path / "new").keys() == {"401"}
    a_day_later = time.time() + 86400
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("time.time", lambda: a_day_later)
        with service(settings.model_copy(update={"feedback_retention_days": 1.5})) as client:
            until(lambda: feedback_state(client) == "ready")
            assert exported(settings, tmp_path / "kept").keys() == {"401"}
        with service(settings.model_copy(update={"feedback_retention_days": 0.5})) as client:
            until(lambda: feedback_state(client) == "ready")
    assert exported(settings, tmp_path / "old") == {}


def feedback_state(client: httpx.Client) -> str:
    """What the service says of its database."""
    return str(client.get("/readyz").json()["parts"]["feedback"])


@pytest.mark.parametrize(
    "correction", ["", "  ", "4 0", "4o7", "40\n\n7", "٤", "4" * 1001, "=1+1", "4\x007"]
)
def test_a_correction_is_digits(client: httpx.Client, correction: str) -> None:
    errors = assert_problem(send(client, correction=correction), 422)["errors"]
    assert [error["field"] for error in errors] == ["correction"]


def test_newlines_are_taken_as_browsers_and_files_have_them(client: httpx.Client) -> None:
    assert forget(client, kept(client, correction="40\r\n7\n")).status_code == 204


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": "408"}, "reading"),
        ({"text": "<script>"}, "reading"),
        ({"lines": []}, "reading"),
        ({"confidence": 2}, "reading.confidence"),
        ({"confidence": float("nan")}, "reading.confidence"),
        ({"mode": "triple"}, "reading.mode"),
        ({"characters": [1]}, "reading.characters.0"),
        ({"characters": [[]] * 100_000}, "reading.characters.0"),
        ({"model": {"name": "digits"}}, "reading.model.version"),
    ],
)
def test_a_reading_is_one_that_the_service_answers(
    client: httpx.Client, change: dict[str, object], field: str
) -> None:
    reading = json.dumps(read(client, IMAGE).json() | change)
    problem = assert_problem(send(client, reading=reading), 422)
    assert problem["errors"][0]["field"] == field
    assert len(problem["errors"]) <= 20


@pytest.mark.parametrize("reading", ["407", "[]", "{", "null", "x" * 500_001])
def test_a_reading_is_json(client: httpx.Client, reading: str) -> None:
    errors = assert_problem(send(client, reading=reading), 422)["errors"]
    assert {error["field"].partition(".")[0] for error in errors} == {"reading"}


def test_a_reading_may_come_with_its_glyphs(client: httpx.Client) -> None:
    reading = read(client, IMAGE, include="glyphs").text
    assert send(client, reading=reading).status_code == 201


def test_all_fields_are_required(client: httpx.Client) -> None:
    errors = assert_problem(client.post("/api/v1/feedback", files={"picture": IMAGE}), 422)
    assert [each["field"] for each in errors["errors"]] == ["image", "reading", "correction"]


@pytest.mark.parametrize(("image", "status"), [(b"", 400), (IMAGE[:-99], 400), (b"%PDF-1.7", 415)])
def test_a_bad_image_is_not_kept(client: httpx.Client, image: bytes, status: int) -> None:
    assert_problem(send(client, image, reading=read(client, IMAGE).text), status)


@pytest.mark.parametrize("identifier", [UNKNOWN, "x", "%00", "a" * 5000, UNKNOWN.upper() + "'"])
def test_an_unknown_id(client: httpx.Client, identifier: str) -> None:
    assert_problem(forget(client, identifier), 404)


def test_sending_and_deleting_cost_as_much_as_reading(tmp_path: Path) -> None:
    settings = migrated(sqlite_url(tmp_path)).model_copy(update={"rate_limit": "3/hour"})
    with service(settings) as client:
        reading = read(client, IMAGE).text
        identifier = send(client, reading=reading).json()["id"]
        assert forget(client, identifier).status_code == 204
        for answer in (send(client, reading=reading), forget(client, identifier)):
            assert_problem(answer, 429)
            assert int(answer.headers["retry-after"]) > 0


def test_feedback_can_be_switched_off(tmp_path: Path) -> None:
    with service(Settings(feedback=False, database_url=sqlite_url(tmp_path))) as client:
        assert feedback_state(client) == "off"
        assert_problem(send(client), 403)
        assert_problem(forget(client, UNKNOWN), 403)
    assert list(tmp_path.iterdir()) == []


def test_the_service_makes_its_file_before_its_workers_start(tmp_path: Path) -> None:
    environment = {"DATABASE_URL": sqlite_url(tmp_path / "new" / "folder"), "WORKERS": "2"}
    with started(**environment) as (_, client):
        wait_until_ready(client)
        identifier = kept(client)
        assert len(list((tmp_path / "new" / "folder").iterdir())) == 1
    with started(**environment) as (_, client):
        wait_until_ready(client)
        assert forget(client, identifier).status_code == 204


def test_reading_goes_on_where_no_file_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with started(DATABASE_URL=sqlite_url(tmp_path / "file" / "no-folder")) as (_, client):
        wait_until_ready(client)
        assert_not_kept(client, "feedback-not-migrated")
        assert feedback_state(client) == "not migrated"


def test_a_file_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "feedback.db").write_bytes(b"no database " * 1000)
    with started(DATABASE_URL=sqlite_url(tmp_path)) as (_, client):
        wait_until_ready(client)
        assert_not_kept(client, "feedback-lost")
    assert (tmp_path / "feedback.db").read_bytes() == b"no database " * 1000


@pytest.mark.parametrize("found", ["nothing", "another version"])
def test_tables_are_missing_until_they_are_migrated(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, found: str
) -> None:
    monkeypatch.setattr(keeper, "RECOVERY_S", 0.05)
    settings = Settings(database_url=sqlite_url(tmp_path))
    if found == "another version":
        migrate(settings)
        set_version(tmp_path / "feedback.db", "none that there is")
    with service(settings) as client:
        assert_not_kept(client, "feedback-not-migrated")
        assert feedback_state(client) == "not migrated"
        if found == "another version":
            set_version(tmp_path / "feedback.db", "0001")
        migrate(settings)
        until(lambda: feedback_state(client) == "ready")
        kept(client)


def set_version(file: Path, version: str) -> None:
    """Say that the tables of a file are of this version."""
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = ?", (version,))


def assert_not_kept(client: httpx.Client, kind: str) -> None:
    """Feedback gets this problem, and reading works."""
    reading = read(client, IMAGE)
    assert reading.json()["text"] == "407"
    for answer in (send(client, reading=reading.text), forget(client, UNKNOWN)):
        assert assert_problem(answer, 503)["type"] == f"urn:digit-reader:problem:{kind}"
        assert int(answer.headers["retry-after"]) > 0


def test_a_lost_database_is_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper, "RECOVERY_S", 0.05)
    with postgres_server() as server, service(migrated(server.url)) as client:
        identifier = kept(client)
        server.stop()
        assert_not_kept(client, "feedback-lost")
        assert feedback_state(client) == "database lost"
        server.start()
        until(lambda: feedback_state(client) == "ready")
        assert forget(client, identifier).status_code == 204


def test_postgresql_is_migrated_by_a_command_only() -> None:
    with postgres_server() as server:
        with started(DATABASE_URL=server.url) as (_, client):
            wait_until_ready(client)
            assert_not_kept(client, "feedback-not-migrated")
        environment = os.environ | {"DATABASE_URL": server.url}
        # Several at once wait for each other.
        with ThreadPoolExecutor(3) as jobs:
            migrations = [
                jobs.submit(
                    subprocess.run, [*COMMAND, "migrate"], env=environment, capture_output=True
                )
                for _ in range(3)
            ]
        assert [each.result().returncode for each in migrations] == [0, 0, 0]
        with started(DATABASE_URL=server.url) as (_, client):
            wait_until_ready(client)
            kept(client)


@pytest.mark.parametrize(
    "command", [["migrate"], ["feedback", "export", "{folder}/new"]], ids=["migrate", "export"]
)
def test_a_command_without_its_database_says_so(tmp_path: Path, command: list[str]) -> None:
    url = "postgresql://tester:secret@127.0.0.1:1/none"
    status, complaint = failed([each.format(folder=tmp_path) for each in command], url)
    assert status == 1
    assert "secret" not in complaint
    assert "Traceback" not in complaint
    assert list(tmp_path.iterdir()) == []


def test_the_command_that_exports(tmp_path: Path) -> None:
    settings = migrated(sqlite_url(tmp_path))
    with service(settings) as client:
        kept(client)
    ended = subprocess.run(
        [*COMMAND, "feedback", "export", str(tmp_path / "new")],
        env=os.environ | {"DATABASE_URL": settings.database_url},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout == f"Wrote 1 images and their labels to {tmp_path / 'new'}.\n"
    assert len((tmp_path / "new" / "labels.tsv").read_text("utf-8").splitlines()) == 2


def test_an_export_needs_a_folder_without_what_may_be_deleted(tmp_path: Path) -> None:
    settings = migrated(sqlite_url(tmp_path))
    status, complaint = failed(["feedback", "export", str(tmp_path)], settings.database_url)
    assert (status, "is not empty" in complaint) == (1, True)


def failed(command: list[str], url: str) -> tuple[int, str]:
    """The exit status and the complaint of a command that cannot work."""
    ended = subprocess.run(
        [*COMMAND, *command],
        env=os.environ | {"DATABASE_URL": url},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return ended.returncode, ended.stderr


@contextmanager
def counted(client: httpx.Client, outcome: str, count: int) -> Iterator[None]:
    """What is done counts so many times as this outcome."""

    def now() -> float:
        (line,) = (
            each
            for each in client.get("/metrics").text.splitlines()
            if each.startswith(f'digit_reader_feedback_total{{outcome="{outcome}"}}')
        )
        return float(line.rpartition(" ")[2])

    before = now()
    yield
    assert now() == before + count


def test_counts_what_became_of_readings(client: httpx.Client) -> None:
    with (
        counted(client, "agreed", 1),
        counted(client, "corrected", 2),
        counted(client, "deleted", 1),
    ):
        kept(client, correction="407")
        identifier = kept(client, correction="401")
        kept(client, correction="4?7")
        forget(client, identifier)
        forget(client, identifier)


def test_the_log_holds_nothing_of_what_was_sent(tmp_path: Path) -> None:
    # So long that no time or number of the log is like it by chance.
    correction = "902106754821"
    # A file, for nobody empties a pipe meanwhile.
    with (tmp_path / "log").open("w") as errors:
        command = subprocess.Popen(
            COMMAND,
            env=os.environ
            | {"PORT": "0", "LOG_LEVEL": "debug", "DATABASE_URL": sqlite_url(tmp_path)},
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    assert command.stdout is not None
    address = command.stdout.readline().split()[-1]
    with httpx.Client(base_url=address, timeout=60) as client:
        wait_until_ready(client)
        identifier = kept(client, correction=correction)
        with closing(sqlite3.connect(tmp_path / "feedback.db")) as database, database:
            database.execute("DROP TABLE feedback_sendings")
        assert_problem(send(client, correction=correction), 503)
    command.terminate()
    command.communicate(timeout=60)
    log = (tmp_path / "log").read_text()
    assert "The feedback database failed: OperationalError" in log
    assert not {secret for secret in (correction, '"407"', identifier) if secret in log}
