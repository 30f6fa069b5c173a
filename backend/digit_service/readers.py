"""The readers of this process: started in the background, then read from any request."""

import logging
import time
from collections.abc import Callable
from functools import partial
from typing import Literal, TypeVar, get_args

from digit_reader import Mode, Page, Reader, decode
from digit_reader.weights import card_of, weights_called
from digit_service import metrics
from digit_service.capacity import Capacity
from digit_service.pictures import data_url
from digit_service.schemas import Charset, Include, ModelName, ReadAnswer
from digit_service.settings import Settings

logger = logging.getLogger(__name__)

Result = TypeVar("Result")


class Readers:
    """A reader for each charset, and the threads they read on."""

    def __init__(self, settings: Settings) -> None:
        """Nothing can be read before `start` has come to its end."""
        self.state: Literal["starting", "ready", "failed"] = "starting"
        self._capacity = Capacity(
            settings.max_concurrency, settings.max_queue, settings.queue_timeout_s
        )
        self._max_megapixels = settings.max_image_megapixels
        self._weights = weights_called(settings.model)
        self._readers: dict[Charset, Reader] = {}

    async def start(self) -> None:
        """Load the weights and read once on each thread; afterwards `state` tells how it went."""
        began = time.perf_counter()
        try:
            for charset in get_args(Charset):
                chosen = card_of(self._weights).charset == charset
                weights = self._weights if chosen else None
                make = partial(Reader, charset, self._max_megapixels, weights)
                reader = await self._capacity.run_patiently(make)
                # Each thread has an interpreter of its own.
                await self._capacity.on_each_thread(reader.warm_up)
                self._readers[charset] = reader
        except Exception:
            self.state = "failed"
            logger.exception("The reader could not be started")
        else:
            self.state = "ready"
            logger.info("The reader is ready after %.2f s", time.perf_counter() - began)

    def require_place(self) -> None:
        """Busy where whoever came now would find the line of images full."""
        self._capacity.require_place()

    async def read(
        self,
        image: bytes,
        *,
        mode: Mode,
        charset: Charset,
        alternatives: int,
        include: Include | None = None,
    ) -> ReadAnswer:
        """Read the image, away from the event loop.

        Raises one of the reader's ImageErrors where it cannot be read, and Busy where too many
        others wait.
        """
        metrics.body_is_there()
        work = self._work(lambda: image, mode, charset, alternatives, include)
        return await self._capacity.run(work)

    async def read_patiently(
        self, fetch: Callable[[], bytes], *, mode: Mode, charset: Charset, alternatives: int
    ) -> ReadAnswer:
        """Read the image that `fetch` gives on the reading thread, however long others take.

        Raises one of the reader's ImageErrors where it cannot be read, and whatever `fetch` raises.
        """
        work = self._work(fetch, mode, charset, alternatives, include=None)
        return await self._capacity.run_patiently(work)

    async def decode(self, image: bytes, then: Callable[[Page], Result]) -> Result:
        """Decode the image, away from the event loop, and do something with its page there.

        Raises what `read` raises, and what `then` raises.
        """
        metrics.body_is_there()
        return await self._capacity.run(lambda: then(decode(image, self._max_megapixels)))

    def close(self) -> None:
        """Wait for what is being read, and end the threads."""
        self._capacity.close()

    def _work(
        self,
        fetch: Callable[[], bytes],
        mode: Mode,
        charset: Charset,
        alternatives: int,
        include: Include | None,
    ) -> Callable[[], ReadAnswer]:
        """The work of a thread that reads an image."""
        reader = self._readers[charset]
        asked = time.perf_counter()

        def timed_read() -> ReadAnswer:
            metrics.STEP_SECONDS.labels("wait").observe(time.perf_counter() - asked)
            image = fetch()
            began = time.perf_counter()
            with metrics.timed("see"):
                sight = reader.see(image, mode)
            with metrics.timed("conclude"):
                reading = reader.conclude(sight, alternatives)
            elapsed_ms = (time.perf_counter() - began) * 1000
            metrics.count_reading(reading)
            shown = map(data_url, sight.glyphs) if include == "glyphs" else ()
            return ReadAnswer.of(
                reading,
                glyphs=tuple(shown) or (None,) * len(reading.characters),
                mode=mode,
                charset=charset,
                model=ModelName.model_validate(reader.card),
                elapsed_ms=round(elapsed_ms, 2),
            )

        return timed_read
