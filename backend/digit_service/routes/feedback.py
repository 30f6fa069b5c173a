"""Feedback: what is really written on an image, kept to train on, and deleted again."""

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from pydantic import BeforeValidator

from digit_service.deps import FeedbackKeeper, ReadyReaders
from digit_service.errors import (
    FEEDBACK_ERRORS,
    GUARDED_ERRORS,
    IMAGE_ERRORS,
    Busy,
    TooManyRequests,
    UnknownFeedback,
)
from digit_service.feedback.sending import Sending, reading_in
from digit_service.guarded import GuardedFeedbackRoute, count
from digit_service.multipart import ImageFile, each_field_once
from digit_service.openapi import problems
from digit_service.presence import while_connected
from digit_service.schemas import FeedbackAnswer

router = APIRouter(prefix="/api/v1", tags=["feedback"])
_sending = APIRouter(route_class=GuardedFeedbackRoute)

# A page of 400 characters with all alternatives and glyphs is smaller.
LONGEST_READING = 500_000
LONGEST_CORRECTION = 1000
IDENTIFIER = re.compile("[0-9a-f]{32}")


def _plain(value: object) -> object:
    """Forms send newlines as CRLF, files end with one."""
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


Correction = Annotated[
    str,
    BeforeValidator(_plain),
    Form(
        pattern=r"^[0-9?]+(\n[0-9?]+)*$",
        max_length=LONGEST_CORRECTION,
        description="What is written there: digits, newlines between lines, and `?` for what "
        "nobody could read.",
    ),
]
SentReading = Annotated[
    str,
    Form(
        max_length=LONGEST_READING,
        description="What `/api/v1/read` answered, as JSON.",
        json_schema_extra={"contentMediaType": "application/json"},
    ),
]


@_sending.post(
    "/feedback",
    status_code=201,
    summary="Say what is written on an image",
    response_description="It is kept, under an id that it can be deleted by.",
    dependencies=[Depends(each_field_once)],
    responses=problems(*IMAGE_ERRORS, *GUARDED_ERRORS, *FEEDBACK_ERRORS),
)
async def send(
    *,
    request: Request,
    readers: ReadyReaders,
    keeper: FeedbackKeeper,
    image: ImageFile,
    reading: SentReading,
    correction: Correction,
) -> FeedbackAnswer:
    """Keep an image, what was read on it and what is really written there, for training.

    Ask whoever wrote it first. The image is kept upright, grey and without what its file tells
    besides, as long as the service's retention says, or until its id is deleted.
    """
    kept = await while_connected(request, readers.kept(await image.read()))
    sending = Sending(kept, reading_in(reading), correction)
    return FeedbackAnswer(id=await keeper.keep(sending))


@router.delete(
    "/feedback/{id}",
    status_code=204,
    summary="Delete feedback",
    response_description="It is deleted, and its image where nobody else has sent the same.",
    dependencies=[Depends(count)],
    responses=problems(UnknownFeedback, TooManyRequests, Busy, *FEEDBACK_ERRORS),
)
async def forget(id: str, keeper: FeedbackKeeper) -> None:
    """Delete what was sent under this id, at once and for good."""
    keeper.require_ready()
    if not IDENTIFIER.fullmatch(id) or not await keeper.forget(id):
        raise UnknownFeedback


router.include_router(_sending)
