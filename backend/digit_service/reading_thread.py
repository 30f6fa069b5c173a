"""The reading processes, as the threads see them that wait for their answers.

A process may crash in a decoder, be killed for its memory or run out of time. That costs the image
it was reading and nothing else: another process takes its place.
"""

import logging
import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from queue import Empty, LifoQueue
from threading import Event, Lock, Thread
from typing import TypeVar, cast
from weakref import finalize

from digit_service.errors import Busy, NotRead, TooMuchMemory
from digit_service.metrics import PROCESSES, PROCESSES_LOST, LossReason
from digit_service.tasks import Skill, Task, serve

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

# Where no process can be started, the next attempt is made after so long.
RECOVERY_S = 1.0

# On Linux, processes are forked off one that has loaded what reads and does nothing else: they are
# there in a moment and share its memory, and forking is safe, for it has a single thread. Macs'
# libraries do not stand being forked, so there each process starts from nothing.
_context: ForkServerContext | SpawnContext
if sys.platform == "linux":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _context = ForkServerContext()
    _context.set_forkserver_preload(["digit_service.reading_process"])
else:
    _context = SpawnContext()

# `multiprocessing` keeps its list of processes without one.
_children = Lock()


class LostProcess(Exception):
    """A process ended without an answer; `exitcode` is negative where a signal ended it."""

    def __init__(self, exitcode: int | None) -> None:
        super().__init__(f"A reading process ended with exit code {exitcode}")
        self.reason: LossReason = "timeout" if exitcode == -signal.SIGALRM else "crash"


class ReadingProcess:
    """A process that reads one image after the other, for one thread at a time."""

    def __init__(self, skill: Skill) -> None:
        """Waits until it can read; raises LostProcess where it cannot, OSError without a start."""
        self._connection, theirs = _context.Pipe()
        with theirs, _children:
            self._process = _context.Process(target=serve, args=(theirs, skill), daemon=True)
            self._process.start()
        # At the latest when this process ends, which would wait for it.
        self.close = finalize(self, _end, self._process, self._connection)
        self.answer()

    def send(self, task: Task[object]) -> None:
        """Hand it a task; raises LostProcess where it has ended before."""
        try:
            self._connection.send(task)
        except ConnectionError as error:
            raise self._lost() from error
        except Exception as error:
            raise self._given_up() from error

    def answer(self) -> object:
        """The task's result, or the exception that it ended in; raises LostProcess."""
        try:
            answer: object = self._connection.recv()
        except (EOFError, ConnectionError) as error:
            raise self._lost() from error
        except Exception as error:
            raise self._given_up() from error
        return answer

    def kill(self) -> None:
        """End it, whatever it does; whoever waits for its answer is told that it is lost."""
        self._process.kill()

    def _given_up(self) -> LostProcess:
        """It cannot be spoken to: of a message, a part may still be on its way."""
        self.kill()
        return self._lost()

    def _lost(self) -> LostProcess:
        with _children:
            self._process.join()
        self.close()
        return LostProcess(self._process.exitcode)


def _end(process: BaseProcess, connection: Connection) -> None:
    process.kill()
    connection.close()


class ReadingProcesses:
    """So many processes that read for any number of threads, each made anew where it is lost."""

    def __init__(self, skill: Skill, size: int) -> None:
        """Nothing can be read before `start`."""
        self._skill = skill
        self._size = size
        # The one that read last is asked first: what it needs is still at hand.
        self._idle: LifoQueue[ReadingProcess] = LifoQueue()
        self._counting = Lock()
        self._all: set[ReadingProcess] = set()
        self._closed = Event()

    @property
    def standing(self) -> int:
        """How many there are at this moment."""
        return len(self._all)

    def start(self) -> None:
        """Start all of them; raises LostProcess or OSError where one cannot be."""
        with ThreadPoolExecutor(self._size) as starters:
            for process in starters.map(ReadingProcess, [self._skill] * self._size):
                self._take_in(process)

    def do(self, task: Task[Result]) -> Result:
        """Have one of them do something with an image, and wait for it.

        Raises what that ended in; TooMuchMemory; NotRead where the process is lost over it; Busy
        where there is none for long.
        """
        process = self._given(task)
        try:
            answer = process.answer()
        except LostProcess as error:
            self._replace(process, error)
            raise self._not_read(error) from error
        self._idle.put(process)
        if isinstance(answer, MemoryError):
            raise TooMuchMemory("Reading this image takes more memory than it may have.")
        if isinstance(answer, Exception):
            raise answer
        return cast(Result, answer)

    def close(self) -> None:
        """End all of them, whatever they are reading."""
        self._closed.set()
        with self._counting:
            for process in self._all:
                process.kill()

    def _given(self, task: Task[object]) -> ReadingProcess:
        """A process that has the task; one that had ended before takes nothing with it."""
        while True:
            try:
                process = self._idle.get(timeout=self._skill.longest_task_s)
                process.send(task)
            except LostProcess as error:
                self._replace(process, error)
            except Empty:
                raise Busy("There is no process to read with.") from None
            else:
                return process

    def _take_in(self, process: ReadingProcess) -> None:
        with self._counting:
            self._all.add(process)
        PROCESSES.inc()
        self._idle.put(process)

    def _replace(self, process: ReadingProcess, lost: LostProcess) -> None:
        """Begin to start another one."""
        with self._counting:
            self._all.remove(process)
        PROCESSES.dec()
        if self._closed.is_set():
            return
        PROCESSES_LOST.labels(lost.reason).inc()
        logger.error("%s", lost)
        Thread(target=self._start_another, daemon=True).start()

    def _start_another(self) -> None:
        while not self._closed.is_set():
            try:
                self._take_in(ReadingProcess(self._skill))
            except (LostProcess, OSError):
                logger.exception("No reading process could be started")
                self._closed.wait(RECOVERY_S)
            else:
                break
        if self._closed.is_set():
            self.close()

    def _not_read(self, lost: LostProcess) -> NotRead:
        if lost.reason == "timeout":
            limit = f"{self._skill.longest_task_s:g}"
            return NotRead(f"Reading this image was stopped, for it took more than {limit} s.")
        return NotRead("The process that read this image crashed.")
