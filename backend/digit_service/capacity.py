"""How much is read at once: as many images as there are threads; a few others wait in line.

The first in line lie ready at the threads, one for each: a thread that had to ask the event loop
for its next image would wait for the loop, and a reading process with it.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import ContextVar, copy_context
from math import inf
from typing import TypeVar

from digit_service.errors import Busy
from digit_service.metrics import IMAGES_RUNNING, IMAGES_WAITING

Result = TypeVar("Result")

FULL = "Too many images wait to be read."
LATE = "No place got free in time."
# It hardly takes longer from a request's head to the line, where its body is there at once.
ON_THE_WAY_S = 0.05

# Set while a request that was let in is on the way to the line.
_way: ContextVar[asyncio.TimerHandle | None] = ContextVar("way", default=None)


class Capacity:
    """`size` threads that work while the event loop goes on answering, and a line before them."""

    def __init__(self, size: int, longest_queue: int, longest_wait_s: float) -> None:
        """`size` is at least 1; at most `longest_queue` wait, each at most `longest_wait_s`."""
        ready = min(size, longest_queue)
        self._longest_queue = longest_queue - ready
        self._longest_wait_s = longest_wait_s
        self._places = asyncio.Semaphore(size + ready)
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="read")
        # Those in line who would rather be told to come back than wait for long.
        self._hasty = 0
        self._on_the_way = 0

    def let_in(self) -> None:
        """Busy where whoever came now would find the line full, those on the way counted.

        Who is let in is on the way for a moment, not until his body is there: a few that send
        slowly would keep out all others.
        """
        if self._places.locked() and self._hasty + self._on_the_way >= self._longest_queue:
            raise Busy(FULL)
        self._on_the_way += 1
        _way.set(asyncio.get_running_loop().call_later(ON_THE_WAY_S, self._has_come))

    def require_place(self) -> None:
        """Busy where whoever came now would find the line full."""
        if self._places.locked() and self._hasty >= self._longest_queue:
            raise Busy(FULL)

    async def run(self, work: Callable[[], Result]) -> Result:
        """Do the work on one of the threads, as soon as one is free.

        Raises Busy at once where the line is full, and later where no thread gets free in time.
        Whoever is cancelled leaves the line.
        """
        self._end_way()
        self.require_place()
        deadline = asyncio.get_running_loop().time() + self._longest_wait_s
        self._hasty += 1
        try:
            async with asyncio.timeout_at(deadline):
                await self._take_place()
        except TimeoutError as error:
            raise Busy(LATE) from error
        finally:
            self._hasty -= 1
        return await self._work(work, deadline)

    async def run_patiently(self, work: Callable[[], Result]) -> Result:
        """Do the work on one of the threads, however long it takes until one is free.

        Places go to whoever came first, so many such works share them fairly with single ones.
        """
        await self._take_place()
        return await self._work(work)

    def close(self) -> None:
        """Wait for what runs, and end the threads."""
        self._threads.shutdown(cancel_futures=True)

    def _end_way(self) -> None:
        way = _way.get()
        if way is not None and way.when() > asyncio.get_running_loop().time():
            way.cancel()
            self._has_come()

    def _has_come(self) -> None:
        self._on_the_way -= 1

    async def _take_place(self) -> None:
        with IMAGES_WAITING.track_inprogress():
            await self._places.acquire()

    async def _work(self, work: Callable[[], Result], deadline: float = inf) -> Result:
        """Do the work in a place that was taken, and free it when the thread is done.

        That is not when the caller is: a thread cannot be stopped in the middle of its work. Busy
        where it has not begun by the deadline.
        """
        loop = asyncio.get_running_loop()
        IMAGES_WAITING.inc()
        # Within the caller's context, for the log and the traces.
        future = self._threads.submit(copy_context().run, _begun, work)
        future.add_done_callback(_left_line)
        future.add_done_callback(lambda _: loop.call_soon_threadsafe(self._places.release))
        # Does nothing to work that has begun.
        giving_up = loop.call_at(deadline, future.cancel) if deadline < inf else None
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is None or task.cancelling():
                raise
            raise Busy(LATE) from None
        finally:
            if giving_up:
                giving_up.cancel()


def _begun(work: Callable[[], Result]) -> Result:
    IMAGES_WAITING.dec()
    with IMAGES_RUNNING.track_inprogress():
        return work()


def _left_line(future: Future[Result]) -> None:
    if future.cancelled():
        IMAGES_WAITING.dec()
