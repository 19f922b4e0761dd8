"""Answers by batches: waves until nothing is missing, after which an ordinary run asks nothing."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.corpus.batch.request_files import BatchLimits
from pipeline.errors import BudgetSpent, SettingsError
from pipeline.settings import Settings
from tests.batch_server import Fate, batch_server
from tests.unit.corpus.batching import answer, newsroom


def test_afterwards_an_ordinary_run_asks_nothing(tmp_path: Path) -> None:
    with batch_server(answer) as script:
        room = newsroom(tmp_path, script)

        outcome = room.run()
        drafted = room.run_live()

    assert script.live == []
    assert all(each.draft.claims for each in drafted)
    assert outcome.submitted == outcome.answered == len(script.executed)
    assert (outcome.failed, outcome.still_running) == ({}, 0)


def test_drafts_are_those_of_an_ordinary_run(tmp_path: Path) -> None:
    with batch_server(answer) as script:
        room = newsroom(tmp_path, script)
        room.run()
        by_batch = room.run_live()
    with batch_server(answer) as script:
        (tmp_path / "live").mkdir()
        live = newsroom(tmp_path / "live", script).run_live()

    assert by_batch == live


def test_an_answer_that_fails_its_checks_is_asked_for_again_in_the_next_wave(
    tmp_path: Path,
) -> None:
    with batch_server(answer) as script:
        room = newsroom(tmp_path, script)
        room.run()

    first, second = script.uploaded()
    assert len(first) == 4  # brief and claims of all articles in one wave
    assert {len(each["body"]["messages"]) for each in first} == {2}
    assert len(second) == 1
    assert {len(each["body"]["messages"]) for each in second} == {4}
    submitted = [line for line in room.watched.notes if line.startswith("submitting")]
    assert [line.split(" in ")[0] for line in submitted] == [
        "submitting 4 requests",
        "submitting 1 request",
    ]


def test_files_are_cut_at_the_limit_of_requests(tmp_path: Path) -> None:
    with batch_server(answer) as script:
        newsroom(tmp_path, script).run(limits=BatchLimits(requests=3))

    assert [len(each) for each in script.uploaded()][:2] == [3, 1]


def test_files_are_cut_at_the_limit_of_bytes(tmp_path: Path) -> None:
    with batch_server(answer) as script:
        newsroom(tmp_path, script).run(limits=BatchLimits(size=9_000))

    sizes = [len(content) for name, content in script.files.items() if "in" in name]
    assert len(sizes) > 2
    assert max(sizes) <= 9_000


def test_a_request_larger_than_a_batch_is_named_and_not_sent(tmp_path: Path) -> None:
    with batch_server(answer) as script:
        room = newsroom(tmp_path, script)
        outcome = room.run(limits=BatchLimits(size=100))

    assert len(outcome.failed) == 2
    assert outcome.submitted == 0
    assert "more than a batch takes" in next(iter(outcome.failed.values()))


def test_the_same_article_twice_is_paid_once(tmp_path: Path) -> None:
    with batch_server(answer) as script:
        room = newsroom(tmp_path, script)
        room.articles += room.articles
        room.run()

    assert len(script.uploaded()[0]) == 4


def test_an_article_that_cannot_be_read_costs_no_other(tmp_path: Path) -> None:
    with batch_server(answer) as script:
        room = newsroom(tmp_path, script)
        room.articles.insert(1, None)  # type: ignore[arg-type]  # it has no sentences to ask about
        outcome = room.run()

    assert (outcome.answered, outcome.failed) == (5, {})


def test_a_second_run_submits_nothing(tmp_path: Path) -> None:
    with batch_server(answer) as script:
        room = newsroom(tmp_path, script)
        first = room.run()
        asked = len(script.steps)
        second = room.run()

    assert len(script.steps) == asked
    assert second == first


def test_request_files_are_gone_when_their_answers_are_kept(tmp_path: Path) -> None:
    with batch_server(answer) as script:
        newsroom(tmp_path, script).run()

    assert [file.name for file in (tmp_path / "out/batches").iterdir()] == ["batches.db"]


@pytest.fixture
def a_dollar_a_token(monkeypatch: pytest.MonkeyPatch) -> None:
    def price_of(_: Settings, tokens_in: int, tokens_out: int) -> Decimal:
        return Decimal(tokens_in + tokens_out)

    monkeypatch.setattr("pipeline.llm.prices.price_of", price_of)


@pytest.mark.usefixtures("a_dollar_a_token")
def test_a_budget_that_does_not_reach_sends_nothing_and_a_larger_one_goes_on(
    tmp_path: Path,
) -> None:
    with batch_server(answer) as script:
        room = newsroom(tmp_path, script)

        with pytest.raises(BudgetSpent, match="nothing more was submitted"):
            room.run(budget=Decimal(100))
        assert script.steps == []
        outcome = room.run(budget=Decimal(1_000_000))

    assert outcome.answered == outcome.submitted == 5


@pytest.mark.usefixtures("a_dollar_a_token")
def test_tokens_are_billed_at_half_the_price(tmp_path: Path) -> None:
    with batch_server(answer) as script:
        outcome = newsroom(tmp_path, script).run()

    requests = len(script.executed)
    assert (outcome.input_tokens, outcome.output_tokens) == (100 * requests, 10 * requests)
    assert outcome.price == 55 * requests


def test_a_budget_for_a_model_without_a_price_sends_nothing(tmp_path: Path) -> None:
    with batch_server(answer) as script:
        room = newsroom(tmp_path, script)

        with pytest.raises(SettingsError, match="price of model 'scripted' is not known"):
            room.run(budget=Decimal(1))

    assert script.steps == []


@pytest.mark.parametrize(
    "changed",
    [{"model": "extractive"}, {"cache_dir": None}, {"refresh": True}, {"cassette": Path("x.yaml")}],
    ids=str,
)
def test_settings_that_know_no_batches_are_refused(changed: dict[str, Any], tmp_path: Path) -> None:
    with batch_server(answer) as script:
        room = newsroom(tmp_path, script)

        with pytest.raises(SettingsError, match="cannot come by batches"):
            room.run(**changed)

    assert not (tmp_path / "out/batches").exists()


def test_pauses_grow_while_nothing_ends(tmp_path: Path) -> None:
    fate = Fate(steps=("validating", *["in_progress"] * 12))
    with batch_server(answer, fate) as script:
        room = newsroom(tmp_path, script)
        room.run()

    wave = room.pauses[:12]
    assert wave == sorted(wave)
    assert (wave[0], wave[-1]) == (10, 300)
