"""A run on a Ray cluster: its actors work on articles, this process reads and keeps the ledger."""

import asyncio
import logging
import os
from contextlib import AsyncExitStack
from dataclasses import replace
from decimal import Decimal
from typing import Any

from pipeline.corpus.engine import result_of
from pipeline.corpus.ledger import Ledger
from pipeline.corpus.local_run import work_off
from pipeline.corpus.outcome import Finished
from pipeline.corpus.plan import CircuitBreaker, Plan, RunEnd, Watcher
from pipeline.corpus.processes import ENDED_TWICE, Workers
from pipeline.corpus.work import Recipe, Task, finish, read
from pipeline.errors import ArticleError, FactdeskError, SettingsError
from pipeline.gc_tuning import collect_seldom
from pipeline.llm import open_model
from pipeline.settings import Settings
from pipeline.stages.draft import Drafted
from pipeline.stages.draft.model_drafter import ModelDrafter
from schemas import Article

_OWN_CLUSTER = {"include_dashboard": False, "object_store_memory": 512 * 1024 * 1024}
"""Of a cluster that is begun for the run: articles are small, and taken when they are done."""


async def run_on_ray(plan: Plan, ledger: Ledger, watcher: Watcher) -> RunEnd:
    """Do what is missing of the corpus on the cluster at hand; as `run_locally`.

    Each of `plan.processes` actors works at its share of the settings' slots. Raises SettingsError
    where Ray is not installed.
    """
    ray = _started(plan.processes)
    try:
        actors = Actors(ray, plan)
        return await work_off(actors.result, plan, ledger, watcher, CircuitBreaker(plan.at_once))
    finally:
        ray.shutdown()


class Worker:
    """One actor: asks its share of the model's slots; a process of its own does all else.

    Work on an article can be limited, and be ended, in a process that does nothing beside it.
    """

    def __init__(self, recipe: Recipe, workers: int) -> None:
        collect_seldom()
        self._recipe = replace(recipe, settings=share_of(recipe.settings, workers))
        self._offload = Workers(1, recipe.limits)
        self._open = AsyncExitStack()
        self._drafter: ModelDrafter | None = None
        self._opening = asyncio.Lock()

    async def result(self, task: Task) -> Finished | FactdeskError:
        return await result_of(self, task)

    async def begin(self, task: Task) -> Article | Finished | FactdeskError:
        return await self._offload(read, self._recipe, task.record, task.job)

    async def ask(self, _: Task, article: Article) -> Drafted:
        return await (await self._model()).draft(article)

    async def finish(
        self, task: Task, article: Article, drafted: Drafted
    ) -> Finished | FactdeskError:
        return await self._offload(finish, self._recipe, task.job, article, drafted)

    async def _model(self) -> ModelDrafter:
        """Return the drafter, opened at the first article that needs it."""
        async with self._opening:
            if self._drafter is None:
                settings, sensitivity = self._recipe.settings, self._recipe.desk.sensitivity
                served = await self._open.enter_async_context(open_model(settings))
                self._drafter = ModelDrafter.of(served, settings, sensitivity)
            return self._drafter


class Actors:
    """The actors of a run, each with a share of the articles that are under way at once."""

    def __init__(self, ray: Any, plan: Plan) -> None:  # noqa: ANN401  # it has no types
        self._ray, self._plan = ray, plan
        self._at_once = -(-plan.at_once // plan.processes)
        self._alone = asyncio.Lock()
        self._places = asyncio.Queue[Any]()
        """An entry for each article that an actor may be given."""
        for actor in [self._actor(cpus=1) for _ in range(plan.processes)] * self._at_once:
            self._places.put_nowait(actor)

    async def result(self, task: Task) -> Finished | FactdeskError:
        """Return what an actor made of an article; what ends an actor twice is an ArticleError.

        The first time all that the actor was at is lost with it: each is done again by itself.
        """
        actor = await self._places.get()
        try:
            return await self._result(actor, task)
        except self._ray.exceptions.RayActorError:
            return await self._by_itself(task)
        finally:
            self._places.put_nowait(actor)

    async def _by_itself(self, task: Task) -> Finished | FactdeskError:
        async with self._alone:
            actor = self._actor(cpus=0)
            try:
                return await self._result(actor, task)
            except self._ray.exceptions.RayActorError:
                return ArticleError(ENDED_TWICE)
            finally:
                self._ray.kill(actor)

    def _actor(self, *, cpus: int) -> Any:  # noqa: ANN401
        options = {"num_cpus": cpus, "max_restarts": -1, "max_concurrency": self._at_once}
        return self._ray.remote(**options)(Worker).remote(self._plan.recipe, self._plan.processes)

    @staticmethod
    async def _result(actor: Any, task: Task) -> Finished | FactdeskError:  # noqa: ANN401
        result: Finished | FactdeskError = await actor.result.remote(task)
        return result


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


def _started(processes: int) -> Any:  # noqa: ANN401
    """Return Ray, connected to the cluster that RAY_ADDRESS names, or to one begun here."""
    try:
        import ray  # noqa: PLC0415  # a second and 300 MB, for those who want it
    except ImportError as error:
        raise SettingsError(
            "--engine ray needs Ray: install it with pip install 'factdesk[ray]'"
        ) from error
    own = {} if "RAY_ADDRESS" in os.environ else _OWN_CLUSTER | {"num_cpus": processes}
    ray.init(log_to_driver=False, logging_level=logging.ERROR, **own)
    return ray
