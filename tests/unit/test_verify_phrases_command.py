"""`factdesk verify --model` and `brief --evidence` with a model: who is asked for search phrases."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from pipeline.evidence.verdict.asked import Asked
from pipeline.stages import verify as stage
from schemas import FoundEvidence
from tests.command import Command
from tests.evidence import NOTHING
from tests.scripted_server import Reply, ScriptedServer, completion, failing, scripted_server

LIBRARY = "evidence.sqlite"
MODEL = ("--model", "scripted")
PHRASES = ["customers without supply", "outages by area", "households affected"]
TAPE = ("--cassette", "tape.yaml")
OTHER = "Aldern counted 27 flooded cellars on Monday, and 9 of 12 pumps failed."


def prompt_of(body: dict[str, Any]) -> str:
    return str(body["response_format"]["json_schema"]["name"])


def by_the_book(body: dict[str, Any]) -> Reply:
    """Return the reply to a question: no claims, a point, or phrases for each sentence."""
    shown = re.findall(r"^\[(s\d+)\]", body["messages"][-1]["content"], re.MULTILINE)
    match prompt_of(body):
        case "Claims":
            return completion({"claims": []})
        case "Brief":
            points = [{"sentence_ids": [each], "text": "The storm came."} for each in shown[:3]]
            return completion({"headline": "Storm", "points": points})
        case _:
            said = [{"id": each, "phrases": PHRASES} for each in shown]
            return completion({"sentences": said})


@pytest.fixture
def server(factdesk: Command, monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedServer]:
    """Return the server of a model, a library and a briefed article beside it."""
    Path("report.txt").write_text("The storm cut power to 512 homes.\n", encoding="utf-8")
    factdesk("evidence", "add", "report.txt")
    factdesk("brief", "storm.txt", "--out", "out")
    with scripted_server(by_the_book) as served:
        monkeypatch.setenv("OPENAI_BASE_URL", served.base_url)
        yield served


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Return by which phrases each figure is searched for."""
    seen: list[tuple[str, ...]] = []

    def found(asked: Sequence[Asked], library: object) -> list[FoundEvidence]:  # noqa: ARG001
        seen.extend(each.phrases for each in asked)
        return [NOTHING] * len(asked)

    monkeypatch.setattr(stage, "find_evidence", found)
    return seen


def prompts(server: ScriptedServer) -> list[str]:
    return [prompt_of(body) for body in server.requests]


def test_without_a_model_on_the_command_line_nothing_is_asked(
    factdesk: Command,
    server: ScriptedServer,
    asked: list[tuple[str, ...]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FACTDESK_MODEL", "scripted")

    done = factdesk("verify", "out")

    assert done.code == 0
    assert server.requests == []
    assert set(asked) == {()}


def test_verify_asks_once_an_article_and_pays_once(
    factdesk: Command, server: ScriptedServer, asked: list[tuple[str, ...]]
) -> None:
    first, second = factdesk("verify", "out", *MODEL), factdesk("verify", "out", *MODEL)

    assert (first.code, second.code) == (0, 0)
    assert prompts(server) == ["SearchPhrases"]
    assert set(asked) == {tuple(PHRASES)}
    assert "scripted: 1 HTTP requests, 1 answers paid" in first.err
    assert "1 from the cache" in second.err
    assert first.out == second.out


def test_brief_asks_for_them_only_with_a_library_and_verify_takes_what_it_was_told(
    factdesk: Command, server: ScriptedServer, asked: list[tuple[str, ...]]
) -> None:
    factdesk("brief", "storm.txt", *MODEL)
    plain = prompts(server)
    factdesk("brief", "storm.txt", *MODEL, "--evidence", LIBRARY, "--out", "other")
    with_library = prompts(server)[len(plain) :]
    factdesk("verify", "other", *MODEL)

    assert sorted(plain) == ["Brief", "Claims"]
    assert with_library == ["SearchPhrases"]
    assert len(server.requests) == 3
    assert set(asked) == {tuple(PHRASES)}


def test_a_recording_of_phrases_is_replayed_and_an_older_one_goes_without(
    factdesk: Command, server: ScriptedServer, asked: list[tuple[str, ...]]
) -> None:
    evidence = ("--evidence", LIBRARY)
    factdesk("brief", "storm.txt", *MODEL, "--cassette", "old.yaml", "--record", "all")
    factdesk("brief", "storm.txt", *MODEL, *TAPE, "--record", "all", *evidence)
    sent = len(server.requests)
    asked.clear()

    old = factdesk("brief", "storm.txt", "--cassette", "old.yaml", *evidence)
    without = [*asked]
    asked.clear()
    new = factdesk("brief", "storm.txt", *TAPE, *evidence)
    again = factdesk("verify", "out", *TAPE)

    assert (old.code, new.code, again.code) == (0, 0, 0)
    assert len(server.requests) == sent
    assert set(without) == {()}
    assert set(asked) == {tuple(PHRASES)}


def test_a_run_asks_for_each_article_and_verifies_it_with_them(
    factdesk: Command, server: ScriptedServer, asked: list[tuple[str, ...]]
) -> None:
    Path("stories").mkdir()
    for name in ("a", "b"):
        Path(f"stories/{name}.txt").write_text(f"Ward {name}: {OTHER}", encoding="utf-8")
    factdesk("run", "stories", "--out", "run")

    done = factdesk("verify", "run", *MODEL)

    assert done.code == 0
    assert prompts(server) == ["SearchPhrases"] * 2
    assert set(asked) == {tuple(PHRASES)}


def test_what_a_model_cannot_say_is_told_and_the_words_of_the_article_serve(
    factdesk: Command, server: ScriptedServer, asked: list[tuple[str, ...]]
) -> None:
    server._script = lambda _: completion({"sentences": "none"})

    done = factdesk("verify", "out", *MODEL)

    assert done.code == 0
    assert done.err.startswith("no search phrases for storm.txt: search_phrases.v1: ")
    assert set(asked) == {()}


def test_a_server_that_denies_ends_the_command_and_leaves_the_files(
    factdesk: Command, server: ScriptedServer
) -> None:
    before = Path("out/storm/result.json").read_bytes()
    server._script = lambda _: failing(401)

    done = factdesk("verify", "out", *MODEL)

    assert done.code == 2
    assert Path("out/storm/result.json").read_bytes() == before


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--model", "extractive"), "--model names no model that could write phrases"),
        (("--record", "all"), "--record needs --cassette FILE"),
        (("--cassette", "none.yaml"), "none.yaml"),
    ],
)
@pytest.mark.usefixtures("server")
def test_what_cannot_be_asked_is_told_in_a_line(
    factdesk: Command, options: tuple[str, ...], said: str
) -> None:
    done = factdesk("verify", "out", *options)

    assert done.code != 0
    assert said in done.err
    assert done.err.count("\n") == 1


def test_a_dry_run_counts_the_request(factdesk: Command, server: ScriptedServer) -> None:
    done = factdesk("brief", "storm.txt", *MODEL, "--evidence", LIBRARY, "--dry-run")

    assert "search_phrases.v1" in done.out
    assert server.requests == []
    assert json.loads(Path("out/storm/result.json").read_bytes())["provenance"]["prompts"] == []
