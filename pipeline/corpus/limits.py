"""What the work on one article may take: processor time, and memory of the process that does it."""

import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from pipeline.errors import ArticleError

try:
    import resource
except ImportError:  # Windows has no limits of a process
    resource = None  # type: ignore[assignment]

Result = TypeVar("Result")
_AGAIN_SECONDS = 1.0
"""After which time is said to be up once more, where a handler of errors swallowed it."""


class _TimeUp(BaseException):
    """The time is up; no `except Exception` on the way stops it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one article may take; the defaults are a hundred times what an article of news takes."""

    seconds: int = 60
    """Of processor time, in the main thread of a process of a system that has timers of it."""
    megabytes: int = 2_000
    """Of data, of a worker process of a system that counts them, as Linux does."""

    def bound_memory(self) -> None:
        """Have this process get no more memory than that: asking for more is a MemoryError."""
        if resource is not None:
            hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
            most = self.megabytes * 1_000_000
            if hard != resource.RLIM_INFINITY:
                most = min(most, hard)
            resource.setrlimit(resource.RLIMIT_DATA, (most, hard))

    def keep(self, source: str, work: Callable[[], Result]) -> Result:
        """Return what the work gives; raises ArticleError, naming the source, beyond a limit."""
        try:
            return self._timed(work)
        except _TimeUp:
            said = f"took more than {self.seconds:,} s of work"
            raise ArticleError(
                f"{source}: {said}: give it in parts, or more --max-seconds"
            ) from None
        except MemoryError:
            said = f"needs more memory than {self.megabytes:,} MB"
            raise ArticleError(
                f"{source}: {said}: give it in parts, or more --max-memory"
            ) from None

    def _timed(self, work: Callable[[], Result]) -> Result:
        is_main = threading.current_thread() is threading.main_thread()
        if not is_main or not hasattr(signal, "setitimer"):
            return work()
        before = signal.signal(signal.SIGPROF, _raise)
        try:
            signal.setitimer(signal.ITIMER_PROF, self.seconds, _AGAIN_SECONDS)
            return work()
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)


DEFAULT = Limits()


def _raise(*_: object) -> None:
    raise _TimeUp
