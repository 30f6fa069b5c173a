"""What a body may cost: so many bytes in so many seconds, held while it arrives."""

import asyncio

from starlette.datastructures import Headers
from starlette.types import Message, Receive

from digit_service.errors import SlowUpload, TooManyBytes
from digit_service.settings import BYTES_PER_MB


def limited(receive: Receive, headers: Headers, most_bytes: int, longest_s: float) -> Receive:
    """The same messages, but an error where the body is larger or slower than it may be.

    `most_bytes` counts the whole body, the multipart headers in it included, and a larger one is
    refused by what it announces already. Raises TooManyBytes or SlowUpload where the body is read,
    so that a route which reads none never meets them.
    """
    announced = int(headers.get("content-length", "0"))
    arrived = 0
    complete = False
    deadline = asyncio.get_running_loop().time() + longest_s

    async def receive_limited() -> Message:
        nonlocal arrived, complete
        if announced > most_bytes:
            raise _too_many(most_bytes)
        if complete:
            return await receive()
        try:
            async with asyncio.timeout_at(deadline):
                message = await receive()
        except TimeoutError as error:
            raise SlowUpload(f"The body did not arrive within {longest_s:g} s.") from error
        arrived += len(message.get("body", b""))
        complete = not message.get("more_body", False)
        if arrived > most_bytes:
            raise _too_many(most_bytes)
        return message

    return receive_limited


def _too_many(most_bytes: int) -> TooManyBytes:
    return TooManyBytes(f"The body may hold {most_bytes / BYTES_PER_MB:g} MB at most.")
