import asyncio
import contextvars
import threading

import pytest

from pipeline.offload import in_place, offload
from tests.command import PATIENCE


def test_work_is_done_in_one_thread_of_its_own_in_order() -> None:
    seen: list[tuple[int, str]] = []

    def work(number: int) -> str:
        seen.append((number, threading.current_thread().name))
        return f"{number} done"

    async def run() -> list[str]:
        return await asyncio.gather(*(offload(work, number) for number in range(20)))

    assert asyncio.run(run()) == [f"{number} done" for number in range(20)]
    assert [number for number, _ in seen] == list(range(20))
    assert len({name for _, name in seen}) == 1
    assert threading.current_thread().name not in {name for _, name in seen}


def test_the_loop_goes_on_meanwhile() -> None:
    async def run() -> None:
        over = threading.Event()
        working = asyncio.create_task(offload(over.wait, timeout=PATIENCE))
        await asyncio.sleep(0)
        over.set()  # from the loop, which the work does not hold up
        assert await working is True

    asyncio.run(run())


def test_what_the_work_raises_comes_out_and_its_context_is_the_callers() -> None:
    variable = contextvars.ContextVar[str]("variable")

    async def run() -> None:
        variable.set("the caller's")
        assert await offload(variable.get) == "the caller's"
        with pytest.raises(ZeroDivisionError):
            await offload(lambda: 1 // 0)

    asyncio.run(run())


def test_there_is_a_thread_for_one_loop_after_another() -> None:
    for _ in range(2):
        assert asyncio.run(offload(int, "7")) == 7


def test_where_nothing_else_waits_the_work_is_done_in_place_and_nowhere_else() -> None:
    async def which() -> str:
        async with asyncio.TaskGroup() as group:  # tasks of it as well
            working = group.create_task(offload(lambda: threading.current_thread().name))
        return working.result()

    async def fails() -> None:
        await offload(lambda: 1 // 0)

    async def run() -> None:
        here = threading.current_thread().name
        assert await in_place(which()) == here
        with pytest.raises(ZeroDivisionError):
            await in_place(fails())
        assert await which() != here

    asyncio.run(run())
