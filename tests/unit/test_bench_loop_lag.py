import asyncio
import time

from bench.loop_lag import Timed, timed


def spin(seconds: float) -> None:
    """Use the processor for so long."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def test_a_step_that_computes_holds_the_loop_up_and_a_thread_does_not() -> None:
    async def both() -> tuple[Timed, Timed]:
        async def computes() -> None:
            await asyncio.sleep(0.02)
            spin(0.2)

        return await timed(computes), await timed(lambda: asyncio.to_thread(time.sleep, 0.2))

    held_up, free = asyncio.run(both())

    assert held_up.step >= 0.2
    assert held_up.lag >= 0.1
    assert free.step < 0.2
