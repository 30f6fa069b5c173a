"""A body that is read some messages ahead, so that a client who leaves is noticed meanwhile."""

import asyncio
from collections.abc import AsyncIterator

from starlette.types import Receive

from digit_service.errors import ServiceError

# So many messages of a body lie ready at most: what commonly follows a zip file.
AHEAD = 4


class ReadAhead:
    """The chunks of a body, for one who takes his time with each."""

    def __init__(self, receive: Receive) -> None:
        """Nothing is received before `until_left` runs."""
        self._receive = receive
        self._arrived: asyncio.Queue[bytes | ServiceError | None] = asyncio.Queue(AHEAD)

    async def until_left(self) -> None:
        """Receive the body, as fast as it is taken; ends when the client has left."""
        try:
            more_body = True
            while more_body:
                message = await self._receive()
                if message["type"] == "http.disconnect":
                    return
                await self._arrived.put(message.get("body", b""))
                more_body = message.get("more_body", False)
        except ServiceError as error:
            await self._arrived.put(error)
            # What still comes is of no use, so nobody looks for the client behind it any more.
            await asyncio.Event().wait()
        await self._arrived.put(None)
        while (await self._receive())["type"] != "http.disconnect":
            pass

    async def chunks(self) -> AsyncIterator[bytes]:
        """The body, piece by piece; raises what the receiving raised, where it did."""
        while (arrived := await self._arrived.get()) is not None:
            if isinstance(arrived, ServiceError):
                raise arrived
            yield arrived
