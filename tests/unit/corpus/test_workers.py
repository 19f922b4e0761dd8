import asyncio
import gc
import os
import signal
from pathlib import Path

from pipeline.corpus.workers import Workers
from pipeline.errors import ArticleError


def where(_: int) -> int:
    return os.getpid()


def end_the_process_once(mark: Path) -> str:
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def end_the_process() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def stay(number: int) -> int:
    return number


def test_work_is_done_in_other_processes() -> None:
    async def elsewhere() -> int | ArticleError:
        async with Workers(1) as workers:
            return await workers(where, 1)

    assert asyncio.run(elsewhere()) != os.getpid()


def test_what_a_process_begins_with_is_left_alone_by_its_collector() -> None:
    async def elsewhere() -> int | ArticleError:
        async with Workers(1) as workers:
            return await workers(gc.get_freeze_count)

    left_alone = asyncio.run(elsewhere())

    assert isinstance(left_alone, int)
    assert left_alone > 10_000


def test_work_whose_process_is_killed_is_done_again(tmp_path: Path) -> None:
    async def work() -> list[object]:
        async with Workers(1) as workers:
            return await asyncio.gather(
                workers(end_the_process_once, tmp_path / "mark"),
                *(workers(stay, number) for number in range(20)),
            )

    assert asyncio.run(work()) == ["done", *range(20)]


def test_work_that_ends_its_process_twice_is_an_error_and_costs_no_other_its_result() -> None:
    async def work() -> list[object]:
        async with Workers(1) as workers:
            first = await asyncio.gather(
                workers(end_the_process), *(workers(stay, number) for number in range(5))
            )
            return [*first, await workers(stay, 5)]

    error, *rest = asyncio.run(work())

    assert isinstance(error, ArticleError)
    assert "ended twice" in str(error)
    assert rest == [0, 1, 2, 3, 4, 5]
