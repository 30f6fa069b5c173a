"""Work for a client, as long as there is one."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from fastapi import Request

from digit_service.errors import ClientGone

Result = TypeVar("Result")


async def while_connected(request: Request, work: Coroutine[Any, Any, Result]) -> Result:
    """Do the work, but cancel it and raise ClientGone once the client has gone away.

    The request's body has to have been read.
    """
    return await unless_left(_left(request), work)


async def unless_left(left: Coroutine[Any, Any, None], work: Coroutine[Any, Any, Result]) -> Result:
    """Do the work, but cancel it and raise ClientGone once `left` comes to its end."""
    working = asyncio.create_task(work)
    leaving = asyncio.create_task(left)
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientGone
        return working.result()
    finally:
        working.cancel()
        leaving.cancel()


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
