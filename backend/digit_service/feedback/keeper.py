"""The keeper: what the routes ask to keep feedback, on a thread of its own."""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from typing import TYPE_CHECKING, TypeVar

from digit_service.errors import Busy, FeedbackLost, FeedbackNotMigrated, FeedbackOff
from digit_service.feedback.glance import glance
from digit_service.feedback.schema import HEAD
from digit_service.feedback.sending import Sending
from digit_service.metrics import FEEDBACK
from digit_service.schemas import FeedbackState
from digit_service.settings import Settings

if TYPE_CHECKING:
    from digit_service.feedback.store import Store

logger = logging.getLogger(__name__)

# What may wait for the thread.
MOST_WAITING = 64
# How often old feedback is looked for, and a database that cannot be used is asked again.
ROUND_S = 3600.0
RECOVERY_S = 2.0
SECONDS_PER_DAY = 86400

Result = TypeVar("Result")


class Keeper:
    """Keeps feedback where it is switched on, and deletes what is too old."""

    def __init__(self, settings: Settings) -> None:
        """Nothing is kept before `tend` runs."""
        self.state: FeedbackState = "starting" if settings.feedback else "off"
        self._url = settings.database_url
        self._file = settings.sqlite_file
        self._retention_s = settings.feedback_retention_days * SECONDS_PER_DAY
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="feedback")
        self._waiting = 0
        self._looked = asyncio.Event()
        self._failed = asyncio.Event()
        self._store: Store | None = None

    def require_ready(self) -> None:
        """Raise FeedbackOff, FeedbackNotMigrated or FeedbackLost where nothing can be kept now."""
        match self.state:
            case "off":
                raise FeedbackOff(FeedbackOff.example)
            case "not migrated":
                raise FeedbackNotMigrated
            case "database lost":
                raise FeedbackLost

    async def keep(self, sending: Sending) -> str:
        """Keep it; gives the id that it can be deleted by."""
        identifier = await self._ask(lambda store: store.keep(sending))
        agreed = sending.correction == sending.reading.text
        FEEDBACK.labels("agreed" if agreed else "corrected").inc()
        return identifier

    async def forget(self, identifier: str) -> bool:
        """Delete what was sent under this id; False where there is nothing."""
        found = await self._ask(lambda store: store.forget(identifier))
        FEEDBACK.labels("deleted").inc(found)
        return found

    async def tend(self, after: asyncio.Task[None]) -> None:
        """Look after the database for as long as the service runs, from the end of `after` on."""
        await asyncio.wait({after})
        while self.state != "off":
            self._failed.clear()
            self.state = await self._on_thread(self._look)
            self._looked.set()
            if self.state != "ready":
                await asyncio.sleep(RECOVERY_S)
                continue
            with suppress(TimeoutError):
                async with asyncio.timeout(ROUND_S):
                    await self._failed.wait()

    async def close(self) -> None:
        """Finish what is being kept, and end the connection."""
        await asyncio.to_thread(self._thread.shutdown)
        if self._store is not None:
            self._store.close()

    async def _ask(self, work: "Callable[[Store], Result]") -> Result:
        """What the store answers; raises what `require_ready` raises, or Busy."""
        if self.state == "starting":
            await self._looked.wait()
        self.require_ready()
        if self._waiting >= MOST_WAITING:
            raise Busy("Too much feedback waits to be kept.")
        self._waiting += 1
        try:
            return await self._on_thread(lambda: work(self._opened()))
        except FeedbackLost as error:
            # Not its text, which may hold what was sent.
            self._lose(type(error.__cause__).__name__)
            self._failed.set()
            raise
        finally:
            self._waiting -= 1

    async def _on_thread(self, work: Callable[[], Result]) -> Result:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, copy_context().run, work)

    def _look(self) -> FeedbackState:
        """The state of the database, from which what is too old is deleted."""
        too_old = time.time() - self._retention_s
        try:
            if self._file is not None and self._store is None:
                seen = glance(self._file)
                if not seen.up_to_date:
                    return "not migrated"
                if seen.oldest is None or seen.oldest >= too_old:
                    return "ready"
            store = self._opened()
            if store.revision() != HEAD:
                return "not migrated"
            FEEDBACK.labels("expired").inc(store.forget_before(too_old))
        except Exception as error:  # whatever it is, reading goes on
            self._lose(str(error.__cause__ or error))
            return "database lost"
        return "ready"

    def _lose(self, reason: str) -> None:
        if self.state != "database lost":
            self.state = "database lost"
            logger.warning("The feedback database failed: %s", reason)

    def _opened(self) -> "Store":
        if self._store is None:
            # Only now, and here: it would keep the start and the event loop waiting.
            from digit_service.feedback.store import Store  # noqa: PLC0415

            self._store = Store(self._url)
        return self._store
