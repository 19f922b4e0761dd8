"""The loop over articles that every run uses.

An article is begun (read, or found finished), asked about, finished and kept. Who does each of
these steps differs: the main thread for an article by itself, worker processes for several, which
are those of an actor on a Ray cluster.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from pipeline.errors import BudgetSpent, FactdeskError, unforeseen
from pipeline.stages.draft import Drafted
from schemas import Article

Item = TypeVar("Item")
Item_contra = TypeVar("Item_contra", contravariant=True)
Result = TypeVar("Result")
Result_co = TypeVar("Result_co", covariant=True)


class Steps(Protocol[Item_contra, Result_co]):
    """What is done with an article, named by its task in a corpus or its place in a list."""

    def begin(self, item: Item_contra, /) -> Awaitable[Article | Result_co | FactdeskError]:
        """Return the article to ask about; a result or an error where nothing is to be asked."""
        ...

    def ask(self, item: Item_contra, article: Article, /) -> Awaitable[Drafted]: ...

    def finish(
        self, item: Item_contra, article: Article, drafted: Drafted, /
    ) -> Awaitable[Result_co | FactdeskError]: ...


async def result_of(steps: Steps[Item, Result], item: Item) -> Result | FactdeskError:
    """Return the result of an article, or the error that it met; nothing is raised by asking."""
    article = await steps.begin(item)
    if not isinstance(article, Article):
        return article
    try:
        drafted = await steps.ask(item, article)
    except FactdeskError as error:
        return error
    except Exception as error:  # noqa: BLE001  # whatever a model answers costs this article alone
        return unforeseen(article.source, error)
    return await steps.finish(item, article, drafted)


@dataclass(slots=True)
class Engine(Generic[Item, Result]):
    """Works articles off, `at_once` of them at a time. It serves one run."""

    work: Callable[[Item], Awaitable[Result | FactdeskError]]
    """Returns the result of an article, as `result_of` does."""
    keep: Callable[[Item, Result | FactdeskError], Awaitable[str | None]]
    """Keeps what came of an article; returns why the run is to end, if it is."""
    at_once: int
    stopped: str | None = None
    """Why the run ended early."""
    over_budget: bool = False

    async def run(self, items: AsyncGenerator[Item]) -> None:
        """Work the articles off; ends early, with `stopped` set, where going on is of no use."""
        places = asyncio.Semaphore(self.at_once)
        try:
            async with aclosing(items), asyncio.TaskGroup() as group:
                async for item in items:
                    if not self.stopped:
                        await places.acquire()
                    # Read to the end all the same: a ledger is to know what is pending or gone.
                    if not self.stopped:
                        group.create_task(self._done(item, places))
        except BaseExceptionGroup as failures:  # whatever ended the others is told as it is
            raise failures.exceptions[0] from failures.exceptions[0].__cause__

    async def _done(self, item: Item, places: asyncio.Semaphore) -> None:
        try:
            result = await self.work(item)
            if isinstance(result, BudgetSpent):  # not kept: a larger budget goes on with it
                self.over_budget, self.stopped = True, str(result)
            else:
                reason = await self.keep(item, result)
                self.stopped = self.stopped or reason
        finally:
            places.release()
