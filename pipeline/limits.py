"""What the work on one article may take: processor time, and memory of the process that does it."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TypeVar

from pipeline.errors import ArticleError

try:
    import resource
except ImportError:  # Windows has no limits of a process
    resource = None  # type: ignore[assignment]

Result = TypeVar("Result")
_MEGABYTE = 1_000_000
_HELD = Path("/proc/self/statm")
"""Where Linux tells what a process holds, in pages; the sixth number is its data and stack."""
_LEAST_SECONDS = 0.001
"""A timer of 0 would never go off."""
_AGAIN_SECONDS = 1.0
"""After which time is said to be up once more, where a handler of errors swallowed it."""


@dataclass(slots=True)
class Clock:
    """The processor time that the steps of one article have taken so far."""

    seconds: float = 0.0


class _TimeUp(BaseException):
    """The time is up; no `except Exception` on the way stops it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one article may take; the defaults are a hundred times what an article of news takes."""

    seconds: int = 30
    """Of processor time, in the main thread of a process of a system that has timers of it.

    Twice what a megabyte of ordinary text takes. With 60, ten texts that use them up hold two
    processes for five minutes.
    """
    megabytes: int = 2_000
    """Of data, of a process of a system that counts them, as Linux does."""

    def bound_memory(self) -> None:
        """Have this process, a worker, get no more memory: asking for more is a MemoryError."""
        if resource is not None:
            _, hard = resource.getrlimit(resource.RLIMIT_DATA)
            _set_most_data(self.megabytes * _MEGABYTE, hard)

    def keep(
        self, work: Callable[[], Result], source: str | None = None, *, clock: "Clock | None" = None
    ) -> Result:
        """Return what the work gives; raises ArticleError, naming the source, beyond a limit.

        What a clock has counted for earlier steps of the same article is taken off its time.
        Memory is what the work takes beside what the process held before, or what `bound_memory`
        or the user's shell has set for the whole process.
        """
        name = f"{source}: " if source else ""
        try:
            with self._bounded():
                return self._timed(work, clock or Clock())
        except _TimeUp:
            # Once more: it may have come as the work had just ended and this was about to be done.
            signal.setitimer(signal.ITIMER_PROF, 0)
            said = f"took more than {self.seconds:,} s of work"
            raise ArticleError(f"{name}{said}: give it in parts, or more --max-seconds") from None
        except (MemoryError, SystemError):  # what C code of Python says that found no memory
            said = f"needs more memory than {self.megabytes:,} MB"
            raise ArticleError(f"{name}{said}: give it in parts, or more --max-memory") from None

    @contextmanager
    def _bounded(self) -> Iterator[None]:
        held = _data_held()
        if held is None:
            yield
            return
        before = resource.getrlimit(resource.RLIMIT_DATA)
        if before[0] != resource.RLIM_INFINITY:
            yield
            return
        _set_most_data(held + self.megabytes * _MEGABYTE, before[1])
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_DATA, before)

    def _timed(self, work: Callable[[], Result], clock: "Clock") -> Result:
        is_main = threading.current_thread() is threading.main_thread()
        if not is_main or not hasattr(signal, "setitimer"):
            return work()
        before, began = signal.signal(signal.SIGPROF, _raise), time.process_time()
        try:
            left = max(self.seconds - clock.seconds, _LEAST_SECONDS)
            signal.setitimer(signal.ITIMER_PROF, left, _AGAIN_SECONDS)
            return work()
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)
            clock.seconds += time.process_time() - began


DEFAULT = Limits()


def _data_held() -> int | None:
    """Return the bytes of data that this process has; None where the system does not tell."""
    try:
        return int(_HELD.read_bytes().split()[5]) * resource.getpagesize()
    except (OSError, AttributeError):  # no such file, or no module `resource`
        return None


def _set_most_data(most: int, hard: int) -> None:
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def _raise(_: int, frame: FrameType | None) -> None:
    """Raise _TimeUp, but not while an object is deleted: Python prints that and goes on."""
    while frame is not None:
        if frame.f_code.co_name == "__del__":
            return  # the timer comes again
        frame = frame.f_back
    raise _TimeUp
