"""What routes ask for; asynchronous, for FastAPI would send others to a thread each."""

from typing import Annotated

from fastapi import Depends, Request

from digit_service.errors import NotReady
from digit_service.feedback.keeper import Keeper
from digit_service.rate_limits import RateLimits
from digit_service.readers import Readers
from digit_service.schemas import Parts
from digit_service.settings import Settings


def require_ready(request: Request) -> Parts:
    """The state of each part at this moment; NotReady where reading could not work."""
    readers: Readers = request.state.readers
    settings: Settings = request.state.settings
    rate_limits: RateLimits = request.state.rate_limits
    keeper: Keeper = request.state.keeper
    parts = Parts(
        reader=readers.state,
        reading_processes=readers.standing,
        page="ready" if settings.page_dir else "not built",
        rate_limits=rate_limits.state,
        feedback=keeper.state,
    )
    if parts.reader != "ready":
        raise NotReady(parts)
    return parts


async def get_ready_parts(request: Request) -> Parts:
    """The state of each part, all that reading needs being ready; else NotReady."""
    return require_ready(request)


async def get_readers(request: Request) -> Readers:
    """The readers; on guarded routes they are ready."""
    readers: Readers = request.state.readers
    return readers


async def get_keeper(request: Request) -> Keeper:
    """The keeper of feedback."""
    keeper: Keeper = request.state.keeper
    return keeper


ReadyParts = Annotated[Parts, Depends(get_ready_parts)]
ReadyReaders = Annotated[Readers, Depends(get_readers)]
FeedbackKeeper = Annotated[Keeper, Depends(get_keeper)]
