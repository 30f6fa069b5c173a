"""Routes that cost something: who may use them now is settled before the body is read."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from digit_service.clients import client_of
from digit_service.multipart import MultipartRoute
from digit_service.rate_limits import RateLimits
from digit_service.readers import Readers
from digit_service.settings import Settings
from digit_service.uploads import limited


class _Guarded(APIRoute):
    """Counts the request, asks for a place in line, and watches the body as it arrives."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's handler behind the guard."""
        handle = super().get_route_handler()

        async def guard_and_handle(request: Request) -> Response:
            settings: Settings = request.state.settings
            rate_limits: RateLimits = request.state.rate_limits
            readers: Readers = request.state.readers
            client = client_of(request, settings.trusted_proxies)
            allowance = await rate_limits.count(client)
            if allowance is not None:
                request.state.answer_headers.update(allowance.headers)
            readers.require_place()
            receive = limited(
                request.receive,
                request.headers,
                self.most_bytes(settings),
                settings.upload_timeout_s,
            )
            return await handle(Request(request.scope, receive))

        return guard_and_handle

    def most_bytes(self, settings: Settings) -> int:
        """How many bytes a body may hold."""
        return settings.max_upload_bytes


class GuardedRoute(_Guarded):
    """A guarded route that takes any kind of body."""


class GuardedMultipartRoute(_Guarded, MultipartRoute):
    """A guarded route that takes multipart forms."""
