"""Many images in one request: read side by side as they arrive, answered in their order."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial

from pydantic import BaseModel, Field, ValidationError

from digit_reader import ImageError, Mode
from digit_service import metrics
from digit_service.archive import members
from digit_service.errors import (
    BadFields,
    Busy,
    ServiceError,
    TooManyFiles,
    TooManyRequests,
    from_reader,
)
from digit_service.form_parts import FormParts, Part
from digit_service.handlers import unexpected_problem
from digit_service.lines import LineForm, label_of
from digit_service.presence import unless_left
from digit_service.rate_limits import RateLimits
from digit_service.read_ahead import ReadAhead
from digit_service.readers import Readers
from digit_service.schemas import Charset, FieldError, Problem
from digit_service.settings import BYTES_PER_MB

logger = logging.getLogger(__name__)

IMAGES = "images"
MOST_BATCHES = 2
# What may arrive of a batch before it needs its place.
WITHOUT_PLACE_BYTES = 64 * 1024
# Answers that the client has not taken yet; beyond this, no more images are read before it does.
MOST_UNSENT_BYTES = 64 * BYTES_PER_MB

Write = Callable[[bytes], Awaitable[None]]
# In the order of the images, lines and lines that are being made; at the end None or an error.
Entry = bytes | asyncio.Task[bytes] | Exception | None


class ReadOptions(BaseModel):
    """How all images of a batch are read."""

    mode: Mode = Field(
        default="multi",
        description="`multi` finds lines and characters; `single` takes all ink as one.",
    )
    charset: Charset = Field(default="digits", description="Which characters there may be.")
    alternatives: int = Field(
        default=3, ge=0, le=9, description="At most so many other labels for each character."
    )


class Batches:
    """The batches of this process, which share what may be read ahead."""

    def __init__(self, threads: int) -> None:
        """`threads` is how many images are read at once."""
        self._running = 0
        # Each batch has one image ready for the next free thread. More would only keep single
        # images waiting.
        self.in_flight = asyncio.Semaphore(threads + MOST_BATCHES)

    @contextmanager
    def place(self) -> Iterator[None]:
        """The place of one batch; raises Busy where others have all."""
        if self._running >= MOST_BATCHES:
            raise Busy(f"{MOST_BATCHES} batches are being read already.")
        self._running += 1
        try:
            yield
        finally:
            self._running -= 1


@dataclass(frozen=True, slots=True)
class Limits:
    """What one batch may hold, and the client that pays for it."""

    most_images: int
    most_image_bytes: int
    client: str


class Batch:
    """One request with many images."""

    def __init__(
        self,
        *,
        body: ReadAhead,
        boundary: bytes,
        limits: Limits,
        lines: LineForm,
        readers: Readers,
        rate_limits: RateLimits,
        batches: Batches,
    ) -> None:
        """The body is a multipart form with this boundary.

        It takes a place among the `batches`, and each image one `in_flight`.
        Raises BrokenBody where there is no such boundary.
        """
        wanted = frozenset({IMAGES, *ReadOptions.model_fields})
        self._parts = FormParts(boundary, wanted, limits.most_image_bytes)
        self._body = body
        self._limits = limits
        self._lines = lines
        self._readers = readers
        self._rate_limits = rate_limits
        self._batches = batches
        self._place = ExitStack()
        self._has_place = False
        self._fields: dict[str, str] = {}
        self._options: ReadOptions | None = None
        self._count = 0
        self._reads: set[asyncio.Task[bytes]] = set()
        self._entries: asyncio.Queue[Entry] = asyncio.Queue()
        self._unsent = 0
        self._room = asyncio.Event()
        self._room.set()

    async def run(self, write: Write) -> None:
        """Read the images and write their lines, the first while others still arrive.

        Raises ServiceError where the batch fails before its first line, and ClientGone, having
        stopped everything, once the client has left. A failure after that is the last line.
        """
        await unless_left(self._body.until_left(), self._answer(write))

    async def _answer(self, write: Write) -> None:
        taking_apart = asyncio.create_task(self._take_apart())
        try:
            await self._write_lines(write)
        finally:
            taking_apart.cancel()
            for read in self._reads:
                read.cancel()
            self._place.close()

    async def _write_lines(self, write: Write) -> None:
        while (entry := await self._entries.get()) is not None:
            if isinstance(entry, Exception):
                if not self._count:
                    raise entry
                await write(self._lines.problem(self._count, "", _problem(entry)))
                return
            line = entry if isinstance(entry, bytes) else await entry
            await write(line)
            self._sent(line)

    async def _take_apart(self) -> None:
        """Fill the entries, as fast as images arrive and are read."""
        try:
            arrived = 0
            async for chunk in self._body.chunks():
                arrived += len(chunk)
                if arrived > WITHOUT_PLACE_BYTES:
                    self._take_place()
                for part in self._parts.feed(chunk):
                    await self._take(part)
            self._parts.require_end()
            if not self._count:
                self._settle_options()
                raise _bad_field(IMAGES, "Send at least one image.")
        except Exception as error:
            self._entries.put_nowait(error)
        else:
            self._entries.put_nowait(None)

    async def _take(self, part: Part) -> None:
        if part.name != IMAGES:
            self._take_field(part)
            return
        if not part.filename:
            raise _bad_field(IMAGES, "Send files, with file names, not plain text.")
        self._settle_options()
        if part.is_zip:
            await self._take_zip(part)
        else:
            await self._take_image(part.filename, part.content)

    def _take_place(self) -> None:
        """Have a place from now on; a client that sends next to nothing takes none from others."""
        if not self._has_place:
            self._place.enter_context(self._batches.place())
            self._has_place = True

    def _take_field(self, part: Part) -> None:
        if self._options is not None:
            raise _bad_field(part.name, "Send this field before the images.")
        if part.name in self._fields:
            raise _bad_field(part.name, "Send this field once.")
        self._fields[part.name] = part.content().decode(errors="replace")

    def _settle_options(self) -> ReadOptions:
        """The options, which no later field can change; raises BadFields."""
        if self._options is None:
            given = {name: value for name, value in self._fields.items() if value}
            try:
                self._options = ReadOptions.model_validate(given)
            except ValidationError as error:
                raise BadFields.found(error.errors()) from error
        return self._options

    async def _take_zip(self, part: Part) -> None:
        """Take the images of a zip file, or the zip file itself as one that cannot be read."""
        try:
            images = await asyncio.to_thread(members, part.file, self._limits.most_image_bytes)
        except ServiceError as error:
            await self._take_image(str(part.filename), partial(_fail, error))
            return
        for image in images:
            await self._take_image(image.name, image.read)

    async def _take_image(self, name: str, fetch: Callable[[], bytes]) -> None:
        """Have an image read, as soon as there is a place; `fetch` gives it on the thread."""
        index, label = self._count, label_of(name)
        if index >= self._limits.most_images:
            raise TooManyFiles(f"A batch may hold {self._limits.most_images} images at most.")
        self._take_place()
        self._count += 1
        try:
            if index > 0:  # The first was counted as the request.
                await self._rate_limits.count(self._limits.client)
        except TooManyRequests as error:
            self._entries.put_nowait(self._held(self._lines.problem(index, label, error.problem)))
            return
        await self._room.wait()
        await self._batches.in_flight.acquire()
        read = asyncio.create_task(self._read(index, label, fetch))
        self._reads.add(read)
        read.add_done_callback(self._on_read)
        self._entries.put_nowait(read)

    async def _read(self, index: int, label: str, fetch: Callable[[], bytes]) -> bytes:
        """The line of an image."""
        options = self._settle_options()
        try:
            reading = await self._readers.read_patiently(
                fetch,
                mode=options.mode,
                charset=options.charset,
                alternatives=options.alternatives,
            )
            return self._held(self._lines.reading(index, label, reading))
        except Exception as error:
            return self._held(self._lines.problem(index, label, _problem(error)))

    def _on_read(self, read: asyncio.Task[bytes]) -> None:
        self._reads.discard(read)
        self._batches.in_flight.release()

    def _held(self, line: bytes) -> bytes:
        """The line, which is in memory until it is sent."""
        self._unsent += len(line)
        if self._unsent > MOST_UNSENT_BYTES:
            self._room.clear()
        return line

    def _sent(self, line: bytes) -> None:
        self._unsent -= len(line)
        if self._unsent <= MOST_UNSENT_BYTES:
            self._room.set()


def _fail(error: ServiceError) -> bytes:
    raise error


def _bad_field(field: str, detail: str) -> BadFields:
    return BadFields(FieldError(field=field, detail=detail))


def _problem(error: Exception) -> Problem:
    match error:
        case ServiceError():
            metrics.REJECTIONS.labels(error.kind).inc()
            return error.problem
        case ImageError():
            return _problem(from_reader(error))
        case _:
            logger.error("An image of a batch could not be read", exc_info=error)
            return unexpected_problem()
