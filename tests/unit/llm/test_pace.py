import asyncio
from pathlib import Path
from typing import Any

import pytest

from pipeline.llm.completion import Completion
from pipeline.llm.pace import Pace, Schedule
from tests.scripted_server import completion, failing, scripted_server
from tests.unit.llm.asking import GOOD, Pauses, ask, question, settings


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
        pace = Pace(settings("http://h/v1", tpm=60), pauses, now=lambda: 0.0)
        for _ in range(2):
            turn = pace.turn({"text": "w" * 89})
            await turn.come()
            turn.took(Completion("{}", "stop", None, 0, 0))
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
