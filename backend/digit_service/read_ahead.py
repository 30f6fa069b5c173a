"""A body that is read some messages ahead, so that a client who leaves is noticed meanwhile."""

import asyncio
from collections.abc import AsyncIterator

from starlette.types import Receive

from digit_service.errors import ServiceError

# Where so many bytes of a body lie ready, no more of it is received: what commonly follows a zip
# file is less.
AHEAD_BYTES = 64 * 1024


class ReadAhead:
    """The chunks of a body, for one who takes his time with each."""

    def __init__(self, receive: Receive) -> None:
        """Nothing is received before `until_left` runs."""
        self._receive = receive
        self._arrived: asyncio.Queue[bytes | ServiceError | None] = asyncio.Queue()
        self._bytes = 0
        self._room = asyncio.Event()
        self._room.set()

    async def until_left(self) -> None:
        """Receive the body, as fast as it is taken; ends when the client has left."""
        try:
            more_body = True
            while more_body:
                message = await self._receive()
                if message["type"] == "http.disconnect":
                    return
                self._take_in(message.get("body", b""))
                await self._room.wait()
                more_body = message.get("more_body", False)
        except ServiceError as error:
            self._arrived.put_nowait(error)
            # What still comes is of no use, so nobody looks for the client behind it any more.
            await asyncio.Event().wait()
        self._arrived.put_nowait(None)
        while (await self._receive())["type"] != "http.disconnect":
            pass

    async def chunks(self) -> AsyncIterator[bytes]:
        """The body, piece by piece; raises what the receiving raised, where it did."""
        while (arrived := await self._arrived.get()) is not None:
            if isinstance(arrived, ServiceError):
                raise arrived
            self._give_out(arrived)
            yield arrived

    def _take_in(self, chunk: bytes) -> None:
        self._arrived.put_nowait(chunk)
        self._bytes += len(chunk)
        if self._bytes >= AHEAD_BYTES:
            self._room.clear()

    def _give_out(self, chunk: bytes) -> None:
        self._bytes -= len(chunk)
        if self._bytes < AHEAD_BYTES:
            self._room.set()
