"""Work of the main thread that another thread ends while it runs."""

import _thread
import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

Result = TypeVar("Result")
_SIGNAL: signal.Signals | None = getattr(signal, "SIGUSR1", None)
"""Windows has none: there work goes on to its next step."""


class Interruption:
    """Ends what is under way, and all that is begun later, once it is asked for."""

    def __init__(self) -> None:
        self._is_asked = self._is_running = False

    def ask(self) -> None:
        """End the work. Any thread may call this."""
        self._is_asked = True
        if _SIGNAL is not None:
            _thread.interrupt_main(_SIGNAL)

    def run(self, work: Callable[[], Result]) -> Result:
        """Return what the work gives. Raises CancelledError where it is ended."""
        self._is_running = True
        try:
            self._end_if_asked()
            return work()
        finally:
            self._is_running = False

    @contextmanager
    def heeded(self) -> Iterator[None]:
        """Heed `ask` while work runs in the block. For the main thread."""
        if _SIGNAL is None:
            yield
            return
        before = signal.signal(_SIGNAL, self._end_if_asked)
        try:
            yield
        finally:
            signal.signal(_SIGNAL, before)

    def _end_if_asked(self, *_: object) -> None:
        if self._is_asked and self._is_running:
            raise asyncio.CancelledError
