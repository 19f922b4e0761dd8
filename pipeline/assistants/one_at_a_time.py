"""Calls answered one at a time, of which a client may cancel each, be it waiting or under way."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from pipeline.errors import ArticleError

Result = TypeVar("Result")


class Elsewhere(Protocol):
    """Does work in another process, where a test does not do it here."""

    def __call__(
        self, work: Callable[..., Result], *args: object
    ) -> Awaitable[Result | ArticleError]:
        """Return what the work gives; an error where it ended its process."""


class EndableWork(Elsewhere, Protocol):
    """Can end that process: `Workers`."""

    def abandon(self) -> None:
        """End all work that is under way."""


class OneAtATime:
    """Begins a call when the one before has ended, so that one that is cancelled never begins.

    A pool of processes takes some calls in advance, and does them whether or not anybody waits.
    """

    def __init__(self, workers: EndableWork) -> None:
        self._workers, self._turn = workers, asyncio.Lock()

    async def __call__(self, work: Callable[..., Result], *args: object) -> Result | ArticleError:
        """Return what the work gives; where it is cancelled meanwhile, end its process."""
        async with self._turn:
            try:
                return await self._workers(work, *args)
            except asyncio.CancelledError:
                self._workers.abandon()
                raise
