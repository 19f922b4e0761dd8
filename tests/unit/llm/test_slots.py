import asyncio
import threading
from typing import Any

import pytest

from pipeline.llm import open_model
from pipeline.llm.slots import Share, Slots
from tests.scripted_server import Reply, ScriptedServer, completion, failing, scripted_server
from tests.unit.llm.asking import GOOD, ask, question, settings


def begun(share: Share, number: int) -> list[int]:
    return [share.begin() for _ in range(number)]


def test_a_reply_that_it_is_too_much_halves_what_is_under_way() -> None:
    share = Share(16)
    [*_, last] = begun(share, 16)

    share.turned_away(last)

    assert share.limit == 8


def test_few_under_way_halve_to_fewer_whatever_the_settings_allow() -> None:
    share = Share(1000)
    [*_, last] = begun(share, 6)

    share.turned_away(last)

    assert share.limit == 3


def test_replies_to_requests_sent_together_are_one_burst() -> None:
    share = Share(16)

    for number in begun(share, 16):
        share.turned_away(number)
        share.end()

    assert share.limit == 8


def test_a_request_sent_after_the_fall_that_is_turned_away_halves_again() -> None:
    share = Share(16)
    for number in begun(share, 16):
        share.turned_away(number)
        share.end()
    [*_, last] = begun(share, 8)

    share.turned_away(last)

    assert share.limit == 4


def test_one_slot_is_always_left() -> None:
    share = Share(2)

    for _ in range(5):
        share.turned_away(share.begin())
        share.end()

    assert share.limit == 1
    assert share.has_room


def test_each_round_of_answers_gives_one_slot_back_up_to_what_the_settings_allow() -> None:
    share = Share(16)
    share.turned_away(begun(share, 16)[-1])
    limits = []

    for _ in range(20):
        for _ in range(share.limit):
            share.served()
        limits.append(share.limit)

    assert limits == [*range(9, 16), *[16] * 13]


async def at_once() -> None:
    """Wait for nothing."""


async def settled() -> None:
    """Let every task go on until it has to wait."""
    for _ in range(20):
        await asyncio.sleep(0)


class Crowd:
    """Requests that each hold their slot until they are let go."""

    def __init__(self, slots: Slots) -> None:
        self._slots = slots
        self.inside: list[int] = []
        self.over = [asyncio.Event() for _ in range(10)]
        self.tasks = [asyncio.create_task(self._one(place)) for place in range(10)]

    async def _one(self, place: int) -> None:
        async with self._slots.taken(at_once):
            self.inside.append(place)
            await self.over[place].wait()


def test_slots_are_given_in_the_order_in_which_they_were_asked_for() -> None:
    async def run() -> None:
        crowd = Crowd(Slots(2))
        await settled()
        assert crowd.inside == [0, 1]
        for over in crowd.over:
            over.set()
            await settled()
        assert crowd.inside == list(range(10))

    asyncio.run(run())


def test_nobody_gets_a_slot_while_they_are_shut() -> None:
    async def run() -> None:
        slots = Slots(4)
        with slots.shut():
            with slots.shut():
                crowd = Crowd(slots)
            await settled()
            assert crowd.inside == []
        await settled()
        assert crowd.inside == [0, 1, 2, 3]
        [task.cancel() for task in crowd.tasks]

    asyncio.run(run())


def test_who_gets_a_slot_waits_for_its_turn_and_then_for_a_pause_that_has_begun() -> None:
    async def run() -> None:
        slots, turn, inside = Slots(2), asyncio.Event(), asyncio.Event()

        async def come() -> None:
            await turn.wait()

        async def one() -> None:
            async with slots.taken(come):
                inside.set()

        task = asyncio.create_task(one())
        await settled()
        assert not inside.is_set()
        with slots.shut():
            turn.set()
            await settled()
            assert not inside.is_set()
        await task
        assert inside.is_set()

    asyncio.run(run())


def test_what_is_said_of_a_slot_changes_how_many_there_are() -> None:
    async def run() -> None:
        slots = Slots(4)
        async with slots.taken(at_once) as slot:
            slot.turned_away()
        async with slots.taken(at_once) as slot:
            slot.served()
        crowd = Crowd(slots)
        await settled()
        assert crowd.inside == [0, 1]
        [task.cancel() for task in crowd.tasks]

    asyncio.run(run())


def test_who_is_cancelled_while_waiting_or_inside_takes_no_slot_along() -> None:
    async def run() -> None:
        crowd = Crowd(Slots(2))
        await settled()
        for place in (0, 2, 3):  # one inside, one at the door, one behind it
            crowd.tasks[place].cancel()
        await settled()
        assert crowd.inside == [0, 1, 4]
        [task.cancel() for task in crowd.tasks]

    asyncio.run(run())


def test_a_server_that_takes_four_at_once_soon_gets_no_more_than_it_takes() -> None:
    questions = [question(document=f"[s1] {number}") for number in range(60)]

    crowded = threading.Event()

    def script(_: Any) -> Reply:
        if server.busy <= 4:
            return completion(GOOD, delay=0.02, until=crowded)
        crowded.set()
        return failing(429)

    with scripted_server(script) as server:
        answers, traffic = ask(settings(server.base_url, concurrency=16, attempts=20), *questions)

    assert all(answer.fits for answer in answers)
    assert server.busiest > 4
    turned_away = traffic.http_attempts - len(questions)
    assert turned_away < len(questions)


@pytest.mark.parametrize(
    ("fault", "waits"),
    [
        (failing(429, retry_after="5"), True),
        (failing(503, retry_after="5"), True),
        (failing(429), False),
        (failing(503), False),
        (failing(500, retry_after="5"), False),
    ],
)
def test_while_a_server_wants_a_pause_nobody_asks(fault: Reply, *, waits: bool) -> None:
    async def run(server: ScriptedServer) -> int:
        """Return how many have asked while the first waits for its next attempt."""
        pausing, over = asyncio.Event(), asyncio.Event()

        async def sleep(_: float) -> None:
            pausing.set()
            await over.wait()

        async with open_model(settings(server.base_url), sleep=sleep) as model, asyncio.timeout(60):
            first = asyncio.create_task(model.ask(question(document="first")))
            await pausing.wait()
            second = asyncio.create_task(model.ask(question(document="second")))
            # Where it waits, no time is long enough to be sure; this one is for it to be seen.
            await asyncio.wait([second], timeout=0.3 if waits else None)
            asked = len(server.requests)
            over.set()
            assert (await first).fits
            assert (await second).fits
            return asked

    with scripted_server([fault, completion(GOOD)]) as server:
        assert asyncio.run(run(server)) == (1 if waits else 2)
