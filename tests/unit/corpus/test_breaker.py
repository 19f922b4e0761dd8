from collections.abc import Iterable

import pytest

from pipeline.corpus.outcome import Outcome, State
from pipeline.corpus.plan import CircuitBreaker
from tests.unit.corpus.outcomes import done_job, failed_job

FAILED, OF_THE_ARTICLE = failed_job(0), failed_job(0, State.DEAD)


def counted(breaker: CircuitBreaker, outcomes: Iterable[Outcome]) -> list[str | None]:
    return [breaker.count(each) for each in outcomes]


@pytest.mark.parametrize(("at_once", "most"), [(1, 20), (10, 20), (11, 22), (64, 128)])
def test_a_run_ends_after_20_failures_in_a_row_or_twice_as_many_as_are_under_way(
    at_once: int, most: int
) -> None:
    *before, last = counted(CircuitBreaker(at_once), [FAILED] * most)

    assert before == [None] * (most - 1)
    assert last == f"{most} articles in a row failed, the last one so: no server"


def test_an_article_that_is_done_begins_the_row_anew() -> None:
    *before, last = counted(CircuitBreaker(1), [*[FAILED] * 19, done_job(0), *[FAILED] * 20])

    assert before == [None] * 39
    assert last is not None


def test_a_fault_of_the_article_itself_neither_counts_nor_ends_a_row() -> None:
    *before, last = counted(CircuitBreaker(1), [*[FAILED] * 19, *[OF_THE_ARTICLE] * 20, FAILED])

    assert before == [None] * 39
    assert last is not None
    assert last.startswith("20 articles")
