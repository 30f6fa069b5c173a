"""What can go wrong with a request. Each class is one type of problem on the wire (RFC 9457)."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from itertools import islice
from typing import Any, ClassVar

from limits import RateLimitItem
from starlette.exceptions import HTTPException

from digit_reader import BrokenImage, EmptyImage, ImageError, TooManyPixels, UnknownFormat
from digit_service.schemas import FieldError, Parts, Problem

MOST_ERRORS = 20


class ServiceError(HTTPException):
    """An answer other than success; the base of the errors below.

    It is an HTTPException so that FastAPI lets it pass wherever it is raised, even while the
    body is still arriving.
    """

    status: ClassVar[HTTPStatus]
    kind: ClassVar[str]
    title: ClassVar[str]
    example: ClassVar[str]

    def __init__(
        self,
        detail: str,
        *,
        errors: tuple[FieldError, ...] | None = None,
        parts: Parts | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """`detail` is a sentence for the user; `errors` and `parts` go to the wire as they are."""
        super().__init__(self.status, detail, headers)
        self.errors = errors
        self.parts = parts

    @property
    def problem(self) -> Problem:
        """What the client gets."""
        return self.describe(self.detail, errors=self.errors, parts=self.parts)

    @classmethod
    def describe(
        cls,
        detail: str,
        *,
        errors: tuple[FieldError, ...] | None = None,
        parts: Parts | None = None,
    ) -> Problem:
        """A problem of this class's type."""
        return Problem(
            type=f"urn:digit-reader:problem:{cls.kind}",
            title=cls.title,
            status=cls.status,
            detail=detail,
            errors=errors,
            parts=parts,
        )


class EmptyUpload(ServiceError):
    """The image holds not a single byte, or not a single pixel."""

    status = HTTPStatus.BAD_REQUEST
    kind = "empty-image"
    title = "The image is empty"
    example = "The file is empty."


class BrokenUpload(ServiceError):
    """The image is damaged or cut short."""

    status = HTTPStatus.BAD_REQUEST
    kind = "broken-image"
    title = "The image is broken"
    example = "The PNG is damaged or cut short."


class BrokenBody(ServiceError):
    """The multipart body cannot be taken apart."""

    status = HTTPStatus.BAD_REQUEST
    kind = "broken-body"
    title = "The body is broken"
    example = "The multipart body has no boundary."


class BrokenZip(ServiceError):
    """The zip file, or a file in it, is damaged or cut short."""

    status = HTTPStatus.BAD_REQUEST
    kind = "broken-zip"
    title = "The zip file is broken"
    example = "The zip file is damaged or cut short."


class TooManyFiles(ServiceError):
    """The batch holds more images than the service accepts."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    kind = "too-many-files"
    title = "Too many files"
    example = "A batch may hold 1000 images at most."


class TooManyBytes(ServiceError):
    """The body is larger than the service accepts."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    kind = "too-many-bytes"
    title = "Too many bytes"
    example = "The body may hold 15 MB at most."


class ImageTooLarge(ServiceError):
    """The image holds more pixels than the service accepts."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    kind = "too-many-pixels"
    title = "Too many pixels"
    example = "The image has 400.0 megapixels; at most 50 are accepted."


class TooMuchMemory(ServiceError):
    """The image takes more memory while it is read than the service allows."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    kind = "too-much-memory"
    title = "Too much memory"
    example = "Reading this image takes more memory than it may have."


class NotRead(ServiceError):
    """The reading of the image crashed or took too long; it is of no use to send it again."""

    status = HTTPStatus.INTERNAL_SERVER_ERROR
    kind = "not-read"
    title = "The image could not be read"
    example = "Reading this image was stopped, for it took more than 20 s."


class UnsupportedImage(ServiceError):
    """The file is none of the formats the service reads."""

    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    kind = "unknown-format"
    title = "Not an image the reader knows"
    example = "The file is none of the image formats that can be read."


class NotMultipart(ServiceError):
    """The body is not multipart/form-data."""

    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    kind = "not-multipart"
    title = "The body is not multipart"
    example = "Send multipart/form-data; this body is application/json."


class BadFields(ServiceError):
    """A field is missing or has a value that cannot be used; `errors` says which."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    kind = "bad-fields"
    title = "Some fields cannot be used"
    example = "mode: Input should be 'single' or 'multi'."

    def __init__(self, *errors: FieldError) -> None:
        """At least one error."""
        detail = " ".join(f"{error.field}: {error.detail}" for error in errors)
        super().__init__(detail, errors=errors)

    @classmethod
    def found(cls, errors: Iterable[Mapping[str, Any]], within: str = "") -> "BadFields":
        """The errors that pydantic or FastAPI found, in the field `within` if there is one.

        At most MOST_ERRORS of them: a client can send any number.
        """
        return cls(*(_field_error(each, within) for each in islice(errors, MOST_ERRORS)))


def _field_error(error: Mapping[str, Any], within: str) -> FieldError:
    path = [str(step) for step in error["loc"] if step != "body"]
    field = ".".join([within, *path] if within else path)
    missing = error["type"] == "missing"
    detail = "This field is required." if missing else f"{error['msg']}."
    return FieldError(field=field or "body", detail=detail)


class NotReady(ServiceError):
    """The reader is still starting, or could not be started; `parts` says which."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    kind = "not-ready"
    title = "Not ready"
    example = "The reader is starting."

    def __init__(self, parts: Parts) -> None:
        """`parts` is the state of everything at this moment."""
        detail = "The reader is starting."
        if parts.reader == "failed":
            detail = "The reader could not be started; the log says why."
        super().__init__(detail, parts=parts, headers={"Retry-After": "1"})


class TooManyRequests(ServiceError):
    """The client has asked as often as it may for now."""

    status = HTTPStatus.TOO_MANY_REQUESTS
    kind = "too-many-requests"
    title = "Too many requests"
    example = "At most 300 per 1 minute are accepted; try again in 12 s."

    def __init__(
        self, limit: RateLimitItem, allowance: Mapping[str, str], renewed_in_s: int
    ) -> None:
        """`allowance` holds the headers that tell what is left of the limit."""
        detail = f"At most {limit} are accepted; try again in {renewed_in_s} s."
        super().__init__(detail, headers={"Retry-After": str(renewed_in_s), **allowance})


class Busy(ServiceError):
    """More is to be read than the service can take on now."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    kind = "busy"
    title = "The service is busy"
    example = "Too many images wait to be read."

    def __init__(self, detail: str) -> None:
        """`detail` is a sentence for the user."""
        super().__init__(detail, headers={"Retry-After": "1"})


class FeedbackOff(ServiceError):
    """This service keeps no feedback; `FEEDBACK` says so."""

    status = HTTPStatus.FORBIDDEN
    kind = "feedback-off"
    title = "Feedback is switched off"
    example = "This service keeps no feedback."


class FeedbackNotMigrated(ServiceError):
    """The tables that feedback is kept in are missing, or of another version."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    kind = "feedback-not-migrated"
    title = "Feedback is not set up"
    example = "The tables for feedback are missing or of another version; reading works."

    def __init__(self) -> None:
        """Whoever runs the service has to migrate, which takes a while."""
        super().__init__(self.example, headers={"Retry-After": "60"})


class FeedbackLost(ServiceError):
    """The database that feedback is kept in does not answer."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    kind = "feedback-lost"
    title = "Feedback cannot be kept now"
    example = "The database for feedback does not answer; reading works."

    def __init__(self) -> None:
        """It is asked again every few seconds."""
        super().__init__(self.example, headers={"Retry-After": "5"})


class UnknownFeedback(ServiceError):
    """No feedback is kept under this id: it was deleted, is too old, or never was."""

    status = HTTPStatus.NOT_FOUND
    kind = "unknown-feedback"
    title = "There is no such feedback"
    example = "No feedback is kept under this id."

    def __init__(self) -> None:
        """The id is not repeated: it may be anything."""
        super().__init__(self.example)


class SlowUpload(ServiceError):
    """The body did not arrive in time."""

    status = HTTPStatus.REQUEST_TIMEOUT
    kind = "slow-upload"
    title = "The upload took too long"
    example = "The body did not arrive within 30 s."


class ClientGone(ServiceError):
    """The client went away before its answer; nobody sees this but the log and the metrics."""

    status = HTTPStatus.BAD_REQUEST
    kind = "client-gone"
    title = "The client went away"
    example = "The client closed the connection."

    def __init__(self) -> None:
        """There is nothing to tell, and nobody."""
        super().__init__(self.example)


# What may be wrong with an image, and with a request to any guarded route.
IMAGE_ERRORS = (
    EmptyUpload,
    BrokenUpload,
    ImageTooLarge,
    TooMuchMemory,
    UnsupportedImage,
    NotRead,
)
GUARDED_ERRORS = (
    BrokenBody,
    TooManyBytes,
    NotMultipart,
    BadFields,
    NotReady,
    SlowUpload,
    TooManyRequests,
    Busy,
)
FEEDBACK_ERRORS = (FeedbackOff, FeedbackNotMigrated, FeedbackLost)

_FROM_READER: Mapping[type[ImageError], type[ServiceError]] = {
    EmptyImage: EmptyUpload,
    BrokenImage: BrokenUpload,
    UnknownFormat: UnsupportedImage,
    TooManyPixels: ImageTooLarge,
}


def from_reader(error: ImageError) -> ServiceError:
    """The wire's error for one of the reader's."""
    return _FROM_READER[type(error)](str(error))
