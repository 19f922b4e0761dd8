import asyncio
import gc
import os
import signal
import time
from pathlib import Path

import pytest

from pipeline.corpus.processes import Workers
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


def test_a_process_looks_for_garbage_less_often_than_an_article_grows_and_then_for_all() -> None:
    async def elsewhere() -> tuple[int, int, int] | ArticleError:
        async with Workers(1) as workers:
            return await workers(gc.get_threshold)

    threshold = asyncio.run(elsewhere())

    assert isinstance(threshold, tuple)
    young, older, oldest = threshold
    assert young >= 10_000
    assert young * (older + 1) * (oldest + 1) <= 50_000  # what is garbage lies no longer


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


def end_the_process_of(number: int, mark: Path) -> int:
    """End the process the first time, and tell which one it is the second time."""
    own = mark.with_name(f"{number}")
    if not own.exists():
        own.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return os.getpid()


def test_what_is_under_suspicion_is_done_by_one_process_as_long_as_it_lives(tmp_path: Path) -> None:
    async def work() -> list[int | ArticleError]:
        async with Workers(1) as workers:
            return [await workers(end_the_process_of, each, tmp_path / "m") for each in range(3)]

    assert len(set(asyncio.run(work()))) == 1


def sleep_for_an_hour(pipe: Path) -> None:
    pipe.write_text(str(os.getpid()))
    time.sleep(3600)


def test_workers_that_are_let_go_end_whatever_they_are_at(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    async def work() -> int:
        async with Workers(1) as workers:
            busy = asyncio.create_task(workers(sleep_for_an_hour, pipe))
            process = int(await asyncio.to_thread(pipe.read_text))
            busy.cancel()
        return process

    process = asyncio.run(work())

    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
