"""`brief --dry-run`: what would be asked and what it would cost, with nothing sent."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.llm.prices import dollars, tokens_at_most
from pipeline.llm.request import canonical_json
from tests.command import Command
from tests.scripted_server import scripted_server
from tests.unit.test_cli import answers

CASSETTES = Path(__file__).parents[2] / "cassettes"


def contents(folder: str) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in Path(folder).rglob("*") if file.is_file()}


def recorded() -> list[Any]:
    files = sorted(CASSETTES.glob("*.yaml"))
    loaded = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in files]
    return [each for tape in loaded for each in tape["interactions"]]


def test_the_bound_on_tokens_holds_for_every_request_that_was_recorded() -> None:
    requests = recorded()

    assert len(requests) > 15
    for each in requests:
        taken = each["response"]["usage"]["prompt_tokens"]
        assert taken <= tokens_at_most(canonical_json(each["request"]["body"]))


def test_it_prints_requests_tokens_and_price_and_sends_nothing(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-planted-0123456789")
    done = factdesk("brief", "storm.txt", "--model", "gpt-5-mini", "--dry-run")

    assert done.code == 0
    assert re.search(r"brief\.v1 +1 +0 +[\d,]+ +32,768", done.out)
    assert re.search(r"Price: \$0\.\d+ for what is sent, \$0\.\d+ at most", done.out)
    assert "Nothing was sent" in done.out
    assert not Path("cache").exists() or not list(Path("cache").rglob("*.val"))


def test_answers_that_are_kept_already_cost_nothing(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scripted_server(answers) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        factdesk("brief", "storm.txt", "--model", "scripted")
        asked = len(server.requests)
        done = factdesk("brief", "storm.txt", "--model", "scripted", "--dry-run")

        assert len(server.requests) == asked
    assert re.search(r"brief\.v1 +1 +1 +0 +0", done.out)
    assert "The price of scripted is not known: tokens only." in done.out


def test_without_a_model_nothing_costs_anything(factdesk: Command) -> None:
    assert "sends nothing and costs nothing" in factdesk("brief", "storm.txt", "--dry-run").out


@pytest.mark.parametrize("command", [("brief",), ("run", "--out", "out")])
def test_a_model_file_that_is_missing_is_named(factdesk: Command, command: tuple[str, ...]) -> None:
    done = factdesk(*command, "storm.txt", "--model", "gguf:missing.gguf", "--dry-run")

    assert done.code == 2
    assert "cannot read model file 'missing.gguf': No such file or directory" in done.err


@pytest.mark.parametrize(
    ("price", "shown"),
    [("0", "$0.00"), ("12.346", "$12.35"), ("0.0041", "$0.0041"), ("0.00001234", "$1.2e-5")],
)
def test_a_price_is_shown_with_the_digits_that_say_something(price: str, shown: str) -> None:
    assert dollars(Decimal(price)) == shown


def test_answers_that_others_have_paid_for_cost_nothing_and_looking_changes_nothing(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = ("run", "storm.txt", "--out", "out", "--model", "scripted", "--cache", "team")
    with scripted_server(answers) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        factdesk(*run)
        asked, shared = len(server.requests), contents("team")
        monkeypatch.setenv("FACTDESK_CACHE_DIR", "another-machine")
        done = factdesk(*run, "--dry-run")
        afresh = factdesk(*run, "--dry-run", "--refresh")

        assert len(server.requests) == asked
    assert re.search(r"brief\.v1 +1 +1 +0 +0", done.out)
    assert re.search(r"brief\.v1 +1 +0 +[\d,]+", afresh.out)
    assert contents("team") == shared
    assert factdesk("cache", "list").out.count("\n") <= 1


def test_a_storage_that_nobody_has_written_to_yet_is_not_made(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-planted-0123456789")
    model = ("--model", "gpt-5-mini", "--cache", "team")
    done = factdesk("run", "storm.txt", "--out", "out", "--dry-run", *model)

    assert re.search(r"brief\.v1 +1 +0 ", done.out)
    assert not Path("team").exists()


def test_a_storage_that_cannot_be_asked_is_named_and_its_answers_count_as_missing(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*_: object) -> bool:
        raise PermissionError

    monkeypatch.setattr("pipeline.llm.shared.storage.FolderStorage.read", denied)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-planted-0123456789")
    model = ("--model", "gpt-5-mini", "--cache", "team")
    done = factdesk("run", "storm.txt", "--out", "out", "--dry-run", *model)

    assert done.code == 0
    assert done.out.count("cannot be used: access is denied") == 1
    assert re.search(r"brief\.v1 +1 +0 ", done.out)
