"""Reading many images in one request."""

import asyncio
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.types import Receive, Scope, Send

from digit_service.batch import IMAGES, Batch, Batches, Limits, ReadOptions
from digit_service.clients import client_of
from digit_service.deps import ReadyReaders
from digit_service.errors import GUARDED_ERRORS, ClientGone
from digit_service.guarded import GuardedBatchRoute
from digit_service.lines import CSV, NDJSON, LineForm, line_form
from digit_service.multipart import boundary_of
from digit_service.openapi import problems
from digit_service.rate_limits import RateLimits
from digit_service.read_ahead import ReadAhead
from digit_service.settings import Settings

router = APIRouter(prefix="/api/v1", tags=["reading"], route_class=GuardedBatchRoute)

_FORM = {
    "type": "object",
    "required": [IMAGES],
    "properties": {
        **ReadOptions.model_json_schema()["properties"],
        IMAGES: {
            "type": "array",
            "minItems": 1,
            "items": {"type": "string", "contentMediaType": "application/octet-stream"},
            "description": "Images as `/api/v1/read` takes them, and zip files of such images; "
            "after the other fields.",
        },
    },
}
_LINES = {
    NDJSON: {
        "schema": {
            "description": "Each line is one of these.",
            "anyOf": [
                {"$ref": "#/components/schemas/ReadLine"},
                {"$ref": "#/components/schemas/ProblemLine"},
            ],
        }
    },
    CSV: {"schema": {"type": "string"}, "example": "index,file,text,confidence,status\r\n"},
}
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"content": _LINES},
    **problems(*GUARDED_ERRORS),
}


class BatchAnswer(Response):
    """Begins with the first line; what fails before that becomes another answer."""

    def __init__(self, batch: Batch, lines: LineForm, longest_pause_s: float) -> None:
        """A client that takes nothing for so long has gone."""
        super().__init__(media_type=lines.media_type)
        del self.headers["content-length"]
        self._batch = batch
        self._head = lines.head
        self._longest_pause_s = longest_pause_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Send each line when it is there."""
        started = False

        async def write(line: bytes) -> None:
            nonlocal started
            if not started:
                started = True
                await send(
                    {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
                )
                line = self._head + line
            await self.send_line(send, line)

        try:
            await self._batch.run(write)
        except ClientGone:
            if not started:
                raise
            return
        await send({"type": "http.response.body", "body": b""})

    async def send_line(self, send: Send, line: bytes) -> None:
        """Send a line; raises ClientGone where the client does not take it."""
        try:
            async with asyncio.timeout(self._longest_pause_s):
                await send({"type": "http.response.body", "body": line, "more_body": True})
        except TimeoutError as error:
            raise ClientGone from error


@router.post(
    "/read/batch",
    summary="Read many images",
    response_class=Response,
    response_description="A line for each image, in order; CSV where only that is accepted.",
    responses=_RESPONSES,
    openapi_extra={
        "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": _FORM}}}
    },
)
async def read_batch(request: Request, readers: ReadyReaders) -> BatchAnswer:
    """Read images and zip files of images, and answer while others of them still arrive.

    An image that cannot be read gets a line with a problem, and the others their readings. What
    ends the whole batch is the last line, or the answer where it happens before the first line.
    Each image counts as a request. The other fields come before the images.
    """
    settings: Settings = request.state.settings
    rate_limits: RateLimits = request.state.rate_limits
    batches: Batches = request.state.batches
    lines = line_form(request.headers.get("accept", ""))
    batch = Batch(
        body=ReadAhead(request.receive),
        boundary=boundary_of(request),
        limits=Limits(
            most_images=settings.max_batch_files,
            most_image_bytes=settings.max_upload_bytes,
            client=client_of(request, settings.trusted_proxies),
        ),
        lines=lines,
        readers=readers,
        rate_limits=rate_limits,
        batches=batches,
    )
    return BatchAnswer(batch, lines, settings.upload_timeout_s)
