"""Routes that take multipart forms, and say plainly what is wrong with one."""

from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import File, Request, Response, UploadFile
from fastapi.routing import APIRoute
from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError
from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData
from starlette.datastructures import UploadFile as FilePart
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartParser
from starlette.types import Message, Receive

from digit_service.errors import BadFields, BrokenBody, NotMultipart, ServiceError
from digit_service.schemas import FieldError


class MultipartRoute(APIRoute):
    """A route that looks at the type of the body before the body is read.

    Left to itself, FastAPI takes any other body for a form without fields.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's handler behind the check."""
        handle = super().get_route_handler()

        async def check_and_handle(request: Request) -> Response:
            with _broken_as_such():
                return await handle(as_multipart(request))

        return check_and_handle


def keep_in_memory(most_bytes: int) -> None:
    """From now on, files of up to so many bytes never go to the disk while they arrive."""
    MultiPartParser.spool_max_size = most_bytes


def as_multipart(request: Request) -> Request:
    """The request, whose body has to be a multipart form, and all of one.

    Raises NotMultipart or BrokenBody, the latter also while the body is read.
    """
    return Request(request.scope, _whole(request.receive, boundary_of(request)))


def boundary_of(request: Request) -> bytes:
    """What stands between the parts of the multipart form; raises NotMultipart or BrokenBody."""
    content_type = request.headers.get("content-type")
    media_type, parameters = parse_options_header(content_type)
    if media_type != b"multipart/form-data":
        found = f"is {content_type}" if content_type else "has no Content-Type"
        raise NotMultipart(f"Send multipart/form-data; this body {found}.")
    boundary = parameters.get(b"boundary")
    if not boundary:
        raise BrokenBody("The multipart body's Content-Type has no boundary.")
    return boundary


@asynccontextmanager
async def form_of(request: Request) -> AsyncIterator[FormData]:
    """The multipart form of a request; raises what `as_multipart` raises."""
    with _broken_as_such():
        async with as_multipart(request).form() as form:
            yield form


@contextmanager
def _broken_as_such() -> Iterator[None]:
    """Turns the words for a body that cannot be taken apart into a BrokenBody."""
    try:
        yield
    except UnicodeError as error:
        raise BrokenBody("The charset of the body is unknown, or the body is not in it.") from error
    except HTTPException as error:
        if isinstance(error, ServiceError) or error.status_code != HTTPStatus.BAD_REQUEST:
            raise
        raise BrokenBody(f"{error.detail.rstrip('.')}.") from error


def _whole(receive: Receive, boundary: bytes) -> Receive:
    """The same messages, but BrokenBody where the body stops before the multipart form does.

    The parser would take such a form for one without its last field.
    """
    end = b"--" + boundary + b"--"
    tail, found = b"", False

    async def receive_whole() -> Message:
        nonlocal tail, found
        message = await receive()
        if message["type"] == "http.request":
            arrived = tail + message.get("body", b"")
            found = found or end in arrived
            tail = arrived[1 - len(end) :]
            if not found and not message.get("more_body", False):
                raise BrokenBody("The body breaks off before the multipart form is complete.")
        return message

    return receive_whole


async def each_field_once(request: Request) -> None:
    """Refuse a form with two fields of a name, rather than choose one of them."""
    form = await request.form()
    twice = [name for name in form if len(form.getlist(name)) > 1]
    if twice:
        raise BadFields(*(FieldError(field=name, detail="Send this field once.") for name in twice))


def _file_part(value: object) -> object:
    if not isinstance(value, FilePart):
        raise PydanticCustomError("not_a_file", "Send a file, with a file name, not plain text")
    return value


ImageFile = Annotated[
    UploadFile,
    BeforeValidator(_file_part),
    File(
        description="PNG, JPEG, WebP, BMP, GIF, TIFF, AVIF or HEIC, recognised by its content "
        "whatever its name and type say; the first frame or page of several."
    ),
]
