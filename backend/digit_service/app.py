"""The application: the API, its documentation and the page, put together."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib.metadata import version
from typing import TypedDict

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline

from digit_service.answers import AnswerHeaders
from digit_service.handlers import add_handlers
from digit_service.openapi import describe_problems
from digit_service.rate_limits import RateLimits
from digit_service.readers import Readers
from digit_service.routes import health, models, read
from digit_service.routes.page import add_page
from digit_service.settings import Settings, load_settings


class State(TypedDict):
    """What lives as long as the application; requests find it in `request.state`."""

    settings: Settings
    readers: Readers
    rate_limits: RateLimits


def create_app(settings: Settings) -> FastAPI:
    """The application with these settings."""
    app = FastAPIOffline(
        title="Digit Reader",
        summary="Handwriting in, numbers out.",
        version=version("digit-service"),
        redoc_url=None,
        swagger_ui_parameters={"validatorUrl": None},
        lifespan=_lifespan(settings),
    )
    app.include_router(read.router)
    app.include_router(models.router)
    app.include_router(health.router)
    add_page(app, settings.page_dir)
    add_handlers(app)
    describe_problems(app)
    app.add_middleware(AnswerHeaders)
    return app


def create_app_from_environment() -> FastAPI:
    """The application as each worker process makes it."""
    return create_app(load_settings())


def _lifespan(
    settings: Settings,
) -> Callable[[FastAPI], AbstractAsyncContextManager[State]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[State]:
        readers = Readers(settings)
        # In the background, so that /healthz and the page answer from the first moment.
        starting = asyncio.create_task(readers.start())
        rate_limits = RateLimits(settings)
        yield State(settings=settings, readers=readers, rate_limits=rate_limits)
        await starting
        await rate_limits.close()
        readers.close()

    return lifespan
