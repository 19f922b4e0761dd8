"""How long an event loop was held up: by the clock, and by the CPU time of its longest step."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import NamedTuple
from unittest import mock

_TICK = 0.005


class Timed(NamedTuple):
    """What some work took, in seconds."""

    wall: float
    cpu: float
    """Of this process, all its threads."""
    lag: float
    """The longest that a ticker, due every 5 ms, came late: what else the machine does is in it."""
    step: float
    """The processor time of the longest step of the loop: this is ours alone."""


async def timed(work: Callable[[], Awaitable[object]]) -> Timed:
    """Return what the work took, and how it held up the running loop."""
    lags, steps = [0.0], [0.0]
    run = asyncio.Handle._run  # noqa: SLF001  # asyncio offers no other place to look on

    def watched(handle: asyncio.Handle) -> None:
        began = time.thread_time()
        run(handle)
        steps[0] = max(steps[0], time.thread_time() - began)

    async def tick() -> None:
        while True:
            due = time.perf_counter() + _TICK
            await asyncio.sleep(_TICK)
            lags[0] = max(lags[0], time.perf_counter() - due)

    with mock.patch.object(asyncio.Handle, "_run", watched):
        ticker = asyncio.create_task(tick())
        began, busy = time.perf_counter(), time.process_time()
        await work()
        took = time.perf_counter() - began, time.process_time() - busy
        await asyncio.sleep(2 * _TICK)  # so that the ticker tells of the last step as well
        ticker.cancel()
        with suppress(asyncio.CancelledError):
            await ticker
    return Timed(*took, lags[0], steps[0])
