"""Reading an image: what the service is for."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request

from digit_reader import Mode
from digit_service.deps import ReadyReaders
from digit_service.errors import GUARDED_ERRORS, IMAGE_ERRORS
from digit_service.guarded import GuardedMultipartRoute
from digit_service.multipart import ImageFile, each_field_once
from digit_service.openapi import problems
from digit_service.presence import while_connected
from digit_service.schemas import Charset, Include, ReadAnswer

router = APIRouter(prefix="/api/v1", tags=["reading"], route_class=GuardedMultipartRoute)


@router.post(
    "/read",
    summary="Read an image",
    response_description="What the image says.",
    dependencies=[Depends(each_field_once)],
    responses=problems(*IMAGE_ERRORS, *GUARDED_ERRORS),
)
async def read(
    *,
    request: Request,
    readers: ReadyReaders,
    image: ImageFile,
    mode: Annotated[
        Mode,
        Form(description="`multi` finds lines and characters; `single` takes all ink as one."),
    ] = "multi",
    charset: Annotated[Charset, Form(description="Which characters there may be.")] = "digits",
    alternatives: Annotated[
        int, Form(ge=0, le=9, description="At most so many other labels for each character.")
    ] = 3,
    include: Annotated[
        Include | None,
        Form(description="`glyphs` adds to each character the picture that the classifier saw."),
    ] = None,
) -> ReadAnswer:
    """Find the handwritten digits in an image and read them.

    Every character comes with its box, its confidence and the next likeliest labels. An empty
    page is an answer like any other: the text is empty.
    """
    reading = readers.read(
        await image.read(),
        mode=mode,
        charset=charset,
        alternatives=alternatives,
        include=include,
    )
    return await while_connected(request, reading)
