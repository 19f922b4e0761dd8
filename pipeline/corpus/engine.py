"""The engine of one machine: articles side by side, each read, asked about, finished and entered.

The event loop only asks. Reading and finishing go to worker processes, the ledger to a thread of
its own, so that no answer waits for another article's arithmetic.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from pipeline.corpus.breaker import Breaker
from pipeline.corpus.jobs import Task
from pipeline.corpus.ledger import Ledger
from pipeline.corpus.outcome import Finished, Outcome, done, failed
from pipeline.corpus.plan import Watcher
from pipeline.corpus.work import How, begin, finish
from pipeline.errors import BudgetSpent, FactdeskError, unforeseen
from pipeline.stages.draft import Drafted
from schemas import Article

Result = TypeVar("Result")
Ask = Callable[[Task, Article], Awaitable[Drafted]]


class Offload(Protocol):
    """Whatever does work elsewhere than in the event loop."""

    async def __call__(self, work: Callable[..., Result], *args: object) -> Result | FactdeskError:
        """Return what the work gives, or why it could not be done."""
        ...


@dataclass(slots=True)
class Engine:
    """Works tasks off, `at_once` articles at a time. It serves one run."""

    how: How
    offload: Offload
    ask: Ask | None
    """Gets the draft of an article from the model; None where no model is used."""
    ledger: Ledger
    watcher: Watcher
    at_once: int
    breaker: Breaker | None = None
    """Ends the run when the server serves nobody."""
    stopped: str | None = None
    """Why the run ended early."""
    over_budget: bool = False
    _clerk: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "ledger"))

    async def run(self, tasks: AsyncGenerator[Task]) -> None:
        """Work the tasks off; ends early, with `stopped` set, where going on is of no use."""
        places = asyncio.Semaphore(self.at_once)
        try:
            async with aclosing(tasks), asyncio.TaskGroup() as group:
                async for task in tasks:
                    if not self.stopped:
                        await places.acquire()
                    # Read to its end all the same: the ledger is to know what is pending, and what is gone.
                    if not self.stopped:
                        group.create_task(self._one(task, places))
        except BaseExceptionGroup as failures:  # whatever ended the others is told as it is
            raise failures.exceptions[0] from failures.exceptions[0].__cause__
        finally:
            self._clerk.shutdown()

    async def _one(self, task: Task, places: asyncio.Semaphore) -> None:
        try:
            result = await self._result(task)
            if isinstance(result, BudgetSpent):
                self.over_budget, self.stopped = True, str(result)
                return  # it stays pending: a larger budget goes on with it
            outcome = _outcome(task, result)
            if self.breaker:
                self.stopped = self.stopped or self.breaker.count(outcome)
            loop = asyncio.get_running_loop()
            self.watcher.ended(await loop.run_in_executor(self._clerk, self.ledger.keep, outcome))
        finally:
            places.release()

    async def _result(self, task: Task) -> Finished | FactdeskError:
        begun = await self.offload(begin, self.how, task.record, task.job)
        if isinstance(begun, Finished):
            self.watcher.saved(begun.usage)
        if not isinstance(begun, Article):
            return begun
        assert self.ask is not None, "an article was to be asked about without a model"  # noqa: S101
        try:
            drafted = await self.ask(task, begun)
        except FactdeskError as error:
            return error
        except Exception as error:  # noqa: BLE001  # whatever a model has answered, it costs this article alone
            return unforeseen(task.record.source, error)
        return await self.offload(finish, self.how, task.job, begun, drafted)


def _outcome(task: Task, result: Finished | FactdeskError) -> Outcome:
    """Return how the article of a task ended."""
    if isinstance(result, FactdeskError):
        return failed(task.job, result)
    return done(task.job, result)
