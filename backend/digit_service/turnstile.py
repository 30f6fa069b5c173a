"""The turnstile: what would find the line full is refused before anything else is done for it.

Under a flood most requests are refused. Each that went through routing, rate limits and the rest of
the application would take the event loop from those that are read.
"""

from collections.abc import Iterable

from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from digit_service.errors import Busy
from digit_service.handlers import answer_to
from digit_service.readers import Readers


class Turnstile:
    """Asks the line before the application is asked."""

    def __init__(self, app: ASGIApp, routes: Iterable[BaseRoute]) -> None:
        """Wraps `app`; `routes` are those whose requests wait in line, by paths without fields."""
        self._app = app
        self._routes = {route.path: route for route in routes if isinstance(route, Route)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        route = self._routes.get(scope["path"]) if scope["type"] == "http" else None
        if route and scope["method"] in (route.methods or ()):
            readers: Readers = scope["state"]["readers"]
            try:
                readers.let_in()
            except Busy as busy:
                # For the metrics, which tell by it what was asked for.
                scope["route"] = route
                await answer_to(busy)(scope, receive, send)
                return
        await self._app(scope, receive, send)
