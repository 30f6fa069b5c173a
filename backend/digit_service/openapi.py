"""The parts of the API's description that FastAPI does not write by itself."""

from collections import defaultdict
from typing import Any

from fastapi import FastAPI
from pydantic.json_schema import models_json_schema

from digit_service.errors import ServiceError
from digit_service.handlers import PROBLEM_JSON
from digit_service.schemas import Problem, ProblemLine, ReadLine

_SCHEMAS = "#/components/schemas/"


def problems(*kinds: type[ServiceError]) -> dict[int | str, dict[str, Any]]:
    """Errors for a route's `responses`: grouped by status, each kind with its example."""
    by_status: defaultdict[int, list[type[ServiceError]]] = defaultdict(list)
    for kind in kinds:
        by_status[kind.status].append(kind)
    return {
        status: {
            "description": " · ".join(kind.title for kind in same_status),
            "content": {
                PROBLEM_JSON: {
                    "schema": {"$ref": f"{_SCHEMAS}{Problem.__name__}"},
                    "examples": {kind.kind: _example(kind) for kind in same_status},
                }
            },
        }
        for status, same_status in by_status.items()
    }


def describe_problems(app: FastAPI) -> None:
    """Add the schemas that `problems` and the batch's lines refer to.

    FastAPI would do so for a `model`, but only as application/json.
    """
    describe = app.openapi

    def openapi() -> dict[str, Any]:
        description = describe()
        _, schemas = models_json_schema(
            [(each, "serialization") for each in (Problem, ReadLine, ProblemLine)],
            ref_template=f"{_SCHEMAS}{{model}}",
        )
        description["components"]["schemas"].update(schemas["$defs"])
        return description

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's documented way


def _example(kind: type[ServiceError]) -> dict[str, Any]:
    return {
        "summary": kind.__doc__,
        "value": kind.describe(kind.example).model_dump(mode="json", exclude_none=True),
    }
