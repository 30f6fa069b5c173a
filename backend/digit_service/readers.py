"""The readers of this service: started in the background, then read from any request."""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Literal, get_args

from digit_reader import Mode
from digit_reader.weights import card_of, weights_called, weights_for
from digit_service import metrics
from digit_service.capacity import Capacity
from digit_service.reading_thread import ReadingProcesses
from digit_service.schemas import Charset, Include, ModelName, ReadAnswer
from digit_service.settings import Settings
from digit_service.tasks import KeepTask, KeptImage, ReadTask, Skill

logger = logging.getLogger(__name__)


class Readers:
    """What reads each charset: threads, and the processes that read for them."""

    def __init__(self, settings: Settings) -> None:
        """Nothing can be read before `start` has come to its end."""
        self._started: Literal["starting", "ready", "failed"] = "starting"
        self._capacity = Capacity(
            settings.max_concurrency, settings.max_queue, settings.queue_timeout_s
        )
        chosen = weights_called(settings.model)
        weights = {charset: weights_for(charset) for charset in get_args(Charset)}
        weights |= {card_of(chosen).charset: chosen}
        self._models: dict[Charset, ModelName] = {
            charset: ModelName.model_validate(card_of(path)) for charset, path in weights.items()
        }
        skill = Skill(
            weights=weights,
            max_megapixels=settings.max_image_megapixels,
            longest_task_s=settings.read_timeout_s,
            most_memory=settings.max_read_bytes,
        )
        self._processes = ReadingProcesses(skill, settings.max_concurrency)

    @property
    def state(self) -> Literal["starting", "ready", "failed"]:
        """Whether anything can be read; not while all processes are made anew, either."""
        if self._started == "ready" and not self._processes.standing:
            return "starting"
        return self._started

    @property
    def standing(self) -> int:
        """How many processes can read."""
        return self._processes.standing

    async def start(self) -> None:
        """Start the processes; afterwards `state` tells how it went."""
        began = time.perf_counter()
        try:
            await asyncio.to_thread(self._processes.start)
        except Exception:
            self._started = "failed"
            logger.exception("The reader could not be started")
        else:
            self._started = "ready"
            logger.info("The reader is ready after %.2f s", time.perf_counter() - began)

    def let_in(self) -> None:
        """Let a request in that wants an image read; Busy where it would find the line full."""
        self._capacity.let_in()

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

    async def kept(self, image: bytes) -> KeptImage:
        """What feedback keeps of the image, made away from the event loop.

        Raises what `read` raises.
        """
        metrics.body_is_there()
        return await self._capacity.run(lambda: self._processes.do(KeepTask(image)))

    def close(self) -> None:
        """End the processes, whatever they are reading, and the threads."""
        self._processes.close()
        self._capacity.close()

    def _work(
        self,
        fetch: Callable[[], bytes],
        mode: Mode,
        charset: Charset,
        alternatives: int,
        include: Include | None,
    ) -> Callable[[], ReadAnswer]:
        """The work of a thread that has an image read."""
        asked = time.perf_counter()

        def timed_read() -> ReadAnswer:
            metrics.STEP_SECONDS.labels("wait").observe(time.perf_counter() - asked)
            task = ReadTask(fetch(), mode, charset, alternatives, with_glyphs=include == "glyphs")
            read = self._processes.do(task)
            metrics.count_read(read)
            return ReadAnswer.of(
                read.reading,
                glyphs=read.glyphs,
                mode=mode,
                charset=charset,
                model=self._models[charset],
                elapsed_ms=round((read.see_s + read.conclude_s) * 1000, 2),
            )

        return timed_read
