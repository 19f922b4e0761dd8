"""Worker processes: the deterministic part of many articles, on all cores and off the event loop."""

import asyncio
import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

from pipeline.errors import ArticleError

P = ParamSpec("P")
Result = TypeVar("Result")

_LOADED = ("pipeline.corpus.work", "pipeline.stages.read_article")


class Workers:
    """So many processes, begun with what they need already loaded."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._pool = _pool(processes)
        self._alone = asyncio.Lock()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def __call__(
        self, work: Callable[P, Result], *args: P.args, **named: P.kwargs
    ) -> Result | ArticleError:
        """Return what the work gives; what ends the process twice is an ArticleError.

        The first time all work under way is lost with the pool: each is done again by itself.
        """
        assert not named, "a process is handed its arguments in order"  # noqa: S101
        pool = self._pool
        try:
            return await asyncio.get_running_loop().run_in_executor(pool, work, *args)
        except BrokenProcessPool:
            self._replace(pool)
            return await self._by_itself(work, *args)

    def _replace(self, broken: ProcessPoolExecutor) -> None:
        if self._pool is broken:
            broken.shutdown(wait=False)
            self._pool = _pool(self._processes)

    async def _by_itself(self, work: Callable[P, Result], *args: P.args) -> Result | ArticleError:  # type: ignore[valid-type]  # the named ones are none
        async with self._alone:
            with _pool(1) as pool:
                try:
                    return await asyncio.get_running_loop().run_in_executor(pool, work, *args)
                except BrokenProcessPool:
                    return ArticleError(
                        "the process that worked on it was ended twice, as by a lack of memory: "
                        "run it alone with factdesk brief to see why"
                    )


def processes_here() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _pool(processes: int) -> ProcessPoolExecutor:
    # Not fork: the parent has threads. The server of forks loads our code once for all of them.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(_LOADED))
    return ProcessPoolExecutor(processes, mp_context=context, initializer=_begin)


_BEHIND = 5
"""Steps of priority that workers give way by, so that answers are taken in as soon as they come."""


def _begin() -> None:
    """Leave Ctrl-C to the parent, and end when it has ended, however that came about."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What is loaded stays for good. Looked through with every full collection, it costs 5% of the work
    # on an article, and the pages that the processes share.
    gc.freeze()
    if hasattr(os, "nice"):
        os.nice(_BEHIND)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None  # noqa: S101  # this is a worker process
    wait([parent.sentinel])
    os._exit(1)
