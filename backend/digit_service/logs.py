"""The log: every message of this process in one format, with the request it belongs to.

Nothing in it comes from an image, a file name, a query or a header.
"""

import logging
import time
from contextvars import ContextVar
from typing import Any

from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.json import JsonFormatter

from digit_service.settings import Settings

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
"""The id of the request that is being answered."""


def logging_config(settings: Settings) -> dict[str, Any]:
    """The configuration of `logging`, which uvicorn applies in each process."""
    level = settings.log_level.upper()
    formatter = JsonLines if settings.log_format == "json" else TextLines
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": formatter}},
        "filters": {"request_id": {"()": WithRequestId}},
        "handlers": {
            "default": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stderr",
                "formatter": "lines",
                "filters": ["request_id"],
                "level": level,
            }
        },
        "root": {"handlers": ["default"], "level": "WARNING"},
        "loggers": {
            "uvicorn": {"level": level},
            "digit_service": {"level": level},
            # It warns of every malformed body, which the client is told of anyway.
            "python_multipart": {"level": "ERROR"},
        },
    }


class WithRequestId(logging.Filter):
    """Adds the id of the request to each message about one."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Lets every message pass."""
        record.request_id = request_id.get()
        return True


class JsonLines(JsonFormatter):
    """One JSON object a line."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self) -> None:
        """The fields of every line; those of a message's own `extra` follow them."""
        super().__init__(
            ["asctime", "levelname", "name", "message", "request_id"],
            rename_fields={
                "asctime": "time",
                "levelname": "level",
                "name": "logger",
                "exc_info": "traceback",
            },
            # The last is uvicorn's message once more, for terminals.
            reserved_attrs=[*RESERVED_ATTRS, "taskName", "color_message"],
        )


class TextLines(logging.Formatter):
    """A line for people; the traceback of an error follows it."""

    def __init__(self) -> None:
        """The time is that of the machine."""
        super().__init__("%(asctime)s %(levelname)-8s %(name)s [%(request_id)s] %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        """The line itself."""
        line = super().formatMessage(record).rstrip()
        return line if record.__dict__["request_id"] else line.replace(" [None]", "", 1)
