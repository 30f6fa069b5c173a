"""What every answer carries besides its own."""

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class AnswerHeaders:
    """Adds to each answer the headers in `request.state.answer_headers`.

    These are the same for every answer until something on the way adds to them or changes them;
    what an answer says itself stays.
    """

    def __init__(self, app: ASGIApp, defaults: Mapping[str, str]) -> None:
        """Wraps `app`; each request begins with `defaults`."""
        self._app = app
        self._defaults = defaults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and the answer back with its headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        added = dict(self._defaults)
        scope.setdefault("state", {})["answer_headers"] = added

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in added.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)
