"""Calls that are cancelled leave the queue, and their work ends; no test here has a clock."""

import asyncio
from collections.abc import Callable
from typing import Any

from pipeline.assistants.one_at_a_time import OneAtATime


class Recorded:
    """Workers that never finish the work `never`, and note what they are asked."""

    def __init__(self) -> None:
        self.begun: list[tuple[object, ...]] = []
        self.abandoned = 0

    async def __call__(self, work: Callable[..., Any], *args: object) -> Any:
        self.begun.append(args)
        if work is never:
            await asyncio.Event().wait()
        return work(*args)

    def abandon(self) -> None:
        self.abandoned += 1


def never(number: int) -> int:
    return number


def test_calls_that_are_cancelled_hold_up_no_later_one() -> None:
    workers = Recorded()

    async def session() -> int:
        one = OneAtATime(workers)
        calls = [asyncio.ensure_future(one(never, number)) for number in range(5)]
        await asyncio.sleep(0)
        for call in calls:
            call.cancel()
        later = await one(abs, -7)
        assert all(call.cancelled() for call in calls)
        assert isinstance(later, int)
        return later

    assert asyncio.run(session()) == 7
    assert workers.begun == [(0,), (-7,)]
    assert workers.abandoned == 1


def test_a_call_that_waits_is_cancelled_without_ending_the_one_before() -> None:
    workers = Recorded()

    async def session() -> None:
        one = OneAtATime(workers)
        running, waiting = (asyncio.ensure_future(one(never, number)) for number in range(2))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait({waiting})
        assert not running.done()
        assert workers.abandoned == 0

    asyncio.run(session())
    assert workers.begun == [(0,)]
