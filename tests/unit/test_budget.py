"""What a run costs: told by prompt, with what was asked again and saved; and a budget that is kept."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli.spending import spending_lines
from pipeline.errors import BudgetSpent, SettingsError
from pipeline.llm.completions import Completion, Traffic
from pipeline.llm.prices import budget_guard
from pipeline.settings import Settings
from tests.articles import STORM, STORM_BRIEF
from tests.command import Command
from tests.scripted_server import Reply, completion, scripted_server
from tests.unit.test_cli import CLAIM, answers

PRICED = Settings(model="gpt-5-mini", api_key="sk-planted-0123456789", budget=Decimal("0.01"))


def taken(tokens_in: int, tokens_out: int) -> Completion:
    return Completion("text", "stop", None, tokens_in, tokens_out)


def test_tokens_and_price_are_told_by_prompt_with_what_was_asked_again_and_saved() -> None:
    traffic = Traffic(http_attempts=4)
    traffic.pay("brief.v1", taken(1_000_000, 0), again=False)
    traffic.pay("claims.v2", taken(0, 500_000), again=False)
    traffic.pay("claims.v2", taken(0, 500_000), again=True)
    traffic.save("claims.v2", taken(2_000_000, 0))

    lines = list(spending_lines(traffic, PRICED))

    assert lines == [
        "gpt-5-mini: 4 HTTP requests, 3 answers paid (1,000,000 tokens in, 1,000,000 out), 1 from the cache: $2.25",
        "  brief.v1: 1 (1,000,000 tokens in, 0 out): $0.2500",
        "  claims.v2: 2 (0 tokens in, 1,000,000 out): $2.00",
        "  asked again after a failed check: 1 of these (0 tokens in, 500,000 out): $1.00",
        "  the cache saved 2,000,000 tokens in, 0 out: $0.5000",
    ]


def test_without_a_known_price_only_tokens_are_told() -> None:
    traffic = Traffic(http_attempts=1)
    traffic.pay("brief.v1", taken(10, 2), again=False)

    lines = list(spending_lines(traffic, Settings(model="m", base_url="http://127.0.0.1:9/v1")))

    assert lines == ["m: 1 HTTP requests, 1 answers paid (10 tokens in, 2 out), 0 from the cache"]


def test_answers_that_were_asked_again_are_counted_apart(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = {**CLAIM, "text": "The storm cut power to 9,999 homes."}
    replies: dict[str, list[Reply | None]] = {
        "Brief": [completion(STORM_BRIEF)],
        "Claims": [completion({"claims": [bad]}), None],
    }

    def script(body: dict[str, Any]) -> Reply:
        left = replies[body["response_format"]["json_schema"]["name"]]
        return left.pop(0) or completion({"claims": [CLAIM]})

    with scripted_server(script) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        done = factdesk("brief", "storm.txt", "--model", "scripted")

    assert "asked again after a failed check: 1 of these (100 tokens in, 10 out)" in done.err


def test_a_budget_admits_until_it_is_spent_and_then_says_how_to_go_on() -> None:
    traffic = Traffic()
    admit = budget_guard(PRICED, traffic)
    admit()
    traffic.pay("brief.v1", taken(40_000, 0), again=False)

    with pytest.raises(BudgetSpent, match=r"the budget of \$0\.0100 is spent.*--budget goes on"):
        admit()


def test_a_budget_without_a_known_price_is_refused() -> None:
    unpriced = Settings(model="m", base_url="http://127.0.0.1:9/v1", budget=Decimal(1))

    with pytest.raises(SettingsError, match="price of model 'm' is not known"):
        budget_guard(unpriced, Traffic())


def test_a_spent_budget_keeps_what_is_finished_and_ends_with_4(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("second.txt").write_text(STORM.replace("480", "490"), encoding="utf-8")
    monkeypatch.setattr("pipeline.llm.prices.price_of", lambda _, sent, __: Decimal(sent) / 100)
    monkeypatch.setattr("pipeline.settings._is_loopback", lambda _: False)
    with scripted_server(answers) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        first = factdesk("brief", "storm.txt", "--model", "scripted", "--out", "out")
        both = factdesk(
            "brief", "storm.txt", "second.txt", "--model", "scripted", "--out", "out", "--budget", "0"
        )  # fmt: skip

        assert len(server.requests) == 2
    assert (first.code, both.code) == (0, 4)
    assert "not processed: second.txt: the budget of $0.00 is spent" in both.err
    assert Path("out/storm/result.json").is_file()
    assert not Path("out/second").exists()
