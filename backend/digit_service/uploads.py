"""What a body may cost: so many bytes in so many seconds, held while it arrives."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from starlette.datastructures import Headers
from starlette.types import Message, Receive

from digit_service.errors import Busy, SlowUpload, TooManyBytes
from digit_service.settings import BYTES_PER_MB

# A body that may take its time has to arrive at this rate.
LEAST_BYTES_PER_S = 1024


class Uploads:
    """The bodies of all requests that are going on, which together hold so many bytes at most."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._held = 0

    @contextmanager
    def held(self, receive: Receive) -> Iterator[Receive]:
        """The same messages, their bytes counted until this ends.

        Raises Busy where there is no room for the next one.
        """
        mine = 0

        async def receive_counted() -> Message:
            nonlocal mine
            message = await receive()
            count = len(message.get("body", b""))
            if self._held + count > self._most_bytes:
                raise Busy("Too many images arrive at once.")
            self._held += count
            mine += count
            return message

        try:
            yield receive_counted
        finally:
            self._held -= mine


def limited(receive: Receive, headers: Headers, most_bytes: int, longest_s: float) -> Receive:
    """The same messages, but an error where the body is larger or slower than it may be.

    `most_bytes` counts the whole body, the multipart headers in it included, and a larger one is
    refused by what it announces already. Raises TooManyBytes or SlowUpload where the body is read,
    so that a route which reads none never meets them.
    """
    deadline = asyncio.get_running_loop().time() + longest_s
    late = f"The body did not arrive within {longest_s:g} s."
    return _watched(receive, headers, most_bytes, lambda *_: asyncio.timeout_at(deadline), late)


def limited_in_pauses(
    receive: Receive, headers: Headers, most_bytes: int, longest_pause_s: float
) -> Receive:
    """The same, for a body that may take its time as long as enough of it arrives.

    Only the client's pauses count, not those between two calls: none may be longer, and together
    they may be so long and a second more for each LEAST_BYTES_PER_S.
    """
    late = f"Hardly anything of the body arrived for {longest_pause_s:g} s."

    def patience(waited_s: float, arrived: int) -> asyncio.Timeout:
        left = longest_pause_s + arrived / LEAST_BYTES_PER_S - waited_s
        return asyncio.timeout(min(left, longest_pause_s))

    return _watched(receive, headers, most_bytes, patience, late)


def _watched(
    receive: Receive,
    headers: Headers,
    most_bytes: int,
    patience: Callable[[float, int], asyncio.Timeout],
    late: str,
) -> Receive:
    """The same messages; `late` is what is said where `patience` ends before the next one.

    It depends on the seconds that were waited for the client so far, and on the bytes that came.
    """
    loop = asyncio.get_running_loop()
    waited_s = 0.0
    announced = int(headers.get("content-length", "0"))
    arrived = 0
    complete = False

    async def receive_limited() -> Message:
        nonlocal arrived, complete, waited_s
        if announced > most_bytes:
            raise _too_many(most_bytes)
        if complete:
            return await receive()
        began = loop.time()
        try:
            async with patience(waited_s, arrived):
                message = await receive()
        except TimeoutError as error:
            raise SlowUpload(late) from error
        waited_s += loop.time() - began
        arrived += len(message.get("body", b""))
        complete = not message.get("more_body", False)
        if arrived > most_bytes:
            raise _too_many(most_bytes)
        return message

    return receive_limited


def _too_many(most_bytes: int) -> TooManyBytes:
    return TooManyBytes(f"The body may hold {most_bytes / BYTES_PER_MB:g} MB at most.")
