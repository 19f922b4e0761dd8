import asyncio
import threading
from collections import Counter
from types import SimpleNamespace

import pytest

from bench import loop_lag
from bench.loop_lag import Timed, timed


def test_a_step_that_computes_holds_the_loop_up_and_a_thread_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    used: Counter[int] = Counter()  # seconds of the processor, by thread

    def compute(seconds: int) -> None:
        used[threading.get_ident()] += seconds

    def in_the_loop() -> int:
        return used[threading.get_ident()]

    clocks = {"thread_time": in_the_loop, "perf_counter": in_the_loop, "process_time": used.total}
    monkeypatch.setattr(loop_lag, "time", SimpleNamespace(**clocks))

    async def both() -> tuple[Timed, Timed]:
        async def computes() -> None:
            await asyncio.sleep(0)  # the ticker begins
            compute(2)

        return await timed(computes), await timed(lambda: asyncio.to_thread(compute, 3))

    held_up, free = asyncio.run(both())

    assert (held_up.step, held_up.cpu) == (2, 2)
    assert held_up.lag == pytest.approx(2, abs=0.01)
    assert (free.step, free.lag, free.cpu) == (0, 0, 3)
