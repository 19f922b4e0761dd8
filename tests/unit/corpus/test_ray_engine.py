"""A run on Ray without a cluster: what this process does with the ledger, and what an actor does."""

import asyncio
import json
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.corpus import ray
from pipeline.corpus.ledger import Ledger
from pipeline.corpus.outcome import State
from pipeline.corpus.plan import Plan
from pipeline.corpus.ray.worker import (
    COLUMN,
    Assignment,
    Known,
    Stop,
    Worker,
    row_of,
    share_of,
    tasks_of,
    value_of,
)
from pipeline.corpus.reading import Shard, records, shards
from pipeline.corpus.work import Recipe, Task, job_of
from pipeline.settings import EXTRACTIVE, Settings
from schemas import DeskSettings
from tests.corpora import RISE, STORM, jsonl
from tests.unit.corpus.outcomes import done_job, job
from tests.unit.corpus.test_engine import Watching

ASKING = Recipe(Settings("scripted", base_url="http://127.0.0.1:1/v1"), DeskSettings())
BY_RULE = Recipe(Settings(EXTRACTIVE), DeskSettings())


def test_a_run_that_ends_early_leaves_no_result_of_what_stood_there_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("".join(json.dumps({"text": STORM}) + "\n" for _ in range(3)))
    monkeypatch.setattr(ray, "_started", lambda _: SimpleNamespace(shutdown=lambda: None))
    monkeypatch.setattr(ray, "_values", lambda *_: [Stop("the budget is spent")])
    with Ledger.open(tmp_path / "out") as ledger:
        ledger.missing([job(number) for number in range(5)])
        for number in range(5):
            ledger.keep(done_job(number))

        end = ray.run_on_ray(
            Plan(str(corpus), tmp_path / "out", ASKING, processes=1), ledger, Watching()
        )

    assert (end.stopped, end.over_budget) == ("the budget is spent", True)
    assert (end.counts[State.DONE], end.counts[State.PENDING]) == (0, 3)


def shard_of(folder: Path) -> Shard:
    path = folder / "corpus.jsonl"
    path.write_bytes(jsonl([{"id": "a", "text": RISE}, {"id": "b", "text": ""}, {"text": STORM}]))
    [shard] = shards(str(path), piece=10, skipped=lambda _: None)
    return shard


def test_what_is_settled_is_counted_and_the_rest_is_left_to_do(tmp_path: Path) -> None:
    shard = shard_of(tmp_path)
    first, second, third = (job_of(record, BY_RULE.fingerprint()) for record in records(shard))
    assignment = Assignment(shard, {0: first.digest, 1: "of another text"})

    *tasks, known = map(value_of, tasks_of(row_of(assignment), BY_RULE))

    assert [task.job for task in tasks] == [second, third]
    assert known == Known(1)


def test_each_task_of_a_batch_has_an_outcome_and_what_was_known_is_passed_on(
    tmp_path: Path,
) -> None:
    tasks = [Task(record, job_of(record, "recipe")) for record in records(shard_of(tmp_path))]
    batch = {COLUMN: [row_of(each)[COLUMN] for each in (*tasks, Known(7))]}

    async def outcomes() -> list[Any]:
        ended = [ended async for ended in Worker(BY_RULE, 1)(batch)]
        return [value_of({COLUMN: pickled}) for each in ended for pickled in each[COLUMN]]

    found = asyncio.run(outcomes())

    assert Known(7) in found
    states = {each.job.number: each.state for each in found if not isinstance(each, Known)}
    assert states == {0: State.DONE, 1: State.DEAD, 2: State.DONE}


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
