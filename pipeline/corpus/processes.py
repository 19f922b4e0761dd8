"""Worker processes, which end with ours; what ended one of them is tried once more, alone."""

import asyncio
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import forkserver, resource_tracker
from multiprocessing.connection import Connection, wait
from typing import ParamSpec, Self, TypeVar

from pipeline.errors import ArticleError
from pipeline.gc_tuning import collect_seldom
from pipeline.limits import DEFAULT, Limits

P = ParamSpec("P")
Result = TypeVar("Result")

_LOADED = ("pipeline.corpus.work", "pipeline.stages.read_article")
"""What the work on an article needs."""
ENDED_TWICE = (
    "the process that worked on it was ended twice, as by a lack of memory: "
    "run it alone with factdesk brief to see why"
)
LOST = (BrokenProcessPool, MemoryError)
"""Raised where a process was ended, or had no memory to hand a result over."""
_NO_WARNING = "ignore:resource_tracker:UserWarning"
_NICENESS = 5
"""Steps of priority that they give way by, so that what they have done is taken in as it comes."""


class Processes:
    """So many processes, and as many new ones where one of them is ended from outside.

    They begin with the first work. `loads` names the modules that all of them need; `begin` makes
    each of them ready. It serves one thread.
    """

    def __init__(
        self, number: int, *, loads: Sequence[str] = (), begin: Callable[[], object] | None = None
    ) -> None:
        self._number, self._loads, self._begin = number, loads, begin
        self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def submit(self, work: Callable[P, Result], *args: P.args, **named: P.kwargs) -> Future[Result]:
        """Return the result to come; it raises BrokenProcessPool where a process has been ended.

        Then all that was under way is lost, and the next work gets new processes.
        """
        try:
            return self._executor.submit(work, *args, **named)
        except BrokenProcessPool:
            self.abandon()
            return self._executor.submit(work, *args, **named)

    def abandon(self) -> None:
        self.close()
        self._open()

    def close(self) -> None:
        executor = self._executor
        results, thread = executor._result_queue, executor._executor_manager_thread  # noqa: SLF001
        # First what no process has begun: where they end before, its thread fails on what is
        # cancelled.
        executor.shutdown(wait=False, cancel_futures=True)
        self._lifeline.close()
        # A process that ends while it sends a result leaves half of it. The executor's thread would
        # wait for the rest for ever, for this process holds the sending end as well.
        results._writer.close()  # type: ignore[attr-defined]  # noqa: SLF001
        if thread is not None:
            thread.join()  # type: ignore[attr-defined]  # whose type typeshed has wrong
        self._theirs.close()

    def _open(self) -> None:
        # Not fork: we have threads. The server of forks loads our code once for all processes.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["pipeline.corpus.quiet_forks", *self._loads])
        _start_server()
        # Nothing is ever sent: the processes' end is ready when ours is closed, as by our death.
        self._theirs, self._lifeline = context.Pipe(duplex=False)
        self._executor = ProcessPoolExecutor(
            self._number,
            mp_context=context,
            initializer=_start,
            initargs=(self._theirs, self._begin),
        )


def _start_server() -> None:
    """Start the server of forks, for which a stop is our affair, as for all that it begins.

    Ctrl-C reaches each process of a terminal, and SIGTERM each of a service: half of them would end
    before we have let go of them.
    """
    # It removes what a process leaves that is ended at once, and would print a warning about that.
    sys.warnoptions.append(_NO_WARNING)
    resource_tracker.ensure_running()  # which unblocks these signals when it has started
    sys.warnoptions.remove(_NO_WARNING)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start(lifeline: Connection, begin: Callable[[], object] | None) -> None:
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()
    if begin:
        begin()
    # What is loaded stays for good. Looked through with every full collection, it costs 5% of the
    # work on an article, and the pages that the processes share.
    gc.freeze()
    collect_seldom()
    if hasattr(os, "nice"):
        os.nice(_NICENESS)


def _end_with(lifeline: Connection) -> None:
    wait([lifeline])
    os._exit(1)


class Workers:
    """So many processes, begun with what the work on an article needs already loaded."""

    def __init__(self, processes: int, limits: Limits = DEFAULT) -> None:
        begin = limits.bound_memory
        self._all = Processes(processes, loads=_LOADED, begin=begin)
        self._suspects = Processes(1, loads=_LOADED, begin=begin)
        """For what was under way when a process ended: whatever ends this one did it."""
        self._alone = asyncio.Lock()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._all.close()
        self._suspects.close()

    def abandon(self) -> None:
        """End all work that is under way, for which nobody may wait any more."""
        self._all.abandon()
        self._suspects.abandon()

    async def __call__(
        self, work: Callable[P, Result], *args: P.args, **named: P.kwargs
    ) -> Result | ArticleError:
        """Return what the work gives; what ends the process twice is an ArticleError.

        The first time all work under way is lost with its process: each is done again by itself.
        So is what there was no memory for to hand the result over.
        """
        try:
            return await asyncio.wrap_future(self._all.submit(work, *args, **named))
        except LOST:
            pass
        async with self._alone:
            try:
                return await asyncio.wrap_future(self._suspects.submit(work, *args, **named))
            except LOST:
                return ArticleError(ENDED_TWICE)


def processes_here() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
