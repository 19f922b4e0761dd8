"""A run on this machine from its start to its end: records, ledger, workers, model, engine."""

import asyncio
import functools
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress

from pipeline.corpus.breaker import Breaker
from pipeline.corpus.engine import Ask, Engine
from pipeline.corpus.jobs import Task, left_to_do
from pipeline.corpus.ledger import Ledger
from pipeline.corpus.plan import Plan, RunEnd, Watcher
from pipeline.corpus.reading import LeftOut, count, read_corpus
from pipeline.corpus.work import How
from pipeline.corpus.workers import Workers
from pipeline.errors import FactdeskError, ModelUnavailable
from pipeline.llm import open_model
from pipeline.stages.draft import Drafted
from pipeline.stages.draft.model_drafter import ModelDrafter
from schemas import Article


async def run_locally(
    plan: Plan, ledger: Ledger, watcher: Watcher, *, unanswered: Mapping[int, str] | None = None
) -> RunEnd:
    """Do what is missing of the corpus; return where its articles stand.

    With `unanswered`, causes by the numbers of articles, nobody is asked: batches were, and what
    they left without an answer has failed. Raises CorpusError where the corpus cannot be read,
    SettingsError where the model cannot be used at all. What was finished before that, or before a
    cancellation, is in the ledger.
    """
    counting = asyncio.create_task(_count(plan, watcher))
    reach = _asking(plan.how, watcher) if unanswered is None else _told(unanswered)
    async with Workers(plan.processes) as workers, reach as ask:
        breaker = Breaker(plan.at_once) if unanswered is None else None
        engine = Engine(plan.how, workers, ask, ledger, watcher, plan.at_once, breaker)
        await engine.run(_tasks(plan, ledger, watcher))
        counting.cancel()
        return RunEnd(ledger.counts(), engine.stopped, engine.over_budget)


async def _count(plan: Plan, watcher: Watcher) -> None:
    """Tell how many articles there are, beside the run; what is wrong with them the reader says."""
    with suppress(FactdeskError):
        counted = functools.partial(count, private=plan.private, renaming=plan.renaming)
        watcher.planned(await asyncio.to_thread(counted, plan.corpus))


async def _tasks(plan: Plan, ledger: Ledger, watcher: Watcher) -> AsyncGenerator[Task]:
    """Yield what is left to do; read in a thread, so that a slow storage does not stop the loop."""
    loop = asyncio.get_running_loop()

    def skipped(count: int) -> None:
        loop.call_soon_threadsafe(watcher.skipped, count)

    def left_out(found: LeftOut) -> None:
        loop.call_soon_threadsafe(watcher.left_out, found)

    def batches() -> Iterator[tuple[Task, ...]]:
        records = read_corpus(
            plan.corpus, private=plan.private, skipped=left_out, renaming=plan.renaming
        )
        return left_to_do(records, ledger, plan.how, again=plan.again, skipped=skipped)

    with ThreadPoolExecutor(1, "reader") as reader:
        found = batches()
        while (batch := await loop.run_in_executor(reader, next, found, None)) is not None:
            for task in batch:
                yield task


@asynccontextmanager
async def _asking(how: How, watcher: Watcher) -> AsyncIterator[Ask | None]:
    """Return who asks the model for the time of the run; None without a model."""
    settings = how.settings
    if not settings.uses_model:
        yield None
        return
    async with open_model(settings) as served:
        drafter = ModelDrafter(served, settings.model, settings.window, how.desk.sensitivity)
        watcher.asking(served.traffic)
        try:
            yield lambda _, article: drafter.draft(article)
        finally:
            for line in served.traffic.notes:
                watcher.note(line)


@asynccontextmanager
async def _told(unanswered: Mapping[int, str]) -> AsyncIterator[Ask | None]:
    """Return who asks nobody and says why there is no answer."""

    async def ask(task: Task, _: Article) -> Drafted:
        cause = unanswered.get(task.record.number, "an answer is missing in the cache")
        raise ModelUnavailable(f"not answered by a batch: {cause}")

    yield ask
