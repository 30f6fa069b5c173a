"""Routes that cost something: who may use them now is settled before the body is read."""

from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.requests import ClientDisconnect
from starlette.types import Receive

from digit_service import metrics
from digit_service.clients import client_of
from digit_service.deps import require_ready
from digit_service.errors import ClientGone
from digit_service.feedback.keeper import Keeper
from digit_service.multipart import MultipartRoute
from digit_service.rate_limits import RateLimits
from digit_service.readers import Readers
from digit_service.settings import Settings
from digit_service.uploads import Uploads, limited, limited_in_pauses


async def count(request: Request) -> None:
    """Count a request of this client; raises TooManyRequests."""
    settings: Settings = request.state.settings
    rate_limits: RateLimits = request.state.rate_limits
    allowance = await rate_limits.count(client_of(request, settings.trusted_proxies))
    if allowance is not None:
        request.state.answer_headers.update(allowance.headers)


class _Guarded(APIRoute):
    """Counts the request, asks for a place in line, and watches the body as it arrives."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's handler behind the guard."""
        handle = super().get_route_handler()

        async def guard_and_handle(request: Request) -> Response:
            await count(request)
            self.require_ready(request)
            metrics.body_begins()
            try:
                with self.limited_body(request, request.state.settings) as receive:
                    return await handle(Request(request.scope, receive))
            except ClientDisconnect as error:
                raise ClientGone from error

        return guard_and_handle

    def require_ready(self, request: Request) -> None:
        """Raise NotReady or Busy where the request would have to wait in vain."""
        readers: Readers = request.state.readers
        require_ready(request)
        readers.require_place()

    @contextmanager
    def limited_body(self, request: Request, settings: Settings) -> Iterator[Receive]:
        """The body's messages, but an error where it is larger or slower than it may be.

        So it is where it and the others that are held meanwhile are too large together.
        """
        uploads: Uploads = request.state.uploads
        with uploads.held(request.receive) as receive:
            yield limited(
                receive, request.headers, settings.max_upload_bytes, settings.upload_timeout_s
            )


class GuardedRoute(_Guarded):
    """A guarded route that takes any kind of body."""


class GuardedMultipartRoute(_Guarded, MultipartRoute):
    """A guarded route that takes multipart forms."""


class GuardedFeedbackRoute(GuardedMultipartRoute):
    """A guarded route that takes multipart forms with an image that is to be kept."""

    def require_ready(self, request: Request) -> None:
        """Raise the error of whatever cannot be done now."""
        keeper: Keeper = request.state.keeper
        keeper.require_ready()
        super().require_ready(request)


class GuardedBatchRoute(_Guarded):
    """A guarded route that takes many images, and works on them while more of them arrive."""

    @contextmanager
    def limited_body(self, request: Request, settings: Settings) -> Iterator[Receive]:
        """The body's messages, but an error where it is too large or pauses for too long."""
        yield limited_in_pauses(
            request.receive,
            request.headers,
            settings.max_batch_bytes,
            settings.upload_timeout_s,
        )
