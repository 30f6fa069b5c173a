"""The page: the static export of the web folder, from the same process as the API."""

from pathlib import Path

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from digit_service.security import CONTENT_SECURITY_POLICY, page_policy

# Files under this path carry a hash of their content in their names, so they never change.
_HASHED = "/_next/static/"
_FOREVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"
# Pictures are compressed already; the API's answers are small and many.
_TEXTS = ("/", ".html", ".js", ".css", ".svg", ".txt", ".webmanifest")


def add_page(app: FastAPI, directory: Path | None) -> None:
    """Serve the export in `directory` wherever no other route answers; None: it is not built."""
    if directory is None:
        app.add_api_route("/", _not_built, include_in_schema=False)
        return
    policy = page_policy(directory)

    async def send_policy(request: Request) -> None:
        request.state.answer_headers[CONTENT_SECURITY_POLICY] = policy

    page = APIRouter(dependencies=[Depends(_leave_the_api_alone), Depends(send_policy)])
    page.frontend("/", directory=directory, fallback="auto")
    app.include_router(page)
    app.add_middleware(PageCaching)
    app.add_middleware(PageCompression)


async def _leave_the_api_alone(request: Request) -> None:
    """An unknown path of the API is an error, not the page's 404.html."""
    if f"{request.url.path}/".startswith("/api/"):
        raise HTTPException(404)


async def _not_built() -> None:
    raise HTTPException(
        404,
        "The page has not been built: run `npm run build` in web/, or set PAGE_DIR to its folder. "
        "The API works without it; /docs describes it.",
    )


class PageCaching:
    """Lets browsers keep hashed files for good, and ask again for everything else."""

    def __init__(self, app: ASGIApp) -> None:
        """Wraps `app`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add Cache-Control to the answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_caching(message: Message) -> None:
            if message["type"] == "http.response.start":
                # A missing file may be there after the next release: errors are never kept.
                lasting = scope["path"].startswith(_HASHED) and message["status"] < 400
                headers = MutableHeaders(scope=message)
                headers.setdefault("Cache-Control", _FOREVER if lasting else _ASK_AGAIN)
            await send(message)

        await self._app(scope, receive, send_with_caching)


class PageCompression:
    """Sends the page's texts gzipped to browsers that take it: a third of the bytes."""

    def __init__(self, app: ASGIApp) -> None:
        """Wraps `app`."""
        self._plain = app
        self._compressed = GZipMiddleware(app, minimum_size=1024, compresslevel=6)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and the answer back compressed where that is worth it."""
        app = self._compressed if _is_for_a_text(scope) else self._plain
        await app(scope, receive, send)


def _is_for_a_text(scope: Scope) -> bool:
    # A range counts in the bytes of the file, which a compressed answer does not have.
    return (
        scope["type"] == "http"
        and scope["path"].endswith(_TEXTS)
        and "range" not in Headers(scope=scope)
    )
