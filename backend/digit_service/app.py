"""The application: the API, its documentation and the page, put together."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib.metadata import version
from typing import TypedDict

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline

from digit_service.access import Access
from digit_service.answers import AnswerHeaders
from digit_service.batch import Batches
from digit_service.cors import add_cors
from digit_service.feedback.keeper import Keeper
from digit_service.handlers import add_handlers
from digit_service.multipart import keep_in_memory
from digit_service.openapi import describe_problems
from digit_service.rate_limits import RateLimits
from digit_service.readers import Readers
from digit_service.routes import batch, feedback, health, metrics, models, older, read
from digit_service.routes.docs import add_docs
from digit_service.routes.page import add_page
from digit_service.security import SECURITY_HEADERS
from digit_service.settings import Settings, load_settings
from digit_service.tracing import Tracing
from digit_service.turnstile import Turnstile
from digit_service.uploads import Uploads
from digit_service.workers import end_with_supervisor

# A thread that has a reading waits at most so long for the event loop to give Python's lock away.
SWITCH_INTERVAL_S = 0.0005


class State(TypedDict):
    """What lives as long as the application; requests find it in `request.state`."""

    settings: Settings
    readers: Readers
    rate_limits: RateLimits
    batches: Batches
    uploads: Uploads
    keeper: Keeper


def create_app(settings: Settings) -> FastAPI:
    """The application with these settings."""
    tracing = Tracing()
    app = FastAPIOffline(
        title="Digit Reader",
        summary="Handwriting in, numbers out.",
        version=version("digit-service"),
        docs_url=None,
        redoc_url=None,
        swagger_ui_parameters={"validatorUrl": None},
        telemetry=tracing.telemetry,
        lifespan=_lifespan(settings, tracing),
    )
    keep_in_memory(settings.max_upload_bytes)
    app.include_router(read.router)
    app.include_router(batch.router)
    app.include_router(older.router)
    app.include_router(feedback.router)
    app.include_router(models.router)
    app.include_router(health.router)
    app.include_router(metrics.router)
    add_docs(app)
    add_page(app, settings.page_dir)
    add_handlers(app)
    describe_problems(app)
    app.add_middleware(Turnstile, routes=[*read.router.routes, *older.router.routes])
    add_cors(app, settings.cors_origins)
    app.add_middleware(AnswerHeaders, defaults=SECURITY_HEADERS)
    app.add_middleware(Access, settings=settings)
    return app


def create_app_from_environment() -> FastAPI:
    """The application as each worker process makes it."""
    return create_app(load_settings())


def _lifespan(
    settings: Settings, tracing: Tracing
) -> Callable[[FastAPI], AbstractAsyncContextManager[State]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[State]:
        end_with_supervisor()
        sys.setswitchinterval(SWITCH_INTERVAL_S)
        readers = Readers(settings)
        # In the background, so that /healthz and the page answer from the first moment.
        starting = asyncio.create_task(readers.start())
        rate_limits = RateLimits(settings)
        batches = Batches(settings.max_concurrency)
        keeper = Keeper(settings)
        # After the readers: whoever waits for the service waits to read.
        tending = asyncio.create_task(keeper.tend(after=starting))
        yield State(
            settings=settings,
            readers=readers,
            rate_limits=rate_limits,
            batches=batches,
            uploads=Uploads(settings.max_uploads_bytes),
            keeper=keeper,
        )
        await starting
        tending.cancel()
        await keeper.close()
        await rate_limits.close()
        readers.close()
        await asyncio.to_thread(tracing.close)

    return lifespan
