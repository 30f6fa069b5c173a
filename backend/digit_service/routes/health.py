"""Is it alive, is it ready: for whoever runs the service."""

from fastapi import APIRouter

from digit_service.deps import ReadyParts
from digit_service.errors import NotReady
from digit_service.openapi import problems
from digit_service.schemas import HealthAnswer, ReadyAnswer

router = APIRouter(tags=["health"])


@router.head("/healthz", include_in_schema=False)
@router.get("/healthz", summary="Is the process alive?")
async def healthz() -> HealthAnswer:
    """Answers as long as the process does, whatever the state of its parts."""
    return HealthAnswer()


@router.head("/readyz", include_in_schema=False)
@router.get("/readyz", summary="Can it read?", responses=problems(NotReady))
async def readyz(parts: ReadyParts) -> ReadyAnswer:
    """Answers 200 as long as there are processes that can read, 503 before and after."""
    return ReadyAnswer(parts=parts)
