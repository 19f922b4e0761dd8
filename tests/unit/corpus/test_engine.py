"""The loop with everything around it in this process: what it does when articles fail."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from pipeline.corpus.engine import Engine, result_of
from pipeline.corpus.ledger import Ledger
from pipeline.corpus.local_run import Keeping, LocalSteps
from pipeline.corpus.outcome import Finished, Outcome, State
from pipeline.corpus.plan import CircuitBreaker, Watcher
from pipeline.corpus.reading.record import Record
from pipeline.corpus.work import Recipe, Task, job_of
from pipeline.errors import BudgetSpent, ModelRefused, ModelUnavailable
from pipeline.settings import Settings
from pipeline.stages.draft import Drafted
from pipeline.stages.draft.extractive import drafted_by_rule
from schemas import Article, DeskSettings
from tests.articles import STORM
from tests.unit.corpus.outcomes import done_job, failed_job

RECIPE = Recipe(Settings("scripted", base_url="http://127.0.0.1:1/v1"), DeskSettings())
Fault = Callable[[str], Exception | None]


@dataclass(slots=True)
class Drafting:
    """Drafts by rule, but for the articles that meet a fault; counts how many it drafts at once."""

    fault: Fault
    text: str = STORM
    begun: int = 0
    busy: int = 0
    busiest: int = 0
    meet: int = 1
    """None is drafted before so many are under way at once."""
    met: asyncio.Event = field(default_factory=asyncio.Event)

    async def draft(self, article: Article) -> Drafted:
        self.begun += 1
        self.busy += 1
        self.busiest = max(self.busy, self.busiest)
        if self.busy == self.meet:
            self.met.set()
        await self.met.wait()
        for _ in range(20):  # who else is let in comes meanwhile
            await asyncio.sleep(0)
        self.busy -= 1
        if error := self.fault(article.source):
            raise error
        return drafted_by_rule(article)


class Watching(Watcher):
    def __init__(self) -> None:
        super().__init__()
        self.outcomes: list[Outcome] = []

    def ended(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)


async def here(work: Callable[..., object], *args: object) -> object:
    return work(*args)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = Ledger.open(tmp_path)
    yield opened
    opened.close()


def run(
    ledger: Ledger, drafting: Drafting, articles: int, at_once: int = 4
) -> Engine[Task, Finished]:
    async def tasks() -> AsyncGenerator[Task]:  # as `left_to_do` makes them
        for number in range(articles):
            record = Record(number, f"id-{number}", f"article {number}", drafting.text)
            task = Task(record, job_of(record, RECIPE.fingerprint()))
            ledger.missing([task.job])
            yield task
        ledger.end_at(articles)

    watcher = Watching()
    steps = LocalSteps(
        RECIPE,
        here,  # type: ignore[arg-type]  # it offloads nothing
        lambda _, article: drafting.draft(article),
        watcher,
    )
    with ThreadPoolExecutor(1) as thread:
        keeping = Keeping(ledger, watcher, thread, CircuitBreaker(at_once))
        engine = Engine(partial(result_of, steps), keeping, at_once)
        asyncio.run(engine.run(tasks()))
    return engine


def failing(*numbers: int, error: Exception) -> Fault:
    names = {f"article {number}" for number in numbers}
    return lambda source: error if source in names else None


def states(ledger: Ledger) -> list[State]:
    return [kept.state for kept in ledger.kept()]


def test_one_articles_failure_costs_no_other_its_result(ledger: Ledger) -> None:
    drafting = Drafting(failing(1, error=ModelUnavailable("brief.v1: no answer")))

    run(ledger, drafting, articles=4)

    assert states(ledger) == [State.DONE, State.FAILED, State.DONE, State.DONE]
    (kept,) = ledger.kept(State.FAILED)
    assert (kept.reason, kept.attempts) == ("brief.v1: no answer", 1)


def test_a_fault_of_ours_that_an_answer_meets_costs_that_article_alone(ledger: Ledger) -> None:
    run(ledger, Drafting(failing(1, error=ZeroDivisionError("never seen"))), articles=4)

    assert states(ledger) == [State.DONE, State.FAILED, State.DONE, State.DONE]
    (kept,) = ledger.kept(State.FAILED)
    assert "a fault of factdesk itself, please report it: ZeroDivisionError" in kept.reason


def test_an_article_that_a_model_declines_is_dead_at_once(ledger: Ledger) -> None:
    run(ledger, Drafting(failing(0, error=ModelRefused("brief.v1: declines"))), articles=1)

    assert states(ledger) == [State.DEAD]


def test_no_more_articles_than_allowed_are_asked_about_at_once(ledger: Ledger) -> None:
    drafting = Drafting(lambda _: None, meet=3)

    run(ledger, drafting, articles=12, at_once=3)

    assert drafting.busiest == 3
    assert states(ledger) == [State.DONE] * 12


def test_a_spent_budget_ends_the_run_and_leaves_the_rest_to_a_larger_one(ledger: Ledger) -> None:
    numbers = range(5, 100)
    drafting = Drafting(failing(*numbers, error=BudgetSpent("the budget of $1 is spent")))

    engine = run(ledger, drafting, articles=100)

    assert (engine.over_budget, engine.stopped) == (True, "the budget of $1 is spent")
    assert set(states(ledger)) == {State.DONE, State.PENDING}
    assert (ledger.counts()[State.DONE], ledger.counts()[State.PENDING]) == (5, 95)
    assert drafting.begun < 20


def test_a_run_that_ends_early_forgets_what_is_no_longer_in_the_corpus(ledger: Ledger) -> None:
    run(ledger, Drafting(failing(error=BudgetSpent("spent"))), articles=60)
    gone = Drafting(failing(*range(50), error=BudgetSpent("spent")), text=f"{STORM} It is over.")

    engine = run(ledger, gone, articles=50)

    assert engine.over_budget
    assert states(ledger) == [State.PENDING] * 50


def test_a_server_that_serves_nobody_ends_the_run_before_every_article_has_failed(
    ledger: Ledger,
) -> None:
    drafting = Drafting(lambda _: ModelUnavailable("brief.v1: no connection"))

    engine = run(ledger, drafting, articles=200)

    assert engine.stopped is not None
    assert "in a row failed" in engine.stopped
    assert "no connection" in engine.stopped
    assert 20 <= ledger.counts()[State.FAILED] < 40


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
