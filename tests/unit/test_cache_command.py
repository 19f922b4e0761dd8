"""`factdesk cache` and the options of `brief` about it, as a person meets them."""

import json
import re
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from pipeline.cli.cache_cleaning import seconds_of
from pipeline.errors import SettingsError
from pipeline.llm import Receipt
from pipeline.llm.cache_folder import slots
from pipeline.llm.derived import Derived, size_of
from tests.articles import STORM
from tests.command import Command
from tests.scripted_server import ScriptedServer, scripted_server
from tests.unit.test_cli import answers

CACHE = Path("cache")
ESCAPE = "\x1b[2J"


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


def change(statement: str, *values: object) -> None:
    with sqlite3.connect(CACHE / "cache.db") as database:
        database.execute(statement, values)
    database.close()


def keys() -> list[str]:
    return [slot.key for slot in slots(CACHE)]


@pytest.mark.parametrize("args", [("stats",), ("list",), ("verify",), ("clear",)])
def test_an_empty_cache_is_no_error_and_is_not_made(
    factdesk: Command, args: tuple[str, ...]
) -> None:
    done = factdesk("cache", *args)

    assert (done.code, done.err) == (0, "")
    assert done.out == f"nothing is kept yet in {CACHE.absolute()}\n"
    assert not CACHE.exists()


def test_stats_counts_answers_tokens_and_what_cannot_be_read(filled: Command) -> None:
    (CACHE / "cache-unreadable-1.db").write_bytes(bytes(300))
    change("UPDATE Cache SET value = 'broken' WHERE rowid = 1")

    done = filled("cache", "stats")

    assert done.code == 0
    assert "1 answer, " in done.out
    assert [line.split() for line in done.out.splitlines() if "scripted" in line] == [
        ["scripted", "1", "100", "10"]
    ]
    assert "1 unreadable, which `factdesk cache verify --fix` removes:" in done.out
    assert "Set aside: cache-unreadable-1.db, 0.3 kB" in done.out


def test_list_shows_a_line_an_entry_newest_first(filled: Command) -> None:
    change("UPDATE Cache SET store_time = 86400.5 WHERE rowid = 1")

    lines = filled("cache", "list").out.splitlines()

    assert [line.split()[0] for line in lines] == [key[:12] for key in keys()]
    assert [line.split()[2] for line in lines] == ["scripted"] * 2
    assert lines[1].split()[1] == "1970-01-02"
    assert "100 in" in lines[0]
    assert "10 out" in lines[0]
    assert "[s1] Storm" in lines[0]


def test_list_can_be_limited_and_read_by_programs(filled: Command) -> None:
    change("UPDATE Cache SET value = 'broken' WHERE rowid = 1")

    listed = filled("cache", "list", "--format", "jsonl").out.splitlines()
    first = filled("cache", "list", "--limit", "1", "--format", "jsonl").out.splitlines()
    none = filled("cache", "list", "--model", "other")

    assert first == listed[:1]
    assert [set(json.loads(line)) for line in listed] == [
        {"key", "day", "model", "form", "input_tokens", "output_tokens", "document_begins"},
        {"key", "day", "problem"},
    ]
    assert none.out == f"nothing of other is kept yet in {CACHE.absolute()}\n"
    assert len(filled("cache", "list", "--model", "scripted").out.splitlines()) == 1


def test_show_takes_the_beginning_of_a_key_and_prints_what_was_sent_and_came(
    filled: Command,
) -> None:
    key = keys()[0]

    shown = filled("cache", "show", key[:10])
    entry = json.loads(filled("cache", "show", key, "--format", "json").out)

    assert shown.out.startswith(key)
    for part in (
        "── system message ──",
        "── document ──",
        "[s2]",
        "── settings ──",
        "── reply (100 ",
    ):
        assert part in shown.out
    assert set(entry) == {"request", "reply", "sha256", "endpoint", "salt"}


@pytest.mark.parametrize(
    ("key", "says"),
    [("", "2 answers have a key that begins with ''"), ("xyz", "no answer in ")],
)
def test_show_of_none_or_of_several_ends_with_2(filled: Command, key: str, says: str) -> None:
    done = filled("cache", "show", key)

    assert (done.code, done.out) == (2, "")
    assert says in done.err


def test_show_of_a_broken_entry_says_what_to_do(filled: Command) -> None:
    change("UPDATE Cache SET value = 'broken'")

    done = filled("cache", "show", keys()[0])

    assert done.code == 2
    assert "verify --fix" in done.err


def test_what_steers_a_terminal_is_never_printed_raw(
    factdesk: Command, server: ScriptedServer
) -> None:
    Path("odd.txt").write_text(STORM.replace("Storm", f"Storm{ESCAPE}"), encoding="utf-8")
    factdesk("brief", "odd.txt", "--model", f"scripted{ESCAPE}")
    change("UPDATE Cache SET key = ? WHERE rowid = 1", f"k{ESCAPE}")
    printed = [
        factdesk("cache", *args)
        for args in (
            ("stats",),
            ("list",),
            ("list", "--format", "jsonl"),
            ("show", keys()[0]),
            ("show", keys()[0], "--format", "json"),
            ("show", "k"),
            ("verify",),
        )
    ]
    explained = factdesk("brief", "storm.txt", "--model", "scripted", "--explain-cache")

    assert server.requests
    assert not [done for done in (*printed, explained) if "\x1b" in done.out + done.err]


def test_prune_removes_what_is_older_and_says_how_much(filled: Command) -> None:
    change("UPDATE Cache SET store_time = store_time - 86400 * 20.0 WHERE rowid = 1")

    tried = filled("cache", "prune", "--older-than", "2w", "--dry-run")
    young = filled("cache", "prune", "--older-than", "3w")
    other = filled("cache", "prune", "--older-than", "2w", "--model", "other")
    assert len(keys()) == 2
    done = filled("cache", "prune", "--older-than", "2w", "--model", "scripted")

    assert [each.code for each in (tried, young, other, done)] == [0] * 4
    assert "1 answer, " in tried.out
    assert "kB, would be removed from " in tried.out
    assert young.out.startswith("0 answers, ")
    assert other.out.startswith("0 answers, ")
    assert "kB, removed from " in done.out
    assert len(keys()) == 1


@pytest.mark.parametrize("age", ["30", "30m", "d", "-1d", "1.5d", "٣d", ""])
def test_an_age_that_is_none_ends_with_2(filled: Command, age: str) -> None:
    done = filled("cache", "prune", f"--older-than={age}")

    assert done.code == 2
    assert "it must be such as 12h, 30d or 2w" in done.err
    assert len(keys()) == 2


def test_an_age_is_counted_in_hours_days_and_weeks() -> None:
    assert [seconds_of(age) for age in ("1h", " 2D ", "1w")] == [3600, 172_800, 604_800]
    with pytest.raises(SettingsError):
        seconds_of("1y")


def test_verify_of_a_sound_cache_ends_with_0(filled: Command) -> None:
    done = filled("cache", "verify")

    assert (done.code, done.out) == (0, "2 answers read, 0 broken\n")


def test_verify_names_what_is_broken_and_removes_it_when_told(filled: Command) -> None:
    change("UPDATE Cache SET value = replace(value, 'power', 'light') WHERE rowid = 1")
    (CACHE / "mine.txt").touch()

    found = filled("cache", "verify")
    assert len(keys()) == 2
    fixed = filled("cache", "verify", "--fix")
    again = filled("cache", "verify")

    assert [each.code for each in (found, fixed, again)] == [1, 1, 0]
    assert "cannot be read: an entry that is not as it was written" in found.out
    assert "2 answers read, 1 broken" in found.out
    assert "1 removed" in fixed.out
    assert (CACHE / "mine.txt").exists()


def test_verify_builds_a_damaged_database_anew_and_no_answer_is_paid_again(
    filled: Command, server: ScriptedServer
) -> None:
    database = bytearray((CACHE / "cache.db").read_bytes())
    # The header's count of free pages: sqlite reads on, and its check finds the fault.
    database[36:40] = (7).to_bytes(4, "big")
    (CACHE / "cache.db").write_bytes(database)

    found = filled("cache", "verify")
    fixed = filled("cache", "verify", "--fix")
    again = filled("cache", "verify")
    filled("brief", "storm.txt", "--model", "scripted")

    assert [each.code for each in (found, fixed, again)] == [1, 1, 0]
    assert "the database is damaged" in found.out
    assert "set aside as cache-unreadable-1.db" in fixed.out
    assert len(server.requests) == 2


def test_verify_of_what_is_no_database_sets_it_aside(factdesk: Command) -> None:
    CACHE.mkdir()
    (CACHE / "cache.db").write_bytes(b"garbage " * 999)

    assert factdesk("cache", "stats").code == 2
    assert factdesk("cache", "verify", "--fix").code == 1
    assert factdesk("cache", "verify").out.startswith("nothing is kept yet")
    assert "Set aside: cache-unreadable-1.db" in factdesk("cache", "stats").out
    assert factdesk("cache", "clear", "--yes").code == 0
    assert not list(CACHE.glob("cache-unreadable-*"))


def test_clear_needs_yes_where_nobody_can_be_asked(filled: Command) -> None:
    refused = filled("cache", "clear")
    assert len(keys()) == 2
    done = filled("cache", "clear", "--yes")

    assert (refused.code, done.code) == (2, 0)
    assert "--yes" in refused.err
    assert keys() == []


@pytest.mark.parametrize(("said", "left"), [("no", 2), ("yes", 0)])
def test_clear_asks_a_person_first(
    filled: Command, monkeypatch: pytest.MonkeyPatch, said: str, left: int
) -> None:
    asked: list[str] = []

    def confirm(question: str) -> bool:
        asked.append(question)
        return said == "yes"

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(typer, "confirm", confirm)

    done = filled("cache", "clear")

    assert done.code == 0
    assert asked == [f"Remove 2 answers from {CACHE.absolute()}?"]
    assert len(keys()) == left


@pytest.fixture
def reported(filled: Command) -> Command:
    """The command, once a report was made of the two answers."""
    receipts = [Receipt(key, "") for key in keys()]
    Derived(CACHE).put("a job", "a report", receipts)
    assert size_of(CACHE).texts == 1
    return filled


def test_stats_tells_of_the_reports_that_were_made_of_answers(reported: Command) -> None:
    assert "Made of them: 1 report, " in reported("cache", "stats").out


def test_prune_takes_reports_along_but_not_when_nothing_is_old(reported: Command) -> None:
    reported("cache", "prune", "--older-than", "1d")
    assert size_of(CACHE).texts == 1
    change("UPDATE Cache SET store_time = 0.5 WHERE rowid = 1")

    reported("cache", "prune", "--older-than", "1d", "--dry-run")
    assert size_of(CACHE).texts == 1
    reported("cache", "prune", "--older-than", "1d")

    assert size_of(CACHE).bytes == 0
    assert len(keys()) == 1


def test_verify_tells_of_damaged_reports_and_removes_them_when_told(reported: Command) -> None:
    assert reported("cache", "verify").code == 0
    with sqlite3.connect(CACHE / "reports" / "cache.db") as database:
        database.execute("UPDATE Cache SET value = 'broken'")
    database.close()

    found = reported("cache", "verify")
    assert (found.code, "reports that were made of answers are damaged" in found.out) == (1, True)
    assert "the reports removed" in reported("cache", "verify", "--fix").out

    assert reported("cache", "verify").code == 0
    assert len(keys()) == 2


def test_clear_leaves_no_report(reported: Command) -> None:
    change("DELETE FROM Cache")  # as a report can outlive the answers it was made of

    reported("cache", "clear", "--yes")

    assert size_of(CACHE).bytes == 0


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
    assert len(keys()) == 2


def test_explain_cache_says_which_part_differs(filled: Command) -> None:
    Path("storm.txt").write_text(STORM.replace("Storm leaves", "A gale leaves"), encoding="utf-8")

    done = filled("brief", "storm.txt", "--model", "scripted", "--explain-cache")
    again = filled("brief", "storm.txt", "--model", "scripted", "--explain-cache")

    assert done.err.count("cache miss ") == 2
    assert done.err.count("  document differs:\n") == 2
    assert again.err.count("cache hit ") == 2
    assert done.out == again.out


def test_a_dry_run_explains_what_would_be_asked_and_why(
    filled: Command, server: ScriptedServer
) -> None:
    done = filled("brief", "storm.txt", "--model", "other", "--dry-run", "--explain-cache")

    assert done.err.count("  model differs:\n    -scripted\n    +other\n") == 2
    assert len(server.requests) == 2


def test_a_dry_run_of_a_refresh_counts_every_request(filled: Command) -> None:
    done = filled("brief", "storm.txt", "--model", "scripted", "--dry-run", "--refresh")

    asked = [line.split() for line in done.out.splitlines() if re.search(r"\.v\d ", line)]
    counts = [columns[1:3] for columns in asked]
    assert counts == [["1", "0"], ["1", "0"]]


@pytest.mark.parametrize(
    "options",
    [
        ("--no-cache", "--refresh"),
        ("--no-cache", "--explain-cache"),
        ("--cassette", "c.yaml", "--record", "once", "--refresh"),
        ("--cassette", "c.yaml", "--record", "once", "--explain-cache"),
    ],
)
def test_options_that_contradict_each_other_are_refused(
    factdesk: Command, server: ScriptedServer, options: tuple[str, ...]
) -> None:
    done = factdesk("brief", "storm.txt", "--model", "scripted", *options)

    assert done.code == 2
    assert server.requests == []
