"""Many requests of all kinds, a tenth of them bad: each gets its own answer, and none is kept."""

import asyncio
import json
import zlib
from collections import Counter
from dataclasses import dataclass, field
from itertools import count

from benchmark.clients import BOUNDARY, Connection, form, post
from benchmark.drawings import drawn_png
from benchmark.processes import Running, memory_mb

CLIENTS = 32
# Of so many requests, the last is bad.
ONE_BAD_IN = 10
TOLD = 5


@dataclass(frozen=True, slots=True)
class Kind:
    """A request, and the status and some words of its only right answer."""

    name: str
    request: bytes
    status: int
    words: bytes


@dataclass(slots=True)
class Endured:
    """What came of it; memory after a tenth of the requests and after all of them."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    early_mb: float = 0.0
    late_mb: float = 0.0


async def endure(service: Running, requests: int) -> Endured:
    """Send so many requests, by as many clients as the service has to serve at once."""
    result, numbers = Endured(), count()
    good, bad = _good_kinds(), _bad_kinds()

    async def keep_asking() -> None:
        connection = Connection(service.port)
        while (number := next(numbers)) < requests:
            turn, place = divmod(number, ONE_BAD_IN)
            kinds, index = (bad, turn) if place == ONE_BAD_IN - 1 else (good, number)
            await _ask(connection, kinds[index % len(kinds)], result)
            if number == requests // 10:
                result.early_mb = memory_mb(service.process)
        connection.close()

    await asyncio.gather(*(keep_asking() for _ in range(CLIENTS)))
    result.late_mb = memory_mb(service.process)
    return result


async def _ask(connection: Connection, kind: Kind, result: Endured) -> None:
    answer = await connection.ask(kind.request)
    if answer.status == kind.status and kind.words in answer.body:
        result.right[kind.name] += 1
        return
    result.wrong[kind.name] += 1
    if len(result.examples) < TOLD:
        result.examples.append(f"{kind.name}: {answer.status} {answer.body[:200]!r}")


def _good_kinds() -> list[Kind]:
    numbers = ("7", "2", "407", "31415026", "20374156")
    kinds = [
        Kind(f"a good {text}", post(form(drawn_png(text), mode="multi")), 200, _says(text))
        for text in numbers
    ]
    single = post(form(drawn_png("5"), mode="single", alternatives="9"))
    empty = post(form(drawn_png(" ")))
    return [*kinds, Kind("a good 5", single, 200, _says("5")), Kind("none", empty, 200, _says(""))]


def _says(text: str) -> bytes:
    return f'"text":"{text}",'.encode()


def _bad_kinds() -> list[Kind]:
    image = drawn_png("407")
    whole = form(image)
    no_boundary = post(whole, content_type="multipart/form-data")
    data_url = post(json.dumps({"image": "AAAA"}).encode(), content_type="application/json")
    urlencoded = post(b"image=407", content_type="application/x-www-form-urlencoded")
    return [
        _problem("no bytes", post(form(b"")), 400, "empty-image"),
        _problem("half an image", post(form(image[: len(image) // 2])), 400, "broken-image"),
        _problem("text", post(form(b"four hundred and seven")), 415, "unknown-format"),
        _problem("20,000 x 20,000", post(form(_huge_png())), 413, "too-many-pixels"),
        _problem("a bad mode", post(form(image, mode="triple")), 422, "bad-fields"),
        _problem("a bad number", post(form(image, alternatives="10")), 422, "bad-fields"),
        _problem("no image", post(f"--{BOUNDARY}--\r\n".encode()), 422, "bad-fields"),
        _problem("half a form", post(whole[: len(whole) // 2]), 400, "broken-body"),
        _problem("no boundary", no_boundary, 400, "broken-body"),
        _problem("JSON", data_url, 415, "not-multipart"),
        _problem("urlencoded", urlencoded, 415, "not-multipart"),
        Kind("nothing there", post(whole, "/api/v1/unknown"), 404, b'"status":404'),
        Kind("the wrong method", post(whole, "/healthz"), 405, b'"status":405'),
    ]


def _problem(name: str, request: bytes, status: int, kind: str) -> Kind:
    return Kind(name, request, status, f"urn:digit-reader:problem:{kind}".encode())


def _huge_png() -> bytes:
    """A PNG that announces 20,000 × 20,000 pixels."""
    header = (20_000).to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")
        for name, body in chunks
    )
