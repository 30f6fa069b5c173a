"""Which pages of other origins may ask: none, unless the settings name them."""

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

_METHODS = ("GET", "POST", "DELETE")
_REQUEST_HEADERS = ("X-Request-ID",)
# What a script of another origin may read beside the body.
_ANSWER_HEADERS = ("RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-ID")


def add_cors(app: FastAPI, origins: tuple[str, ...]) -> None:
    """Let pages of these origins ask and read the answers, errors included."""
    if origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=_METHODS,
            allow_headers=_REQUEST_HEADERS,
            expose_headers=_ANSWER_HEADERS,
        )
