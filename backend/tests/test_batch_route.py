"""Many images in one request: their order, their limits, and what they leave to others."""

import asyncio
import csv
import json
import socket
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from io import BytesIO, StringIO
from select import select
from threading import Event, Semaphore
from typing import Any

import httpx
import pytest
from drawn_pages import draw, encode
from running import assert_problem, read, service, wait_for_waiting
from starlette.types import Send

from digit_service import uploads
from digit_service.archive import MOST_DIRECTORY_BYTES, MOST_ENTRIES
from digit_service.reading_thread import ReadingProcesses
from digit_service.routes.batch import BatchAnswer
from digit_service.settings import Settings

File = tuple[str, bytes]
Parts = list[tuple[str, tuple[str | None, str | bytes]]]
Line = dict[str, Any]

PATH = "/api/v1/read/batch"
WRITTEN = ("407", "1", "25", "3071", "540")
IMAGES = {written: encode(draw(written)) for written in WRITTEN}
IMAGE = IMAGES["407"]
TABLE = {"Accept": "text/csv"}
MULTIPART = {"Content-Type": "multipart/form-data; boundary=x"}
END = b"--x--\r\n"


def ask(
    client: httpx.Client,
    *files: File,
    data: dict[str, Any] | None = None,
    headers: dict[str, str] | None = None,
) -> httpx.Response:
    """Ask to have these files read."""
    parts = [("images", file) for file in files]
    return client.post(PATH, files=parts, data=data, headers=headers)


def lines_of(answer: httpx.Response) -> list[Line]:
    """The lines of a success, which are numbered in order."""
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/x-ndjson"
    lines = [json.loads(line) for line in answer.text.split("\n")[:-1]]
    assert [line["index"] for line in lines] == list(range(len(lines)))
    return lines


def told(line: Line) -> str | int:
    """The text of a reading, or the status of a problem."""
    assert line.keys() in ({"index", "file", "reading"}, {"index", "file", "problem"})
    if "reading" in line:
        text: str = line["reading"]["text"]
        return text
    problem = line["problem"]
    assert problem.keys() == {"type", "title", "status", "detail"}
    assert problem["detail"].endswith(".")
    status: int = problem["status"]
    return status


def outcomes(answer: httpx.Response) -> list[str | int]:
    """What each line tells."""
    return [told(line) for line in lines_of(answer)]


def zipped(*files: File, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of these."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return target.getvalue()


def part(name: str, content: bytes, filename: str | None = None) -> bytes:
    """A part of a multipart body."""
    label = "" if filename is None else f'; filename="{filename}"'
    head = f'--x\r\nContent-Disposition: form-data; name="{name}"{label}\r\n\r\n'
    return head.encode() + content + b"\r\n"


def post(client: httpx.Client, *parts: bytes) -> httpx.Response:
    """Send parts as they are."""
    return client.post(PATH, content=b"".join(parts), headers=MULTIPART)


# What a batch answers


def test_answers_in_order(client: httpx.Client) -> None:
    asked = WRITTEN * 8
    files = [(f"{place}.png", IMAGES[written]) for place, written in enumerate(asked)]
    lines = lines_of(ask(client, *files))
    assert [told(line) for line in lines] == list(asked)
    assert [line["file"] for line in lines] == [name for name, _ in files]


def test_a_line_is_what_a_single_read_answers(client: httpx.Client) -> None:
    (line,) = lines_of(ask(client, ("a.png", IMAGE)))
    single = read(client, IMAGE).json()
    assert line["reading"] | {"elapsed_ms": 0} == single | {"elapsed_ms": 0}


def test_bad_images_among_good_ones(client: httpx.Client) -> None:
    answer = ask(
        client,
        ("a.png", IMAGE),
        ("b.txt", b"four hundred and seven"),
        ("c.png", IMAGE[: len(IMAGE) // 2]),
        ("d.png", b""),
        ("e.png", IMAGES["25"]),
    )
    assert outcomes(answer) == ["407", 415, 400, 400, "25"]


def test_the_problem_of_a_line_is_that_of_a_single_read(client: httpx.Client) -> None:
    (line,) = lines_of(ask(client, ("b.txt", b"words")))
    assert line["problem"] == assert_problem(read(client, b"words"), 415)


def test_the_options_hold_for_all(client: httpx.Client) -> None:
    form = {"mode": "single", "alternatives": "1", "charset": ""}
    for line in lines_of(ask(client, ("a.png", IMAGES["1"]), ("b.png", IMAGES["1"]), data=form)):
        assert line["reading"]["mode"] == "single"
        (character,) = line["reading"]["characters"]
        assert len(character["alternatives"]) == 1


def test_a_body_in_small_pieces_with_unknown_fields_and_text_after_it(
    client: httpx.Client,
) -> None:
    parts = (
        part("mode", b"multi"),
        part("note", b"--x not the end\r\n"),
        part("other", IMAGE, "other.png"),
        part("images", IMAGE, "a.png"),
        part("images", zipped(("b.png", IMAGES["25"])), "b"),
        END,
        b"after",
    )
    body = b"".join(parts)
    chunks = (body[start : start + 5] for start in range(0, len(body), 5))
    answer = client.post(PATH, content=chunks, headers=MULTIPART)
    assert outcomes(answer) == ["407", "25"]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("scans/page 1.png", "scans/page 1.png"),
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\scans\\..\\1.png", "scans/1.png"),
        ("a\u2028\u202e\x1b\x07b.png", "ab.png"),
        ("größe.png", "größe.png"),
        ("..", ""),
        ("x" * 300 + ".png", "x" * 251 + ".png"),
    ],
)
def test_names_are_only_labels(client: httpx.Client, name: str, label: str) -> None:
    (line,) = lines_of(ask(client, ("z.zip", zipped((name, IMAGE)))))
    assert (line["file"], told(line)) == (label, "407")


# A table


def test_a_table(client: httpx.Client) -> None:
    page = encode(draw("407\n25"))
    archive = zipped(('a "1", b.png', page))
    answer = ask(client, ("z.zip", archive), ("b.txt", b"words"), headers=TABLE)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.text.count("\r\n") == 3
    head, first, second = csv.reader(StringIO(answer.text, newline=""))
    assert head == ["index", "file", "text", "confidence", "status"]
    assert first[:3] == ["0", 'a "1", b.png', "407\n25"]
    assert 0 < float(first[3]) <= 1
    assert first[4] == "200"
    assert second == ["1", "b.txt", "", "", "415"]


def test_a_table_holds_no_formulas(client: httpx.Client) -> None:
    names = ["=1+1.png", "+1.png", "-1.png", "@a.png", "a=1.png"]
    archive = zipped(*((name, IMAGE) for name in names))
    answer = ask(client, ("z.zip", archive), headers=TABLE)
    rows = list(csv.reader(StringIO(answer.text, newline="")))[1:]
    assert [row[1] for row in rows] == ["'=1+1.png", "'+1.png", "'-1.png", "'@a.png", "a=1.png"]


@pytest.mark.parametrize(
    "accept", ["*/*", "application/x-ndjson", "application/x-ndjson, text/csv", "text/html"]
)
def test_lines_unless_only_a_table_will_do(client: httpx.Client, accept: str) -> None:
    answer = ask(client, ("a.png", IMAGE), headers={"Accept": accept})
    assert outcomes(answer) == ["407"]


# Zip files


def test_zip_files_among_images(client: httpx.Client) -> None:
    first = zipped(("1.png", IMAGES["1"]), ("more/25.png", IMAGES["25"]))
    second = zipped(("3071.png", IMAGES["3071"]), compression=zipfile.ZIP_STORED)
    lines = lines_of(
        ask(client, ("a.png", IMAGE), ("first.zip", first), ("b", second), ("c.png", IMAGE))
    )
    assert [line["file"] for line in lines] == [
        "a.png", "1.png", "more/25.png", "3071.png", "c.png",
    ]  # fmt: skip
    assert [told(line) for line in lines] == ["407", "1", "25", "3071", "407"]


def test_what_is_no_image_in_a_zip_file(client: httpx.Client) -> None:
    archive = zipped(
        ("folder/", b""),
        ("folder/a.png", IMAGE),
        ("__MACOSX/folder/._a.png", b"shadow"),
        ("folder/.DS_Store", b"shadow"),
        ("notes.txt", b"four hundred and seven"),
        ("nested.zip", zipped(("a.png", IMAGE))),
        ("empty.zip", zipped()),
        ("nothing.png", b""),
    )
    assert outcomes(ask(client, ("z.zip", archive))) == ["407", 415, 415, 415, 400]


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_to_compress(client: httpx.Client, compression: int) -> None:
    archive = zipped(("a.png", IMAGE), compression=compression)
    assert outcomes(ask(client, ("z.zip", archive))) == [415]


def _with_flag(archive: bytes, flag: int) -> bytes:
    """The zip file with this bit set for its only member, in both of its headers."""
    changed = bytearray(archive)
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        changed[archive.index(signature) + place] |= flag
    return bytes(changed)


def test_an_encrypted_member(client: httpx.Client) -> None:
    archive = _with_flag(zipped(("a.png", IMAGE)), 0x1)
    (line,) = lines_of(ask(client, ("z.zip", archive)))
    assert told(line) == 415
    assert "encrypted" in line["problem"]["detail"]


def test_a_damaged_member_leaves_the_others_alone(client: httpx.Client) -> None:
    archive = zipped(("a.png", IMAGE), ("b.png", IMAGES["25"]), compression=zipfile.ZIP_STORED)
    damaged = archive.replace(IMAGE, bytes(len(IMAGE)), 1)
    assert outcomes(ask(client, ("z.zip", damaged))) == [400, "25"]


@pytest.mark.parametrize("keep", [4, 21, 100, -1, -30])
def test_a_broken_zip_file(client: httpx.Client, keep: int) -> None:
    archive = zipped(("a.png", IMAGE), ("b.png", IMAGE))[:keep]
    lines = lines_of(ask(client, ("z.zip", archive), ("c.png", IMAGE)))
    assert [told(line) for line in lines] == [400, "407"]
    assert lines[0]["file"] == "z.zip"
    assert lines[0]["problem"]["type"] == "urn:digit-reader:problem:broken-zip"


@pytest.mark.parametrize("place", range(0, 260, 3))
def test_any_byte_of_a_zip_file_may_be_wrong(
    client: httpx.Client, caplog: pytest.LogCaptureFixture, place: int
) -> None:
    archive = bytearray(zipped(("a.txt", b"words"), ("b.txt", b"words")))
    archive[place % len(archive)] ^= 0xFF
    for line in lines_of(ask(client, ("z.zip", bytes(archive)), ("c.png", IMAGE))):
        assert told(line) in (400, 413, 415, "407")
    assert not [record for record in caplog.records if record.name.startswith("digit_service")]


def _bomb() -> bytes:
    """A zip file of a gigabyte of zeros, whose compressed form is the same megabyte repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    megabyte = packer.compress(bytes(1024 * 1024)) + packer.flush(zlib.Z_FULL_FLUSH)
    bomb = bytearray(zipped(("bomb.png", megabyte * 1024), compression=zipfile.ZIP_STORED))
    entry = bomb.index(b"PK\x01\x02")
    bomb[entry + 10] = zipfile.ZIP_DEFLATED
    bomb[entry + 24 : entry + 28] = struct.pack("<L", 1024**3)
    return bytes(bomb)


def test_a_zip_bomb_stays_small(client: httpx.Client) -> None:
    archive = _bomb()
    tracemalloc.start()
    try:
        answer = ask(client, ("z.zip", archive), ("a.png", IMAGE))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert outcomes(answer) == [413, "407"]
    assert most < 100 * 1024 * 1024


def test_a_member_that_lies_about_its_size(client: httpx.Client) -> None:
    archive = zipped(("bomb.png", bytes(16 * 1024 * 1024)))
    small = archive.replace(struct.pack("<L", 16 * 1024 * 1024), struct.pack("<L", 9))
    assert outcomes(ask(client, ("z.zip", small))) == [400]


def _forged(entries: int, size: int) -> bytes:
    return b"PK\x03\x04" + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, entries, entries, size, 0, 0)


def _forged_64(entries: int, size: int) -> bytes:
    end = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, entries, entries, size, 0)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, 4, 1)
    return b"PK\x03\x04" + end + locator + _forged(0xFFFF, 0xFFFFFFFF)[4:]


@pytest.mark.parametrize(
    "archive",
    [
        _forged(MOST_ENTRIES + 1, 100),
        _forged(1, MOST_DIRECTORY_BYTES + 1),
        _forged(0xFFFF, 0xFFFFFFFF) + b"a comment",
        _forged_64(2**62, 100),
        _forged_64(1, 2**62),
    ],
    ids=["entries", "size", "before a comment", "64 bit entries", "64 bit size"],
)
def test_a_list_of_files_that_is_too_long_is_never_read(
    client: httpx.Client, archive: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("digit_service.archive.ZipFile", never)
    (line,) = lines_of(ask(client, ("z.zip", archive)))
    assert told(line) == 413
    assert line["problem"]["type"] == "urn:digit-reader:problem:too-many-files"


def test_a_64_bit_zip_file_of_few_files(client: httpx.Client) -> None:
    archive = zipped(("a.png", IMAGE))
    end = archive.index(b"PK\x05\x06")
    _, _, _, _, entries, size, place, _ = struct.unpack("<4s4H2LH", archive[end:])
    numbers = (44, 45, 45, 0, 0, entries, entries, size, place)
    larger = struct.pack("<4sQ2H2L4Q", b"PK\6\6", *numbers)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, end, 1)
    archive = archive[:end] + larger + locator + archive[end:]
    assert outcomes(ask(client, ("z.zip", archive))) == ["407"]
    elsewhere = archive.replace(locator, struct.pack("<4sLQL", b"PK\6\7", 0, 0, 1))
    assert outcomes(ask(client, ("z.zip", elsewhere))) == [400]


# What ends a batch, or does not let it begin


@pytest.mark.parametrize(
    "files",
    [
        [("image", ("a.png", IMAGE))],
        [("images", ("z.zip", zipped()))],
        [("images", ("z.zip", zipped(("folder/", b""))))],
        [("images", (None, "407"))],
        [("images", ("", b""))],
    ],
    ids=["another field", "an empty zip file", "a folder", "text", "no file chosen"],
)
def test_a_batch_without_images(client: httpx.Client, files: Parts) -> None:
    problem = assert_problem(client.post(PATH, files=files), 422)
    assert [error["field"] for error in problem["errors"]] == ["images"]


def test_an_empty_form(client: httpx.Client) -> None:
    assert_problem(post(client, END), 422)


def test_all_bad_fields_are_told_at_once(client: httpx.Client) -> None:
    form = {"mode": "triple", "charset": "runes", "alternatives": "10"}
    problem = assert_problem(ask(client, ("a.png", IMAGE), data=form), 422)
    assert [error["field"] for error in problem["errors"]] == ["mode", "charset", "alternatives"]


def test_a_field_given_twice(client: httpx.Client) -> None:
    answer = ask(client, ("a.png", IMAGE), data={"mode": ["single", "multi"]})
    assert assert_problem(answer, 422)["errors"] == [
        {"field": "mode", "detail": "Send this field once."}
    ]


def test_a_field_after_the_images_ends_the_batch(client: httpx.Client) -> None:
    answer = post(client, part("images", IMAGE, "a.png"), part("mode", b"single"), END)
    first, last = lines_of(answer)
    assert told(first) == "407"
    assert last["file"] == ""
    assert last["problem"]["errors"] == [
        {"field": "mode", "detail": "Send this field before the images."}
    ]


@pytest.mark.parametrize(
    "body", [{}, {"json": {"images": []}}, {"content": IMAGE}], ids=["nothing", "JSON", "an image"]
)
def test_a_body_that_is_not_multipart(client: httpx.Client, body: dict[str, Any]) -> None:
    assert_problem(client.post(PATH, **body), 415)


@pytest.mark.parametrize("boundary", ["", "; boundary=", "; boundary=" + "x" * 300])
def test_a_body_without_a_usable_boundary(client: httpx.Client, boundary: str) -> None:
    headers = {"Content-Type": f"multipart/form-data{boundary}"}
    assert_problem(client.post(PATH, content=END, headers=headers), 400)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"four hundred and seven",
        part("images", IMAGE, "a.png")[:-20],
        b"--x\r\nContent-Type: image/png\r\n\r\n407\r\n--x--\r\n",
        b"--x\r\n: \r\n\r\n407\r\n--x--\r\n",
    ],
    ids=["nothing", "not in parts", "half a part", "a part without a name", "a bad header"],
)
def test_a_body_that_falls_apart_before_the_first_image(client: httpx.Client, body: bytes) -> None:
    problem = assert_problem(post(client, body), 400)
    assert problem["type"] == "urn:digit-reader:problem:broken-body"


@pytest.mark.parametrize(
    "rest", [b"--x\r\n", part("images", IMAGE, "b.png")[:-20], b"--x\r\n: \r\n\r\n"]
)
def test_a_body_that_falls_apart_later(client: httpx.Client, rest: bytes) -> None:
    lines = lines_of(post(client, part("images", IMAGE, "a.png"), rest))
    assert [told(line) for line in lines] == ["407", 400]
    assert lines[1]["file"] == ""


def test_each_image_has_a_limit_of_its_own(client: httpx.Client) -> None:
    large = IMAGE + bytes(15 * 1024 * 1024)
    archive = zipped(("c.png", large), ("d.png", IMAGE), compression=zipfile.ZIP_STORED)
    answer = ask(client, ("a.png", large), ("b.png", IMAGE), ("z.zip", archive))
    assert outcomes(answer) == [413, "407", 413, "407"]


def test_too_many_images() -> None:
    with service(Settings(max_batch_files=3)) as client:
        assert outcomes(ask(client, *[("a.png", IMAGE)] * 3)) == ["407"] * 3
        archive = zipped(*((f"{place}.png", IMAGE) for place in range(9)))
        for files in ([("a.png", IMAGE)] * 9, [("a.png", IMAGE), ("z.zip", archive)]):
            lines = lines_of(ask(client, *files))
            assert [told(line) for line in lines] == ["407", "407", "407", 413]
            assert lines[3]["problem"]["type"] == "urn:digit-reader:problem:too-many-files"


def test_too_many_bytes() -> None:
    with service(Settings(max_batch_mb=1)) as client:
        large = bytes(1024 * 1024)
        assert_problem(ask(client, ("a.png", large)), 413)
        body = [part("images", IMAGE, "a.png"), part("images", large, "b.png"), END]
        answer = client.post(PATH, content=iter(body), headers=MULTIPART)
        assert outcomes(answer) == ["407", 413]
        assert outcomes(ask(client, ("a.png", IMAGE))) == ["407"]


def test_a_batch_costs_as_much_as_its_images() -> None:
    with service(Settings(rate_limit="4/hour")) as client:
        archive = zipped(("b.png", IMAGE), ("c.png", IMAGE))
        assert outcomes(ask(client, ("a.png", IMAGE), ("z.zip", archive))) == ["407"] * 3
        assert outcomes(ask(client, ("a.png", IMAGE), ("b.png", IMAGE))) == ["407", 429]
        assert_problem(ask(client, ("a.png", IMAGE)), 429)
        assert_problem(read(client, IMAGE), 429)


# What a batch leaves to others, and others to it


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Semaphore]:
    """Images are read only as often as this is released; at the end all are."""
    going_on, over = Semaphore(0), Event()
    really_read: Callable[..., object] = ReadingProcesses.do

    def read_when_told(*arguments: object) -> object:
        going_on.acquire()
        if over.is_set():
            going_on.release()
        return really_read(*arguments)

    monkeypatch.setattr(ReadingProcesses, "do", read_when_told)
    yield going_on
    over.set()
    going_on.release()


def raw(client: httpx.Client, announced: int, *parts: bytes) -> socket.socket:
    """A connection on which the beginning of a batch was sent."""
    connection = socket.create_connection((client.base_url.host, client.base_url.port or 80))
    head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: {announced}\r\n"
    kind = f"Content-Type: {MULTIPART['Content-Type']}\r\n\r\n"
    connection.sendall((head + kind).encode() + b"".join(parts))
    return connection


def receive_until(connection: socket.socket, wanted: Callable[[bytes], bool]) -> bytes:
    """What arrives until it is enough, or until the connection ends."""
    received = b""
    while not wanted(received) and (data := connection.recv(65536)):
        received += data
    return received


def test_answers_before_the_body_is_complete(client: httpx.Client) -> None:
    first, second = part("images", IMAGE, "a.png"), part("images", IMAGES["25"], "b.png")
    announced = len(first) + len(second) + len(END)
    # The second part's first bytes tell that the first part is over.
    with closing(raw(client, announced, first, second[:10])) as connection:
        early = receive_until(connection, lambda received: b'"text":"407"' in received)
        assert early.startswith(b"HTTP/1.1 200")
        connection.sendall(second[10:] + END)
        assert b'"text":"25"' in receive_until(connection, lambda all: b"\r\n0\r\n\r\n" in all)


def test_a_client_may_send_all_before_it_reads(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_sent = Event()
    really_send = BatchAnswer.send_line

    async def send_late(answer: BatchAnswer, send: Send, line: bytes) -> None:
        await asyncio.to_thread(all_sent.wait)
        await really_send(answer, send, line)

    def body() -> Iterator[bytes]:
        for _ in range(100):
            yield part("images", bytes(200_000), "zeros.png")
        yield END
        all_sent.set()

    monkeypatch.setattr(BatchAnswer, "send_line", send_late)
    answer = client.post(PATH, content=body(), headers=MULTIPART)
    assert outcomes(answer) == [415] * 100


def test_memory_stays_flat(client: httpx.Client) -> None:
    def body() -> Iterator[bytes]:
        for _ in range(100):
            yield part("images", bytes(1024 * 1024), "zeros.png")
        yield END

    tracemalloc.start()
    try:
        answer = client.post(PATH, content=body(), headers=MULTIPART)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert outcomes(answer) == [415] * 100
    assert most < 40 * 1024 * 1024


def test_reads_no_further_while_too_many_answers_wait(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("digit_service.batch.MOST_UNSENT_BYTES", 1)
    archive = zipped(*((f"{place}.png", IMAGE) for place in range(30)))
    assert outcomes(ask(client, ("z.zip", archive))) == ["407"] * 30


def test_a_single_image_passes_a_batch(gate: Semaphore) -> None:
    with (
        service(Settings(max_concurrency=1, queue_timeout_s=60)) as client,
        ThreadPoolExecutor() as clients,
    ):
        batch = clients.submit(ask, client, *[("a.png", IMAGE)] * 40)
        wait_for_waiting(client, 2)  # a third one is being read
        single = clients.submit(read, client, IMAGES["25"])
        wait_for_waiting(client, 3)
        gate.release(4)
        assert single.result().json()["text"] == "25"
        assert not batch.done()
        gate.release(37)
        assert outcomes(batch.result()) == ["407"] * 40


def test_a_third_batch_is_told_to_come_back() -> None:
    first = part("images", IMAGE, "a.png")
    with service(Settings(rate_limit="")) as client:
        running = [raw(client, 10_000_000, first, b"--x\r\n") for _ in range(2)]
        for connection in running:
            receive_until(connection, lambda received: b'"text":"407"' in received)
        problem = assert_problem(ask(client, ("a.png", IMAGE)), 503)
        assert problem["type"] == "urn:digit-reader:problem:busy"
        for connection in running:
            connection.close()
        while post(client, END).status_code != 422:
            pass


@pytest.mark.parametrize("kept", [None, -4], ids=["all was sent", "something is missing"])
def test_a_client_that_leaves_stops_its_batch(gate: Semaphore, kept: int | None) -> None:
    whole = part("images", IMAGE, "a.png") * 20 + END
    with service(Settings(max_concurrency=1)) as client:
        connection = raw(client, len(whole), whole[:kept])
        wait_for_waiting(client, 2)
        connection.close()
        wait_for_waiting(client, 0)
        # One for the image that was being read, which nothing can stop, and one for the next.
        gate.release(2)
        assert outcomes(ask(client, ("a.png", IMAGE))) == ["407"]


def test_a_client_that_leaves_behind_a_zip_stops_its_batch(gate: Semaphore) -> None:
    archive = zipped(*((f"{place}.png", IMAGE) for place in range(20)))
    image = part("images", IMAGE, "a.png")
    pieces = [part("images", archive, "z.zip") + image[:20], image[20:], image, END]
    with service(Settings(max_concurrency=1)) as client:
        connection = raw(client, sum(map(len, pieces)), pieces[0])
        wait_for_waiting(client, 2)
        for piece in pieces[1:]:
            connection.sendall(piece)
            client.get("/healthz")  # by then the piece has arrived by itself
        connection.close()
        wait_for_waiting(client, 0)
        gate.release(2)
        assert outcomes(ask(client, ("a.png", IMAGE))) == ["407"]


def test_an_unexpected_error_is_told_and_logged(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(ReadingProcesses, "do", fail)
    answer = ask(client, ("a.png", IMAGE))
    assert outcomes(answer) == [500]
    assert "secret" not in answer.text
    assert "An image of a batch could not be read" in caplog.text


def test_a_body_that_pauses_for_too_long() -> None:
    first = part("images", IMAGE, "a.png")
    with (
        service(Settings(upload_timeout_s=0.2)) as client,
        closing(raw(client, len(first) + 100, first, b"--x\r\n")) as connection,
    ):
        received = receive_until(connection, lambda all: b"\r\n0\r\n\r\n" in all)
        assert b'"text":"407"' in received
        assert b'"status":408' in received


def test_a_body_that_trickles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "LEAST_BYTES_PER_S", 1024**2)
    first = part("images", IMAGE, "a.png")
    with (
        service(Settings(rate_limit="", upload_timeout_s=0.2)) as client,
        closing(raw(client, len(first) + 50_000, first, first[:-9])) as connection,
    ):
        received = receive_until(connection, lambda all: b'"text":"407"' in all)
        while not select([connection], [], [], 0)[0]:
            connection.sendall(b"x")
            client.get("/healthz")
        received += receive_until(connection, lambda all: b"\r\n0\r\n\r\n" in all)
        assert b'"status":408' in received
