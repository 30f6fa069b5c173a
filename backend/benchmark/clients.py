"""Clients that cost little: keep-alive connections that send ready-made bytes.

An answer is looked at as bytes, no more closely than its status and length ask for, so that the
clients take as little as possible of the machine whose service they measure.
"""

import asyncio
from dataclasses import dataclass
from typing import cast

BOUNDARY = "7MA4YWxkTrZu0gW"
BROKEN = 0
"""The status of a request that got no whole answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, or BROKEN, and a body."""

    status: int
    body: bytes


class Connection(asyncio.Protocol):
    """One connection that asks one thing after the other; a lost one is made anew."""

    def __init__(self, port: int) -> None:
        """Connects when it first asks."""
        self._port = port
        self._transport: asyncio.Transport | None = None
        self._received = bytearray()
        self._length = 0
        self._answer: asyncio.Future[Answer] | None = None

    async def ask(self, request: bytes) -> Answer:
        """Send a request, written out to its last byte, and wait for the answer."""
        loop = asyncio.get_running_loop()
        if self._transport is None:
            try:
                await loop.create_connection(lambda: self, "127.0.0.1", self._port)
            except OSError:
                return Answer(BROKEN, b"")
        if self._transport is None:  # lost again already
            return Answer(BROKEN, b"")
        self._answer = loop.create_future()
        self._transport.write(request)
        return await self._answer

    def close(self) -> None:
        """End the connection."""
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """It can be asked."""
        self._transport = cast(asyncio.Transport, transport)
        self._received.clear()
        self._length = 0

    def connection_lost(self, exc: Exception | None) -> None:
        """Whoever waits for an answer gets none."""
        self._transport = None
        self._settle(Answer(BROKEN, repr(exc).encode()))

    def data_received(self, data: bytes) -> None:
        """Some bytes of the answer."""
        self._received += data
        if not self._length:
            end = self._received.find(b"\r\n\r\n")
            if end < 0:
                return
            self._length = end + 4 + _content_length(bytes(self._received[:end]))
        if len(self._received) < self._length:
            return
        whole = bytes(self._received[: self._length])
        self._received.clear()
        self._length = 0
        head, _, body = whole.partition(b"\r\n\r\n")
        if b"connection: close" in head.lower():
            self.close()
            self._transport = None
        self._settle(Answer(int(head[9:12]), body))

    def _settle(self, answer: Answer) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(answer)


def _content_length(head: bytes) -> int:
    _, found, rest = head.lower().partition(b"content-length:")
    return int(rest.partition(b"\r\n")[0]) if found else 0


def form(image: bytes, **fields: str) -> bytes:
    """A multipart body with an image and text fields."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="image"; filename="a.png"\r\n\r\n'
    return b"".join(parts) + head.encode() + image + f"\r\n--{BOUNDARY}--\r\n".encode()


def post(
    body: bytes,
    path: str = "/api/v1/read",
    content_type: str = f"multipart/form-data; boundary={BOUNDARY}",
) -> bytes:
    """A POST request as it goes over the wire."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {content_type}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
