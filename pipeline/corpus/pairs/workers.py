"""Processes that check rows, and end at once when they are let go or their parent has ended."""

import multiprocessing
import os
import signal
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Self

from pipeline.corpus.pairs.checking import Checker, Plan, Result
from pipeline.corpus.pairs.rows import Chunk

_checker: Checker | None = None
"""That of a worker process."""


class Workers:
    """So many processes that check by one plan."""

    def __init__(self, plan: Plan, number: int) -> None:
        # Not fork: storages keep threads. The server of forks loads our code once for all of them.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([__name__])
        # Nothing is ever sent: the workers' end is ready when ours is closed, by us or by our death.
        self._theirs, self._lifeline = context.Pipe(duplex=False)
        self._executor = ProcessPoolExecutor(
            number, mp_context=context, initializer=_start, initargs=(plan, self._theirs)
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def begin(self, chunk: Chunk) -> Future[list[Result]]:
        """Return the results to come; raises BrokenProcessPool, as they do, when a worker has ended."""
        return self._executor.submit(_work, chunk)

    def close(self) -> None:
        """End the workers, whatever they are at."""
        self._lifeline.close()
        self._executor.shutdown(cancel_futures=True)
        self._theirs.close()


def _start(plan: Plan, lifeline: Connection) -> None:
    """Make a worker ready; Ctrl-C is its parent's affair."""
    global _checker  # noqa: PLW0603  # what a process of a pool has is what its modules hold
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()
    _checker = Checker(plan)


def _end_with(lifeline: Connection) -> None:
    wait([lifeline])
    os._exit(1)


def _work(chunk: Chunk) -> list[Result]:
    assert _checker is not None  # noqa: S101  # _start has made it
    return _checker.check(chunk)
