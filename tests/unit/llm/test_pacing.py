"""How many requests at once, and how many requests and tokens a minute."""

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest

from pipeline.llm import open_model
from pipeline.llm.completions import Completion
from pipeline.llm.pacing import AdaptiveLimit, Schedule, Slots, Turn
from tests.scripted_server import Reply, ScriptedServer, completion, failing, scripted_server
from tests.unit.llm.asking import GOOD, Pauses, ask, question, settings


def begun(limit: AdaptiveLimit, number: int) -> list[int]:
    return [limit.begin() for _ in range(number)]


def test_a_reply_that_it_is_too_much_halves_what_is_under_way() -> None:
    limit = AdaptiveLimit(16)
    [*_, last] = begun(limit, 16)

    limit.turned_away(last)

    assert limit.limit == 8


def test_few_under_way_halve_to_fewer_whatever_the_settings_allow() -> None:
    limit = AdaptiveLimit(1000)
    [*_, last] = begun(limit, 6)

    limit.turned_away(last)

    assert limit.limit == 3


def test_replies_to_requests_sent_together_are_one_burst() -> None:
    limit = AdaptiveLimit(16)

    for number in begun(limit, 16):
        limit.turned_away(number)
        limit.end()

    assert limit.limit == 8


def test_a_request_sent_after_the_fall_that_is_turned_away_halves_again() -> None:
    limit = AdaptiveLimit(16)
    for number in begun(limit, 16):
        limit.turned_away(number)
        limit.end()
    [*_, last] = begun(limit, 8)

    limit.turned_away(last)

    assert limit.limit == 4


def test_one_slot_is_always_left() -> None:
    limit = AdaptiveLimit(2)

    for _ in range(5):
        limit.turned_away(limit.begin())
        limit.end()

    assert limit.limit == 1
    assert limit.has_room


def test_each_round_of_answers_gives_one_slot_back_up_to_what_the_settings_allow() -> None:
    limit = AdaptiveLimit(16)
    limit.turned_away(begun(limit, 16)[-1])
    limits = []

    for _ in range(20):
        for _ in range(limit.limit):
            limit.served()
        limits.append(limit.limit)

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


def test_nobody_gets_a_slot_while_they_are_paused() -> None:
    async def run() -> None:
        slots = Slots(4)
        with slots.paused():
            with slots.paused():
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
        with slots.paused():
            turn.set()
            await settled()
            assert not inside.is_set()
        await task
        assert inside.is_set()

    asyncio.run(run())


def test_what_is_said_of_a_slot_changes_how_many_there_are() -> None:
    async def run() -> None:
        slots = Slots(4)
        async with slots.taken(at_once) as number:
            slots.limit.turned_away(number)
        async with slots.taken(at_once):
            slots.limit.served()
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


def starts(schedule: Schedule, requests: int, tokens: float = 0) -> list[float]:
    """Return the seconds at which requests go that were all there from the beginning."""
    now, begun = 0.0, []
    for _ in range(requests):
        now += schedule.wait(now, tokens)
        begun.append(now)
    return begun


def test_requests_are_spread_over_the_minute() -> None:
    assert starts(Schedule(rpm=120, tpm=None), 4) == [0.0, 0.5, 1.0, 1.5]


def test_tokens_are_spread_over_the_minute() -> None:
    assert starts(Schedule(rpm=None, tpm=6000), 3, tokens=200) == [0.0, 2.0, 4.0]


def test_the_slower_of_both_measures_counts() -> None:
    assert starts(Schedule(rpm=60, tpm=6000), 3, tokens=200) == [0.0, 2.0, 4.0]
    assert starts(Schedule(rpm=20, tpm=6000), 3, tokens=200) == [0.0, 3.0, 6.0]


def test_without_limits_nothing_waits() -> None:
    assert starts(Schedule(rpm=None, tpm=None), 3, tokens=10_000) == [0.0, 0.0, 0.0]


def test_time_without_requests_is_not_saved_up_for_a_burst() -> None:
    schedule = Schedule(rpm=60, tpm=None)
    schedule.wait(0.0, 0)

    assert [schedule.wait(100.0, 0) for _ in range(3)] == [0.0, 1.0, 2.0]


@pytest.mark.parametrize(("taken", "wait"), [(50, 0.5), (100, 1.0), (300, 3.0)])
def test_a_request_that_took_other_than_reckoned_is_put_right(taken: int, wait: float) -> None:
    schedule = Schedule(rpm=None, tpm=6000)
    schedule.wait(0.0, 100)

    schedule.correct(200, 100, taken)

    assert schedule.wait(0.0, 100) == wait


def test_what_requests_took_so_far_tells_what_the_next_will_take() -> None:
    schedule = Schedule(rpm=None, tpm=6000)
    first = schedule.reckoned(1000)

    schedule.correct(1000, first, 300)
    schedule.correct(1000, 300, 400)

    assert first == 500
    assert schedule.reckoned(2000) == 700


def test_a_server_that_counts_no_tokens_leaves_the_reckoning_as_it_was() -> None:
    async def run() -> list[float]:
        pauses = Pauses()
        schedule = Schedule(rpm=None, tpm=60)
        for _ in range(2):
            turn = Turn(schedule, {"text": "w" * 89}, pauses, now=lambda: 0.0)
            await turn.wait()
            turn.correct(Completion("{}", "stop", None, 0, 0))
        return pauses

    assert asyncio.run(run()) == [50.0]


def long_waits(script: list[Any], *documents: str, **told: Any) -> int:
    """Return how often half a minute or more was waited for, at a clock that waiting does not move."""
    pauses = Pauses()
    questions = [question(document=each) for each in documents]
    with scripted_server(script) as server:
        ask(settings(server.base_url, concurrency=1, **told), *questions, pauses=pauses)
    return sum(pause > 30 for pause in pauses)


def test_every_attempt_waits_for_its_turn_retries_among_them() -> None:
    script = [failing(429, retry_after="0"), completion(GOOD)]

    assert long_waits(script, "a", "b") == 0
    assert long_waits(script, "a", "b", rpm=1) == 2


def test_tokens_of_an_answer_keep_the_next_request_waiting() -> None:
    script = [completion(GOOD, tokens=(5000, 1000))]

    assert long_waits(script, "a", "b", tpm=6000) == 1
    assert long_waits(script, "a", "b", tpm=600_000) == 0


def test_a_replay_keeps_no_pace(tmp_path: Path) -> None:
    tape, pauses = tmp_path / "tape.yaml", Pauses()
    both = question(document="a"), question(document="b")
    with scripted_server([completion(GOOD)]) as server:
        ask(settings(server.base_url, cassette=tape, record="all"), *both)

    ask(settings(None, cassette=tape, rpm=1, tpm=1), *both, pauses=pauses)

    assert pauses == []
