"""Each request: the id it goes by, and what the metrics and the log keep of it."""

import logging
import re
import time
from http import HTTPStatus
from uuid import uuid4

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from digit_service import metrics
from digit_service.clients import client_of
from digit_service.errors import ClientGone
from digit_service.logs import request_id
from digit_service.settings import Settings

logger = logging.getLogger(__name__)

_PLAIN = re.compile(rb"[A-Za-z0-9_.-]{1,64}")
_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))


class Access:
    """Gives each request its id, and counts, times and logs it."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Wraps `app`, which should be all there is, so that nothing is answered unseen."""
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and the answer back with the id."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        identifier = _identifier(scope)
        # Never reset: whatever the server still has to say of this request comes after us.
        request_id.set(identifier.decode())
        began = time.perf_counter()
        # Unless an answer begins: what fails is answered, too, so nobody was there for one.
        status: int = ClientGone.status

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", identifier)]
            await send(message)

        try:
            await self._app(scope, receive, send_with_id)
        finally:
            self._keep(scope, status, time.perf_counter() - began)

    def _keep(self, scope: Scope, status: int, seconds: float) -> None:
        method = scope["method"] if scope["method"] in _METHODS else "other"
        route = _route(scope, status)
        metrics.REQUESTS.labels(route, method, str(status)).inc()
        metrics.REQUEST_SECONDS.labels(route).observe(seconds)
        # A line for each that is told to come back would cost more than to tell it so.
        is_fault = status >= 500 and status != HTTPStatus.SERVICE_UNAVAILABLE
        level = logging.INFO if is_fault else logging.DEBUG
        if not logger.isEnabledFor(level):
            return
        kept = {
            "method": method,
            "route": route,
            "status": status,
            "milliseconds": round(seconds * 1000, 2),
        }
        sentence = "%(method)s %(route)s %(status)d in %(milliseconds)g ms"
        if self._settings.log_clients:
            kept["client"] = client_of(HTTPConnection(scope), self._settings.trusted_proxies)
            sentence += " for %(client)s"
        logger.log(level, sentence, kept, extra=kept)


def _identifier(scope: Scope) -> bytes:
    """The id that came with the request, if it is a plain one; else a new one."""
    for name, value in scope["headers"]:
        if name == b"x-request-id" and _PLAIN.fullmatch(value):
            identifier: bytes = value
            return identifier
    return uuid4().hex.encode()


def _route(scope: Scope, status: int) -> str:
    """The template of the route that answered: paths are the client's to choose without end."""
    template = getattr(scope.get("route"), "path", None)
    if isinstance(template, str):
        return template
    # The page's files belong to no route of their own; other mounts have at least an endpoint.
    return "page" if "endpoint" not in scope and status < 400 else "other"
