"""What an actor of a cluster does, without a cluster."""

import asyncio
from pathlib import Path
from typing import Any

from pipeline.corpus.outcome import State
from pipeline.corpus.ray.worker import (
    COLUMN,
    Assignment,
    Known,
    Worker,
    row_of,
    tasks_of,
    value_of,
)
from pipeline.corpus.reading import Shard, records, shards
from pipeline.corpus.work import Recipe, Task, job_of
from pipeline.settings import EXTRACTIVE, Settings
from schemas import DeskSettings
from tests.corpora import RISE, STORM, jsonl

RECIPE = Recipe(Settings(EXTRACTIVE), DeskSettings())


def shard_of(folder: Path) -> Shard:
    path = folder / "corpus.jsonl"
    path.write_bytes(jsonl([{"id": "a", "text": RISE}, {"id": "b", "text": ""}, {"text": STORM}]))
    [shard] = shards(str(path), piece=10, skipped=lambda _: None)
    return shard


def test_what_is_settled_is_counted_and_the_rest_is_left_to_do(tmp_path: Path) -> None:
    shard = shard_of(tmp_path)
    first, second, third = (job_of(each, RECIPE.fingerprint()) for each in records(shard))
    assignment = Assignment(shard, {0: first.digest, 1: "of another text"})

    *tasks, known = map(value_of, tasks_of(row_of(assignment), RECIPE))

    assert [task.job for task in tasks] == [second, third]
    assert known == Known(1)


def test_each_task_of_a_batch_has_an_outcome_and_what_was_known_is_passed_on(
    tmp_path: Path,
) -> None:
    tasks = [Task(each, job_of(each, "recipe")) for each in records(shard_of(tmp_path))]
    batch = {COLUMN: [row_of(each)[COLUMN] for each in (*tasks, Known(7))]}

    async def outcomes() -> list[Any]:
        ended = [ended async for ended in Worker(RECIPE, 1)(batch)]
        return [value_of({COLUMN: pickled}) for each in ended for pickled in each[COLUMN]]

    found = asyncio.run(outcomes())

    assert Known(7) in found
    states = {each.job.number: each.state for each in found if not isinstance(each, Known)}
    assert states == {0: State.DONE, 1: State.DEAD, 2: State.DONE}
