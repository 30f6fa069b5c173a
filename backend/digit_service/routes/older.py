"""Doors for clients of older digit APIs: other names for the same reader."""

import asyncio
import binascii
from base64 import b64decode
from typing import Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, TypeAdapter, ValidationError
from python_multipart.multipart import parse_options_header
from starlette.datastructures import UploadFile

from digit_reader import Mode
from digit_service.deps import ReadyReaders
from digit_service.errors import GUARDED_ERRORS, IMAGE_ERRORS, BadFields
from digit_service.guarded import GuardedRoute
from digit_service.multipart import form_of
from digit_service.openapi import problems
from digit_service.presence import while_connected
from digit_service.readers import Readers
from digit_service.schemas import FieldError, OlderAnswer

router = APIRouter(tags=["older doors"], route_class=GuardedRoute)

OlderMode = Literal["single", "multi", "multiple"]
_PROBLEMS = problems(*IMAGE_ERRORS, *GUARDED_ERRORS)
_FILE = {"type": "string", "contentMediaType": "application/octet-stream"}
_MODE = {"type": "string", "enum": ["single", "multi", "multiple"], "default": "single"}


class _Sent(BaseModel):
    """The JSON that /predict takes."""

    image: str
    mode: OlderMode = "single"


def _form(file: str) -> dict[str, object]:
    fields = {file: _FILE, "mode": _MODE}
    return {"schema": {"type": "object", "required": [file], "properties": fields}}


@router.post(
    "/predict",
    summary="Read an image, as /predict of older APIs did",
    responses=_PROBLEMS,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "multipart/form-data": _form("file"),
                "application/json": {"schema": _Sent.model_json_schema()},
            },
        }
    },
)
async def predict(request: Request, readers: ReadyReaders) -> OlderAnswer:
    """Takes a form with a `file`, or JSON with a data URL or bare base64 as `image`."""
    media_type, _ = parse_options_header(request.headers.get("content-type"))
    if media_type == b"application/json":
        # Taking 15 MB apart would keep the others waiting.
        image, mode = await asyncio.to_thread(_from_json, await request.body())
    else:
        image, mode = await _from_form(request, "file")
    return await _read(request, readers, image, mode)


@router.post(
    "/digit-classifier-api",
    summary="Read an image, as /digit-classifier-api of older APIs did",
    responses=_PROBLEMS,
    openapi_extra={
        "requestBody": {"required": True, "content": {"multipart/form-data": _form("image")}}
    },
)
async def digit_classifier_api(request: Request, readers: ReadyReaders) -> OlderAnswer:
    """Takes a form with an `image`."""
    image, mode = await _from_form(request, "image")
    return await _read(request, readers, image, mode)


async def _read(request: Request, readers: Readers, image: bytes, mode: OlderMode) -> OlderAnswer:
    ours: Mode = "single" if mode == "single" else "multi"
    reading = readers.read(image, mode=ours, charset="digits", alternatives=0)
    answer = await while_connected(request, reading)
    is_digit = len(answer.text) == 1 and answer.text.isdigit()
    return OlderAnswer(
        digit=int(answer.text) if is_digit else None,
        prediction=answer.text,
        confidence=answer.confidence,
    )


async def _from_form(request: Request, field: str) -> tuple[bytes, OlderMode]:
    """The image and the mode of a multipart form; raises BadFields."""
    async with form_of(request) as form:
        files = form.getlist(field)
        if len(files) != 1 or not isinstance(files[0], UploadFile):
            raise BadFields(FieldError(field=field, detail="Send one file, with a file name."))
        try:
            mode: OlderMode = TypeAdapter(OlderMode).validate_python(form.get("mode", "single"))
        except ValidationError as error:
            raise BadFields.found(error.errors(include_input=False), "mode") from error
        return await files[0].read(), mode


def _from_json(body: bytes) -> tuple[bytes, OlderMode]:
    """The image and the mode of a JSON body; raises BadFields."""
    try:
        sent = _Sent.model_validate_json(body)
    except ValidationError as error:
        raise BadFields.found(error.errors(include_input=False)) from error
    encoded = sent.image.partition(",")[2] if sent.image.startswith("data:") else sent.image
    try:
        # Encoders for mail break lines.
        return b64decode("".join(encoded.split()), validate=True), sent.mode
    except (binascii.Error, ValueError) as error:
        detail = "Send a data URL with base64, or base64 alone."
        raise BadFields(FieldError(field="image", detail=detail)) from error
