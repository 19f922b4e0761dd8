"""A run over a corpus from its start to its end: records, ledger, workers, model, engine.

The event loop only asks. Reading and finishing go to worker processes, the ledger to a thread of
its own, so that no answer waits for another article's arithmetic.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial

from pipeline.corpus.causes import LeftOut
from pipeline.corpus.engine import Engine, result_of
from pipeline.corpus.ledger import Ledger
from pipeline.corpus.outcome import Finished, outcome_of
from pipeline.corpus.plan import CircuitBreaker, Plan, RunEnd, Watcher
from pipeline.corpus.processes import Workers
from pipeline.corpus.reading.readers import count
from pipeline.corpus.work import Recipe, Task, begin, finish, left_to_do
from pipeline.errors import FactdeskError, ModelUnavailable
from pipeline.llm import open_model
from pipeline.stages.draft import Drafted
from pipeline.stages.draft.model_drafter import ModelDrafter
from schemas import Article

Ask = Callable[[Task, Article], Awaitable[Drafted]]
"""Gets the draft of an article from the model."""


async def run_locally(
    plan: Plan, ledger: Ledger, watcher: Watcher, *, unanswered: Mapping[int, str] | None = None
) -> RunEnd:
    """Do what is missing of the corpus; return where its articles stand.

    With `unanswered`, causes by the numbers of articles, nobody is asked: batches were, and what
    they left without an answer has failed. Raises CorpusError where the corpus cannot be read,
    SettingsError where the model cannot be used at all. What was finished before that, or before a
    cancellation, is in the ledger.
    """
    asking = _asking(plan.recipe, watcher) if unanswered is None else _answering(unanswered)
    breaker = CircuitBreaker(plan.at_once) if unanswered is None else None
    async with Workers(plan.processes, plan.recipe.limits) as workers, asking as ask:
        steps = LocalSteps(plan.recipe, workers, ask, watcher)
        return await work_off(partial(result_of, steps), plan, ledger, watcher, breaker)


async def work_off(
    work: Callable[[Task], Awaitable[Finished | FactdeskError]],
    plan: Plan,
    ledger: Ledger,
    watcher: Watcher,
    breaker: CircuitBreaker | None,
) -> RunEnd:
    """Do the work on what is missing of the corpus, and enter how each article ends.

    `breaker` ends the run when the server serves nobody.
    """
    counting = asyncio.create_task(_count(plan, watcher))
    with ThreadPoolExecutor(1, "ledger") as thread:
        engine = Engine(work, Keeping(ledger, watcher, thread, breaker), plan.at_once)
        await engine.run(_tasks(plan, ledger, watcher))
    counting.cancel()
    return RunEnd(ledger.counts(), engine.stopped, engine.over_budget)


@dataclass(frozen=True, slots=True)
class LocalSteps:
    recipe: Recipe
    offload: Workers
    ask: Ask
    watcher: Watcher

    async def begin(self, task: Task) -> Article | Finished | FactdeskError:
        begun = await self.offload(begin, self.recipe, task.record, task.job)
        if isinstance(begun, Finished):
            self.watcher.saved(begun.usage)
        return begun

    async def finish(
        self, task: Task, article: Article, drafted: Drafted
    ) -> Finished | FactdeskError:
        return await self.offload(finish, self.recipe, task.job, article, drafted)


@dataclass(frozen=True, slots=True)
class Keeping:
    """Enters in the ledger, in a thread of its own, how an article ended."""

    ledger: Ledger
    watcher: Watcher
    thread: ThreadPoolExecutor
    breaker: CircuitBreaker | None = None

    async def __call__(self, task: Task, result: Finished | FactdeskError) -> str | None:
        """Enter it; return why to stop, when it is time."""
        outcome = outcome_of(task.job, result)
        reason = self.breaker.count(outcome) if self.breaker else None
        loop = asyncio.get_running_loop()
        self.watcher.ended(await loop.run_in_executor(self.thread, self.ledger.keep, outcome))
        return reason


async def _count(plan: Plan, watcher: Watcher) -> None:
    """Tell how many articles there are, beside the run; what is wrong with them the reader says."""
    with suppress(FactdeskError):
        counted = partial(count, private=plan.private, renaming=plan.renaming)
        watcher.planned(await asyncio.to_thread(counted, plan.corpus))


async def _tasks(plan: Plan, ledger: Ledger, watcher: Watcher) -> AsyncGenerator[Task]:
    """Yield what is left to do; read in a thread, so that a slow storage does not stop the loop."""
    loop = asyncio.get_running_loop()

    def skipped(count: int) -> None:
        loop.call_soon_threadsafe(watcher.skipped, count)

    def left_out(file: LeftOut) -> None:
        loop.call_soon_threadsafe(watcher.left_out, file)

    def batches() -> Iterator[tuple[Task, ...]]:
        records = plan.records(left_out)
        return left_to_do(records, ledger, plan.recipe, again=plan.again, skipped=skipped)

    with ThreadPoolExecutor(1, "reader") as reader:
        missing = batches()
        while (batch := await loop.run_in_executor(reader, next, missing, None)) is not None:
            for task in batch:
                yield task


@asynccontextmanager
async def _asking(recipe: Recipe, watcher: Watcher) -> AsyncIterator[Ask]:
    settings = recipe.settings
    if not settings.uses_model:
        yield _nobody
        return
    async with open_model(settings) as served:
        drafter = ModelDrafter.of(served, settings, recipe.desk.sensitivity)
        watcher.asking(served.traffic)
        try:
            yield lambda _, article: drafter.draft(article)
        finally:
            for line in served.traffic.notes:
                watcher.note(line)


async def _nobody(_task: Task, _article: Article) -> Drafted:
    raise AssertionError("an article was to be asked about without a model")


@asynccontextmanager
async def _answering(unanswered: Mapping[int, str]) -> AsyncIterator[Ask]:
    async def ask(task: Task, _: Article) -> Drafted:
        cause = unanswered.get(task.record.number, "an answer is missing in the cache")
        raise ModelUnavailable(f"not answered by a batch: {cause}")

    yield ask
