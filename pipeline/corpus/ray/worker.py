"""What runs on a Ray cluster: reading a shard of a corpus, and one asynchronous worker an actor.

Rows between the stages are pickles in one column: what they hold is our own types, and failures are
rows like any other.
"""

import asyncio
import pickle
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

from pipeline.corpus.engine import result_of
from pipeline.corpus.outcome import Finished, Outcome, outcome_of
from pipeline.corpus.reading import Shard, records
from pipeline.corpus.work import Recipe, Task, finish, job_of, read
from pipeline.errors import BudgetSpent, FactdeskError
from pipeline.gc_tuning import collect_seldom
from pipeline.llm import open_model
from pipeline.settings import Settings
from pipeline.stages.draft import Drafted
from pipeline.stages.draft.model_drafter import ModelDrafter
from schemas import Article

COLUMN = "pickled"
Row = Mapping[str, Any]


class Assignment(NamedTuple):
    """A shard of a corpus and what the ledger has of it that need not be done again."""

    shard: Shard
    settled: Mapping[int, str]
    """Digest by number."""


class Known(NamedTuple):
    """Tells how many articles of a shard the ledger has already."""

    articles: int


class Stop(NamedTuple):
    """Stands where an outcome would: the run may ask for nothing more."""

    reason: str


def row_of(value: object) -> Row:
    """Return a value as a row between stages."""
    return {COLUMN: pickle.dumps(value)}


def value_of(row: Row) -> Any:  # noqa: ANN401  # whatever was put in
    """Return the value of a row that the run itself has made."""
    return pickle.loads(row[COLUMN])  # noqa: S301  # made by this run, and in its memory alone


def tasks_of(row: Row, recipe: Recipe) -> Iterator[Row]:
    """Yield what is missing of an assignment, and at the end how many of its articles are done."""
    assignment: Assignment = value_of(row)
    fingerprint, known = recipe.fingerprint(), 0
    for record in records(assignment.shard):
        job = job_of(record, fingerprint)
        if assignment.settled.get(job.number) == job.digest:
            known += 1
        else:
            yield row_of(Task(record, job))
    if known:
        yield row_of(Known(known))


class Worker:
    """One actor: asks its share of the model's slots, and does the rest of each article itself."""

    def __init__(self, recipe: Recipe, workers: int) -> None:
        collect_seldom()
        self._recipe = replace(recipe, settings=share_of(recipe.settings, workers))
        self._open = AsyncExitStack()
        self._drafter: ModelDrafter | None = None
        self._opening = asyncio.Lock()

    async def __call__(self, batch: Mapping[str, Any]) -> AsyncIterator[Mapping[str, list[bytes]]]:
        """Yield the outcome of each task of a batch as soon as it is there."""
        tasks = [pickle.loads(task) for task in batch[COLUMN]]  # noqa: S301  # as `value_of`
        for ended in asyncio.as_completed([self._outcome(task) for task in tasks]):
            yield {COLUMN: [pickle.dumps(await ended)]}

    async def _outcome(self, task: Task | Known) -> Outcome | Known | Stop:
        if isinstance(task, Known):
            return task
        result = await result_of(self, task)
        return (
            Stop(str(result)) if isinstance(result, BudgetSpent) else outcome_of(task.job, result)
        )

    async def begin(self, task: Task) -> Article | Finished | FactdeskError:
        """Return the article, or what is kept of it."""
        return await asyncio.to_thread(read, self._recipe, task.record, task.job)

    async def ask(self, _: Task, article: Article) -> Drafted:
        """Return the model's draft. Raises FactdeskError."""
        return await (await self._model()).draft(article)

    async def finish(
        self, task: Task, article: Article, drafted: Drafted
    ) -> Finished | FactdeskError:
        """Return what is kept of the report that follows from a draft."""
        return await asyncio.to_thread(finish, self._recipe, task.job, article, drafted)

    async def _model(self) -> ModelDrafter:
        """Return the drafter, opened at the first article that needs it."""
        async with self._opening:
            if self._drafter is None:
                settings, sensitivity = self._recipe.settings, self._recipe.desk.sensitivity
                served = await self._open.enter_async_context(open_model(settings))
                self._drafter = ModelDrafter(served, settings.model, settings.window, sensitivity)
            return self._drafter


def share_of(settings: Settings, workers: int) -> Settings:
    """Return the settings of one of so many workers: its part of slots, pace and budget.

    Of what cannot be parted further each has one.
    """

    def part(whole: int) -> int:
        return max(1, whole // workers)

    return replace(
        settings,
        concurrency=part(settings.concurrency),
        rpm=None if settings.rpm is None else part(settings.rpm),
        tpm=None if settings.tpm is None else part(settings.tpm),
        budget=None if settings.budget is None else settings.budget / Decimal(workers),
    )
