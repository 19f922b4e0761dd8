"""A run on Ray without a cluster: what the driver does with actors, and what an actor does."""

import asyncio
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.corpus import ray_cluster
from pipeline.corpus.ledger import Ledger
from pipeline.corpus.outcome import State
from pipeline.corpus.plan import Plan, RunEnd
from pipeline.corpus.ray_cluster import run_on_ray, share_of
from pipeline.corpus.work import Recipe, Task
from pipeline.errors import BudgetSpent, SettingsError
from pipeline.settings import EXTRACTIVE, Settings
from schemas import DeskSettings
from tests.corpora import RISE, STORM, jsonl
from tests.unit.corpus.outcomes import done_job, job
from tests.unit.corpus.test_engine import Watching

ASKING = Recipe(Settings("scripted", base_url="http://127.0.0.1:1/v1"), DeskSettings())
BY_RULE = Recipe(Settings(EXTRACTIVE), DeskSettings())


class RayActorError(Exception):
    """What Ray raises where the process of an actor has ended."""


class FakeRay:
    """Ray as far as a run uses it, with its actors in this process."""

    exceptions = SimpleNamespace(RayActorError=RayActorError)

    def __init__(self, meets: Callable[[Task], Exception | None] = lambda _: None) -> None:
        self.meets, self.killed, self.is_down = meets, 0, False

    def remote(self, **_options: object) -> Callable[[type], Any]:
        def made(recipe: Recipe, workers: int) -> Any:
            worker = ray_cluster.Worker(recipe, workers)

            async def result(task: Task) -> object:
                error = self.meets(task)
                if isinstance(error, RayActorError):
                    raise error
                return error or await worker.result(task)

            return SimpleNamespace(result=SimpleNamespace(remote=result))

        return lambda _actor: SimpleNamespace(remote=made)

    def kill(self, _actor: object) -> None:
        self.killed += 1

    def shutdown(self) -> None:
        self.is_down = True


def run(folder: Path, ray: FakeRay, recipe: Recipe = BY_RULE, before: int = 0) -> RunEnd:
    """Run three articles, the second of them empty; `before` are done, of another corpus."""
    rows = [{"id": "a", "text": RISE}, {"id": "b", "text": ""}, {"text": STORM}]
    (folder / "corpus.jsonl").write_bytes(jsonl(rows))
    plan = Plan(str(folder / "corpus.jsonl"), folder / "out", recipe, processes=1)
    with pytest.MonkeyPatch.context() as patched, Ledger.open(folder / "out") as ledger:
        patched.setattr(ray_cluster, "_started", lambda _: ray)
        ledger.missing([job(number) for number in range(before)])
        for number in range(before):
            ledger.keep(done_job(number))
        end = asyncio.run(run_on_ray(plan, ledger, Watching()))
    assert ray.is_down
    return end


def counted(end: RunEnd) -> dict[str, int]:
    return {state.value: count for state, count in end.counts.items() if count}


def test_each_article_has_an_outcome(tmp_path: Path) -> None:
    assert counted(run(tmp_path, FakeRay())) == {"done": 2, "dead": 1}


def test_what_is_done_is_not_done_again(tmp_path: Path) -> None:
    run(tmp_path, FakeRay())
    seen: list[str] = []

    end = run(tmp_path, FakeRay(lambda task: seen.append(task.job.id)))

    assert (counted(end), seen) == ({"done": 2, "dead": 1}, [])


def test_a_run_that_ends_early_leaves_no_result_of_what_stood_there_before(tmp_path: Path) -> None:
    end = run(tmp_path, FakeRay(lambda _: BudgetSpent("the budget is spent")), ASKING, before=5)

    assert (end.stopped, end.over_budget) == ("the budget is spent", True)
    assert counted(end) == {"pending": 3}


def test_the_death_of_an_actor_costs_nothing(tmp_path: Path) -> None:
    deaths = [RayActorError()]

    ray = FakeRay(lambda _: deaths.pop() if deaths else None)

    assert counted(run(tmp_path, ray)) == {"done": 2, "dead": 1}
    assert ray.killed == 1


def test_an_article_that_ends_its_actor_twice_is_dead(tmp_path: Path) -> None:
    end = run(tmp_path, FakeRay(lambda task: RayActorError() if task.job.id == "a" else None))

    assert counted(end) == {"done": 1, "dead": 2}
    with Ledger.open(tmp_path / "out") as ledger:
        first = next(ledger.kept(State.DEAD))
    assert "was ended twice, as by a lack of memory" in first.reason


def test_without_ray_it_is_said_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    plan = Plan(str(tmp_path / "corpus.jsonl"), tmp_path / "out", BY_RULE, processes=1)

    with (
        Ledger.open(tmp_path / "out") as ledger,
        pytest.raises(SettingsError, match=r"pip install 'factdesk\[ray\]'"),
    ):
        asyncio.run(run_on_ray(plan, ledger, Watching()))


@pytest.mark.parametrize("workers", [1, 2, 3, 7])
def test_workers_together_use_no_more_than_the_run_may(workers: int) -> None:
    settings = Settings(
        "m",
        base_url="http://127.0.0.1:1/v1",
        concurrency=16,
        rpm=500,
        tpm=100_000,
        budget=Decimal(5),
    )

    share = share_of(settings, workers)

    assert workers * share.concurrency <= 16
    assert workers * (share.rpm or 0) <= 500
    assert workers * (share.tpm or 0) <= 100_000
    assert share.budget is not None
    assert workers * share.budget <= Decimal(5) + Decimal("1e-9")


def test_a_worker_can_always_ask_for_something() -> None:
    settings = Settings("m", base_url="http://127.0.0.1:1/v1", concurrency=2, rpm=3)

    share = share_of(settings, 8)

    assert (share.concurrency, share.rpm, share.tpm, share.budget) == (1, 1, None, None)
