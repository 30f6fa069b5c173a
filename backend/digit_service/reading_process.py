"""A process that reads: it is given images and answers with readings, as long as its service lives.

Only such processes import this, so only they have OpenCV and LiteRT in their memory.
"""

import resource
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter
from traceback import format_exc

from digit_reader import ImageError, Reader, decode
from digit_service.feedback.kept_image import kept_image
from digit_service.pictures import data_url
from digit_service.tasks import KeepTask, KeptImage, Read, ReadTask, Skill, Task

# On Linux, the sixth number in it is how many pages a process may write to.
STATM = Path("/proc/self/statm")


def answer_tasks(service: Connection, skill: Skill) -> None:
    """Say None once ready, then answer each task with its result or the exception it ended in.

    Ends with the service, whatever that dies of, and by SIGALRM where a task takes too long.
    """
    # A terminal or a platform may send these to all processes; what is being read may come to its
    # end all the same.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    readers = {
        charset: Reader(charset, skill.max_megapixels, weights)
        for charset, weights in skill.weights.items()
    }
    for reader in readers.values():
        reader.warm_up()
    _limit_memory(skill.most_memory)
    with suppress(EOFError, ConnectionError):
        service.send(None)
        while True:
            # Nothing is kept of a task: what a failed one had decoded hangs on its exception.
            service.send(_answer(readers, skill, service.recv()))


def _answer(
    readers: Mapping[str, Reader], skill: Skill, task: Task[object]
) -> Read | KeptImage | Exception:
    try:
        with _no_longer_than(skill.longest_task_s):
            match task:
                case ReadTask():
                    return _read(readers[task.charset], task)
                case KeepTask():
                    return kept_image(decode(task.image, skill.max_megapixels).grey)
                case _:
                    raise TypeError(f"Nobody knows how to do a {type(task).__name__}.")
    except (ImageError, MemoryError) as error:
        return error
    except Exception as error:
        # It travels without its traceback.
        error.add_note(format_exc())
        return error


def _read(reader: Reader, task: ReadTask) -> Read:
    began = perf_counter()
    sight = reader.see(task.image, task.mode)
    seen = perf_counter()
    reading = reader.conclude(sight, task.alternatives)
    concluded = perf_counter()
    shown = tuple(map(data_url, sight.glyphs)) if task.with_glyphs else ()
    glyphs = shown or (None,) * len(reading.characters)
    return Read(reading, glyphs, seen - began, concluded - seen)


@contextmanager
def _no_longer_than(seconds: float) -> Iterator[None]:
    """The system ends this process if it takes longer, whatever code it is in."""
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _limit_memory(more: int) -> None:
    """From now on this process may have so many bytes more; only Linux keeps to that.

    What counts is memory that may be written to, whether it has been or not. Whoever asks for more
    gets a MemoryError, or what a decoder makes of it.
    """
    if STATM.exists():
        held = int(STATM.read_text().split()[5]) * resource.getpagesize()
        _, hardest = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (held + more, hardest))
