"""Worker processes: the deterministic part of many articles, on all cores and off the event loop."""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from typing import ParamSpec, Self, TypeVar

from pipeline.corpus.processes import Processes
from pipeline.errors import ArticleError

P = ParamSpec("P")
Result = TypeVar("Result")

_LOADED = ("pipeline.corpus.work", "pipeline.stages.read_article")


class Workers:
    """So many processes, begun with what they need already loaded."""

    def __init__(self, processes: int) -> None:
        self._all = Processes(processes, loads=_LOADED)
        self._suspects = Processes(1, loads=_LOADED)
        """For what was under way when a process ended: whatever ends this one did it."""
        self._alone = asyncio.Lock()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._all.close()
        self._suspects.close()

    async def __call__(
        self, work: Callable[P, Result], *args: P.args, **named: P.kwargs
    ) -> Result | ArticleError:
        """Return what the work gives; what ends the process twice is an ArticleError.

        The first time all work under way is lost with its process: each is done again by itself.
        """
        try:
            return await asyncio.wrap_future(self._all.submit(work, *args, **named))
        except BrokenProcessPool:
            return await self._by_itself(work, *args, **named)

    async def _by_itself(
        self, work: Callable[P, Result], *args: P.args, **named: P.kwargs
    ) -> Result | ArticleError:
        async with self._alone:
            try:
                return await asyncio.wrap_future(self._suspects.submit(work, *args, **named))
            except BrokenProcessPool:
                return ArticleError(
                    "the process that worked on it was ended twice, as by a lack of memory: "
                    "run it alone with factdesk brief to see why"
                )


def processes_here() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
