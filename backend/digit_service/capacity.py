"""How much is read at once: as many images as there are threads, the others wait in line."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

Result = TypeVar("Result")


class Capacity:
    """`size` threads that work while the event loop goes on answering."""

    def __init__(self, size: int) -> None:
        """`size` is at least 1."""
        self._size = size
        self._places = asyncio.Semaphore(size)
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="read")

    async def run(self, work: Callable[[], Result]) -> Result:
        """Do the work on one of the threads, as soon as one is free."""
        async with self._places:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    async def on_each_thread(self, work: Callable[[], object]) -> None:
        """Do the work once on every thread, for what each thread has to have of its own."""
        # No thread gets past the barrier, to take a second share, before all have theirs.
        barrier = Barrier(self._size)

        def share() -> None:
            barrier.wait()
            work()

        await asyncio.gather(*(self.run(share) for _ in range(self._size)))

    def close(self) -> None:
        """Wait for what runs, and end the threads."""
        self._threads.shutdown(cancel_futures=True)
