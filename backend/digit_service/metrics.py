"""What Prometheus is told of this process; of all the workers together where there are several.

Where PROMETHEUS_MULTIPROC_DIR is set, as `workers.py` does before any worker starts, each process
keeps its numbers in files of that folder, and whichever is asked adds them up. All applications
of a process share its numbers.
"""

import os
import time
from contextvars import ContextVar
from pathlib import Path
from typing import Literal, get_args

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

from digit_service.processes import ProcessMetrics
from digit_service.tasks import Read
from digit_service.workers import METRICS_FOLDER

Step = Literal["receive", "wait", "see", "conclude"]
LossReason = Literal["crash", "timeout"]

CONTENT_TYPE = CONTENT_TYPE_LATEST

_SECONDS = (
    0.0005,
    0.001,
    0.002,
    0.003,
    0.005,
    0.0075,
    0.01,
    0.025,
    0.05,
    0.1,
    0.25,
    0.5,
    1,
    2.5,
    5,
    10,
)
# Most readings are nearly certain, so the steps are finest there.
_PROBABILITIES = (0.1, 0.25, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1)

# When each series was made; nobody asks, and it doubles their number.
disable_created_metrics()  # type: ignore[no-untyped-call]

_registry = CollectorRegistry()

REQUESTS = Counter(
    "digit_reader_requests",
    "Requests answered.",
    ["route", "method", "status"],
    registry=_registry,
)
REQUEST_SECONDS = Histogram(
    "digit_reader_request_seconds",
    "Seconds from a request's headers to the end of its answer.",
    ["route"],
    registry=_registry,
    buckets=_SECONDS,
)
REJECTIONS = Counter(
    "digit_reader_rejections",
    "Requests that got a problem of this type.",
    ["reason"],
    registry=_registry,
)
IMAGES_WAITING = Gauge(
    "digit_reader_images_waiting",
    "Images that wait in line.",
    registry=_registry,
    multiprocess_mode="livesum",
)
IMAGES_RUNNING = Gauge(
    "digit_reader_images_running",
    "Images that are being read.",
    registry=_registry,
    multiprocess_mode="livesum",
)
PROCESSES = Gauge(
    "digit_reader_reading_processes",
    "Processes that can read.",
    registry=_registry,
    multiprocess_mode="livesum",
)
PROCESSES_LOST = Counter(
    "digit_reader_reading_processes_lost",
    "Processes that crashed, or were ended over an image that took too long.",
    ["reason"],
    registry=_registry,
)
STEP_SECONDS = Histogram(
    "digit_reader_step_seconds",
    "Seconds in each step: receive the body, wait in line, see the marks, conclude the reading.",
    ["step"],
    registry=_registry,
    buckets=_SECONDS,
)
CHARACTERS = Counter(
    "digit_reader_characters",
    "Characters found.",
    ["unreadable"],
    registry=_registry,
)
CONFIDENCE = Histogram(
    "digit_reader_reading_confidence",
    "The probability of each reading that its whole text is right.",
    registry=_registry,
    buckets=_PROBABILITIES,
)
FEEDBACK = Counter(
    "digit_reader_feedback",
    "Feedback kept, of readings that were right or corrected, and deleted or expired.",
    ["outcome"],
    registry=_registry,
)
REDIS_LOST = Gauge(
    "digit_reader_redis_lost",
    "1 while a process counts requests for itself because Redis is lost.",
    registry=_registry,
    multiprocess_mode="livemax",
)

# Those whose labels are known are there from the start, at 0.
for _step in get_args(Step):
    STEP_SECONDS.labels(_step)
for _reason in get_args(LossReason):
    PROCESSES_LOST.labels(_reason)
for _answer in ("yes", "no"):
    CHARACTERS.labels(_answer)
for _outcome in ("agreed", "corrected", "deleted", "expired"):
    FEEDBACK.labels(_outcome)

_body_since: ContextVar[float | None] = ContextVar("body_since", default=None)


def exposition() -> bytes:
    """All numbers at this moment, in Prometheus' text format."""
    return generate_latest(_asked)


def body_begins() -> None:
    """The body of this request is about to arrive."""
    _body_since.set(time.perf_counter())


def body_is_there() -> None:
    """The body of this request has arrived and was taken apart."""
    since = _body_since.get()
    if since is not None:
        STEP_SECONDS.labels("receive").observe(time.perf_counter() - since)


def count_read(read: Read) -> None:
    """An image has been read."""
    STEP_SECONDS.labels("see").observe(read.see_s)
    STEP_SECONDS.labels("conclude").observe(read.conclude_s)
    reading = read.reading
    unreadable = sum(character.label is None for character in reading.characters)
    CHARACTERS.labels("yes").inc(unreadable)
    CHARACTERS.labels("no").inc(len(reading.characters) - unreadable)
    CONFIDENCE.observe(reading.confidence)


def _of_this_process() -> CollectorRegistry:
    ProcessMetrics(_registry)
    return _registry


def _of_all_workers(folder: Path) -> CollectorRegistry:
    together = CollectorRegistry()
    MultiProcessCollector(together, str(folder))  # type: ignore[no-untyped-call]
    ProcessMetrics(together)
    return together


_folder = os.environ.get(METRICS_FOLDER)
_asked = _of_all_workers(Path(_folder)) if _folder else _of_this_process()
