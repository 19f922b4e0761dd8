"""`factdesk cache` and the options of `brief` about it, as a person meets them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.llm.cache_folder import count_answers
from tests.command import Command
from tests.scripted_server import ScriptedServer, scripted_server
from tests.unit.test_cli import answers

CACHE = Path("cache")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedServer]:
    with scripted_server(answers) as running:
        monkeypatch.setenv("OPENAI_BASE_URL", running.base_url)
        yield running


@pytest.fixture
def filled(factdesk: Command, server: ScriptedServer) -> Command:
    """The command, once two answers are kept."""
    assert factdesk("brief", "storm.txt", "--model", "scripted").code == 0
    assert len(server.requests) == 2
    return factdesk


def test_an_empty_cache_is_no_error_and_is_not_made(factdesk: Command) -> None:
    done = factdesk("cache", "stats")

    assert (done.code, done.err) == (0, "")
    assert done.out == f"nothing is kept yet in {CACHE.absolute()}\n"
    assert not CACHE.exists()


@pytest.mark.parametrize(("extra", "room"), [(0, r"\d+\.\d kB"), (2_000_000, r"2\.\d MB")])
def test_stats_says_where_answers_are_how_many_and_how_large(
    filled: Command, extra: int, room: str
) -> None:
    (CACHE / "cache-unreadable-1.db").write_bytes(bytes(extra))

    done = filled("cache", "stats")

    assert done.code == 0
    first, second = done.out.splitlines()
    assert first == f"Folder: {CACHE.absolute()}"
    assert re.fullmatch(f"2 answers, {room} on disk", second)


def test_what_is_no_database_is_told(factdesk: Command) -> None:
    CACHE.mkdir()
    (CACHE / "cache.db").write_bytes(b"garbage " * 999)

    told = factdesk("cache", "stats")

    assert told.code == 2
    assert "cannot be read" in told.err


def test_another_folder_can_be_named(filled: Command) -> None:
    CACHE.rename("elsewhere")

    assert "2 answers" in filled("cache", "stats", "--cache-dir", "elsewhere").out
    assert "nothing is kept" in filled("cache", "stats").out


def test_no_cache_keeps_nothing_and_uses_nothing(filled: Command, server: ScriptedServer) -> None:
    before = (CACHE / "cache.db").read_bytes()

    done = filled("brief", "storm.txt", "--model", "scripted", "--no-cache")

    assert done.code == 0
    assert len(server.requests) == 4
    assert (CACHE / "cache.db").read_bytes() == before


def test_no_cache_leaves_the_shared_answers_alone_too(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch, server: ScriptedServer
) -> None:
    monkeypatch.setenv("FACTDESK_CACHE_URL", "shared")

    factdesk("brief", "storm.txt", "--model", "scripted", "--no-cache")
    left_alone = not Path("shared").exists()
    factdesk("brief", "storm.txt", "--model", "scripted")

    assert left_alone
    assert len(server.requests) == 4
    assert len(list(Path("shared").rglob("*.json"))) == 2


def test_refresh_asks_again_and_replaces(filled: Command, server: ScriptedServer) -> None:
    done = filled("brief", "storm.txt", "--model", "scripted", "--refresh")
    filled("brief", "storm.txt", "--model", "scripted")

    assert done.code == 0
    assert len(server.requests) == 4
    assert count_answers(CACHE) == 2


def test_a_dry_run_of_a_refresh_counts_every_request(filled: Command) -> None:
    done = filled("brief", "storm.txt", "--model", "scripted", "--dry-run", "--refresh")

    asked = [line.split() for line in done.out.splitlines() if re.search(r"\.v\d ", line)]
    counts = [columns[1:3] for columns in asked]
    assert counts == [["1", "0"], ["1", "0"]]


@pytest.mark.parametrize(
    "options",
    [
        ("--no-cache", "--refresh"),
        ("--cassette", "c.yaml", "--record", "once", "--refresh"),
    ],
)
def test_options_that_contradict_each_other_are_refused(
    factdesk: Command, server: ScriptedServer, options: tuple[str, ...]
) -> None:
    done = factdesk("brief", "storm.txt", "--model", "scripted", *options)

    assert done.code == 2
    assert server.requests == []
