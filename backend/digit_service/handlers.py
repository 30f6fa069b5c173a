"""From an exception to the answer: every error leaves as application/problem+json."""

import asyncio
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from digit_reader import ImageError
from digit_service.errors import BadFields, Busy, ServiceError, from_reader
from digit_service.metrics import REJECTIONS
from digit_service.schemas import Problem

PROBLEM_JSON = "application/problem+json"
# RFC 9457's type for a problem that says no more than its HTTP status does.
NO_TYPE = "about:blank"


def add_handlers(app: FastAPI) -> None:
    """Answer every error of this app with a problem."""
    for kind in (HTTPException, RequestValidationError, ImageError, Exception):
        app.add_exception_handler(kind, _on_error)
    # Starlette answers unexpected errors outside of all other middleware, where an answer gets
    # none of their headers: this answers them inside of those that are added later.
    app.add_middleware(ServerErrorMiddleware, handler=_on_error)
    app.add_middleware(_LastWord)


class _LastWord:
    """Answers requests that outlast the time which the server gives them when it stops."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_answered = False

        async def send_noting(message: Message) -> None:
            nonlocal is_answered
            is_answered = True
            await send(message)

        try:
            await self._app(scope, receive, send_noting)
        except asyncio.CancelledError:
            if scope["type"] != "http" or is_answered:
                raise
            stopping = Busy("The service stops; ask again.")
            headers = {**(stopping.headers or {}), "Connection": "close"}
            await _answer(stopping.problem, headers)(scope, receive, send)


async def _on_error(request: Request, error: Exception) -> Response:
    match error:
        case ServiceError():
            return answer_to(error)
        case HTTPException():
            status = HTTPStatus(error.status_code)
            return _answer(_plain_problem(status, _sentence(request, error)), error.headers)
        case ImageError():
            return _answer(from_reader(error).problem)
        case RequestValidationError():
            return _answer(BadFields.found(error.errors()).problem)
        case _:
            # The traceback goes to the log, which the server writes; nothing of it to the client.
            # The server ends the connection after this, so the client must not send more on it.
            return _answer(unexpected_problem(), {"Connection": "close"})


def unexpected_problem() -> Problem:
    """What is told of an error that should not have happened."""
    detail = "Something went wrong in the service; the fault is not in the request."
    return _plain_problem(HTTPStatus.INTERNAL_SERVER_ERROR, detail)


def answer_to(error: ServiceError) -> Response:
    """The answer to a request that ended in this error."""
    return _answer(error.problem, error.headers)


def _answer(problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    if problem.type != NO_TYPE:
        REJECTIONS.labels(problem.type.rpartition(":")[2]).inc()
    return Response(
        problem.model_dump_json(exclude_none=True),
        status_code=problem.status,
        headers=headers,
        media_type=PROBLEM_JSON,
    )


def _plain_problem(status: HTTPStatus, detail: str) -> Problem:
    """A problem without a type of its own."""
    return Problem(type=NO_TYPE, title=status.phrase, status=status, detail=detail)


def _sentence(request: Request, error: HTTPException) -> str:
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return f"{request.method} does not work at {request.url.path}."
    if error.detail == HTTPStatus.NOT_FOUND.phrase:
        return f"There is nothing at {request.url.path}."
    return error.detail
