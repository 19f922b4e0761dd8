"""Of work on a text that changes meanwhile only the last counts; no test here has a clock."""

import asyncio

from pipeline.lsp.latest_work import LatestWork


def test_a_newer_text_makes_an_older_check_moot() -> None:
    done: list[str] = []

    async def work(text: str, until: asyncio.Event) -> None:
        await until.wait()
        done.append(text)

    async def session() -> None:
        latest, never, now = LatestWork(lambda _: None), asyncio.Event(), asyncio.Event()
        now.set()
        latest.begin("draft", work("old", never))
        await asyncio.sleep(0)  # begun, and waiting
        latest.begin("draft", work("new", now))
        latest.begin("other", work("another", now))
        never.set()
        await latest.settled("draft")
        await latest.settled("other")

    asyncio.run(session())

    assert sorted(done) == ["another", "new"]


def test_who_waits_gets_what_was_begun_meanwhile() -> None:
    done: list[str] = []

    async def session() -> None:
        latest, gate = LatestWork(lambda _: None), asyncio.Event()

        async def first() -> None:
            await gate.wait()

        async def second() -> None:
            await asyncio.sleep(0)
            done.append("second")

        latest.begin("draft", first())
        waiting = asyncio.ensure_future(latest.settled("draft"))
        await asyncio.sleep(0)
        latest.begin("draft", second())
        await waiting

    asyncio.run(session())

    assert done == ["second"]


def test_what_nobody_foresaw_is_told_and_stops_no_later_work() -> None:
    told: list[BaseException] = []

    async def session() -> None:
        latest = LatestWork(told.append)

        async def wrong() -> None:
            raise ZeroDivisionError

        async def right() -> None:
            await asyncio.sleep(0)

        latest.begin("draft", wrong())
        await latest.settled("draft")
        latest.begin("draft", right())
        await latest.settled("draft")
        latest.end("draft")
        latest.end("unknown")
        await latest.settled("unknown")

    asyncio.run(session())

    assert [type(error) for error in told] == [ZeroDivisionError]
