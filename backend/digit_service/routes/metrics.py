"""Numbers for Prometheus."""

from fastapi import APIRouter, Response

from digit_service.metrics import CONTENT_TYPE, exposition

router = APIRouter()


# Not part of the API: it is for whoever runs the service, in a format of its own.
@router.get("/metrics", include_in_schema=False)
def metrics() -> Response:
    """All numbers at this moment; not `async`, as adding up those of workers reads their files."""
    return Response(exposition(), media_type=CONTENT_TYPE)
