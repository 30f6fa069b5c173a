"""What Schemathesis makes of the API's description is answered as the description says."""

import json
from base64 import b64encode
from typing import Any

import httpx
import schemathesis
from drawn_pages import draw, encode
from hypothesis import strategies as st
from schemathesis import BaseSchema, Case

from digit_service.app import create_app
from digit_service.schemas import ReadAnswer
from digit_service.settings import Settings


def description(*unfit_checks: str) -> BaseSchema:
    """The API's description, for all checks but these."""
    described = schemathesis.openapi.from_dict(create_app(Settings(rate_limit="")).openapi())
    described.config.checks.update(excluded_check_names=list(unfit_checks))
    return described


# A schema cannot say what makes an image, so most that satisfy it are refused for theirs.
# A batch is answered as it arrives: a bad field behind the first image is a line of the answer.
api = description("positive_data_acceptance").exclude(path="/api/v1/read/batch")
# With another image in it, a request that was to be refused may have become a good one.
posts = description("positive_data_acceptance", "negative_data_rejection").include(method="POST")

IMAGE_FIELDS = ("image", "images", "file")
GOOD_READING = json.dumps(ReadAnswer.model_json_schema()["examples"][0])
IMAGES = [encode(draw("407", height=60, pen=6), form) for form in ("PNG", "JPEG", "GIF")]


@st.composite
def uploads(draw: st.DrawFn) -> bytes:
    """An image, whole or cut short."""
    image = draw(st.sampled_from(IMAGES))
    return image[: draw(st.sampled_from([len(image), len(image), len(image) // 2, 20]))]


@api.parametrize()
def test_answers_as_described(case: Case[Any], client: httpx.Client) -> None:
    case.call_and_validate(base_url=str(client.base_url))


@posts.given(upload=uploads())
@posts.parametrize()
def test_answers_uploads_as_described(case: Case[Any], upload: bytes, client: httpx.Client) -> None:
    if isinstance(case.body, dict):
        in_json = case.media_type == "application/json"
        image: Any = b64encode(upload).decode() if in_json else upload
        fields = [name for name in IMAGE_FIELDS if isinstance(case.body.get(name), str | bytes)]
        case.body.update(dict.fromkeys(fields, image))
        if "reading" in case.body and len(upload) % 2:
            case.body.update(reading=GOOD_READING, correction="40")
    case.call_and_validate(base_url=str(client.base_url))
