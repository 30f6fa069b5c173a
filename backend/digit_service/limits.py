"""The limit on a body's bytes, held while the body arrives."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from digit_service.errors import TooManyBytes
from digit_service.settings import BYTES_PER_MB


class BodyLimit:
    """Ends a request whose body is announced, or turns out, to be larger than `max_bytes`.

    The error is raised where the body is read, so it reaches the client the way every error of
    a route does, and a route that needs no body never meets it.
    """

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        """`max_bytes` counts the whole body, the multipart headers in it included."""
        self._app = app
        self._max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, its body under watch."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        announced = int(Headers(scope=scope).get("content-length", "0"))
        arrived = 0

        async def limited_receive() -> Message:
            nonlocal arrived
            if announced > self._max_bytes:
                raise self._error()
            message = await receive()
            arrived += len(message.get("body", b""))
            if arrived > self._max_bytes:
                raise self._error()
            return message

        await self._app(scope, limited_receive, send)

    def _error(self) -> TooManyBytes:
        return TooManyBytes(f"The body may hold {self._max_bytes / BYTES_PER_MB:g} MB at most.")
