"""`factdesk evidence` as a person meets it: adding, listing, removing, and every way that ends."""

import errno
import functools
import json
import os
from pathlib import Path

import pytest

from pipeline.cli import evidence
from pipeline.evidence.library.reader_processes import ReaderProcesses
from pipeline.evidence.library.searching import Library
from pipeline.evidence.library.storing import Storing
from tests.command import Command

READERS = "tests.unit.evidence.plain_readers"
REPORT = "Budget\nSpending rose to £3.2 million.\nThe council has 32 members.\n"
TABLE = "Service,2023,2024\nRoads,3,4\nParks,1,\n"


@pytest.fixture(autouse=True)
def _plain_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    readers = functools.partial(ReaderProcesses, reading=READERS, cells=READERS)
    monkeypatch.setattr(evidence, "ReaderProcesses", readers)
    monkeypatch.delenv("FACTDESK_EVIDENCE", raising=False)


@pytest.fixture
def added(factdesk: Command) -> Command:
    """The command, once a folder of two documents was added."""
    Path("reports/old").mkdir(parents=True)
    Path("reports/budget.txt").write_text(REPORT)
    Path("reports/old/table.csv").write_text(TABLE)
    assert factdesk("evidence", "add", "reports").code == 0
    return factdesk


def names(library: str = "evidence.sqlite") -> list[str]:
    with Library.open(Path(library)) as opened:
        return [entry.name for entry in opened.sources()]


def test_adding_tells_what_came_of_it(factdesk: Command) -> None:
    Path("reports/.git").mkdir(parents=True)
    Path("reports/.git/config.txt").write_text("hidden")
    Path("reports/budget.txt").write_text(REPORT)
    Path("reports/table.csv").write_text(TABLE)
    Path("reports/empty.txt").write_text("\n")
    Path("reports/logo.png").write_bytes(b"png")

    done = factdesk("evidence", "add", "reports")

    assert done.out == ("added 2 documents: 2 sentences, 5 cells, 5 figures; 1 could not be read\n")
    assert done.err.splitlines() == [
        "factdesk: reports/empty.txt is empty: give it some text",
        "Left out, 1: hidden (reports/.git)",
        "Left out, 1: in no format that is read (reports/logo.png)",
    ]
    assert done.code == 3


def test_the_same_command_again_reads_what_has_changed_and_names_what_is_gone(
    added: Command,
) -> None:
    Path("reports/budget.txt").write_text(REPORT + "Nothing else.\n")
    Path("reports/old/table.csv").unlink()

    done = added("evidence", "add", "reports")

    assert done.out == "added 1 document: 3 sentences, 0 cells, 2 figures\n"
    assert done.err == (
        "No longer there, and kept in the library, 1: reports/old/table.csv: factdesk evidence "
        "remove takes them out\n"
    )
    assert names() == ["reports/budget.txt", "reports/old/table.csv"]
    again = added("evidence", "add", "reports/..")
    assert again.out.startswith("added 1 document: ")
    assert again.out.endswith("; 1 unchanged\n")
    assert "kept in the library, 1: reports/old/table.csv" in again.err


def test_the_library_itself_and_what_factdesk_wrote_are_no_evidence(factdesk: Command) -> None:
    assert factdesk("evidence", "add", ".", "--library", "notes.txt").code == 0
    factdesk("brief", "storm.txt", "--model", "extractive", "--out", "out")

    done = factdesk("evidence", "add", ".", "--library", "notes.txt")

    assert done.out == "added 0 documents; 1 unchanged\n"
    assert names("notes.txt") == ["storm.txt"]


def test_names_count_from_the_folder_of_the_library(factdesk: Command, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside.txt"
    outside.write_text(REPORT)
    Path("desk/reports").mkdir(parents=True)
    Path("desk/reports/budget.txt").write_text(REPORT)
    for place in ("desk/reports/budget.txt", f"{tmp_path}/desk/../desk/reports", str(outside)):
        factdesk("evidence", "add", place, "--library", "desk/evidence.sqlite")

    assert names("desk/evidence.sqlite") == sorted(["reports/budget.txt", str(outside)])
    Path("desk").rename("moved")
    again = factdesk("evidence", "add", "moved/reports", "--library", "moved/evidence.sqlite")
    assert again.out == "added 0 documents; 1 unchanged\n"


def test_a_document_that_is_named_twice_is_read_once(added: Command) -> None:
    done = added("evidence", "add", "reports", "./reports/budget.txt", "reports/old/../budget.txt")

    assert done.out == "added 0 documents; 2 unchanged\n"


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        ("reports/budget.txt", ["reports/old/table.csv"]),
        ("./reports/old", ["reports/budget.txt"]),
        ("*.csv", ["reports/budget.txt"]),
        ("reports", []),
        (".", []),
    ],
)
def test_removing_takes_names_folders_and_patterns(
    added: Command, wanted: str, left: list[str]
) -> None:
    done = added("evidence", "remove", wanted)

    number = 2 - len(left)
    assert (done.code, done.out) == (0, f"removed {number} document{'s' * (number != 1)}\n")
    assert names() == left


def test_removing_counts_from_the_folder_of_the_library_too(added: Command) -> None:
    Path("desk").mkdir()
    Path("evidence.sqlite").rename("desk/evidence.sqlite")
    Path("reports").rename("desk/reports")
    address = ["--library", "desk/evidence.sqlite"]

    assert added("evidence", "remove", "reports/old", *address).out == "removed 1 document\n"
    assert added("evidence", "remove", "desk/reports", *address).out == "removed 1 document\n"


def test_removing_what_is_not_there_removes_nothing(added: Command) -> None:
    done = added("evidence", "remove", "reports/budget.txt", "nothing*")

    assert done.code == 2
    assert done.err == (
        "factdesk: the library has no document 'nothing*': factdesk evidence list shows their "
        "names\n"
    )
    assert len(names()) == 2


def test_the_list_is_for_people_and_for_programs(added: Command) -> None:
    text = added("evidence", "list")
    listed = json.loads(added("evidence", "list", "--format", "json").out)

    heading, first, second = text.out.splitlines()
    assert heading.split() == ["document", "kind", "sentences", "cells", "figures", "digest"]
    digest = listed["documents"][0].pop("digest")
    assert first.split() == ["reports/budget.txt", "txt", "2", "0", "2", digest[:12]]
    assert second.split()[:5] == ["reports/old/table.csv", "csv", "0", "5", "3"]
    assert listed["documents"][0] == {
        "name": "reports/budget.txt",
        "title": "Budget",
        "kind": "txt",
        "sentences": 2,
        "table_rows": 0,
        "cells": 0,
        "figures": 2,
    }


@pytest.mark.parametrize("command", [("list",), ("remove", "a")])
def test_without_a_library_none_is_made(factdesk: Command, command: tuple[str, ...]) -> None:
    done = factdesk("evidence", *command)

    assert done.code == 2
    assert "there is no library of evidence at 'evidence.sqlite'" in done.err
    assert not Path("evidence.sqlite").exists()


def test_settings_name_the_library_an_option_first(
    added: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = '[[check]]\ndrafts = "drafts/*.md"\nsources = "storm.txt"\n'
    Path("factdesk.toml").write_text(f'evidence = "of-project.sqlite"\n{pairs}')
    added("evidence", "add", "storm.txt")
    monkeypatch.setenv("FACTDESK_EVIDENCE", "of-environment.sqlite")
    added("evidence", "add", "storm.txt")
    added("evidence", "add", "storm.txt", "--library", "of-option.sqlite")

    made = sorted(path.name for path in Path().glob("of-*"))
    assert made == ["of-environment.sqlite", "of-option.sqlite", "of-project.sqlite"]


def test_a_user_that_is_not_there_is_named(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTDESK_EVIDENCE", "~nobody-of-that-name/evidence.sqlite")

    done = factdesk("evidence", "list")

    assert done.code == 2
    assert "FACTDESK_EVIDENCE is '~nobody-of-that-name/evidence.sqlite'" in done.err


def test_a_project_names_no_library_outside_its_folder(added: Command) -> None:
    pairs = '[[check]]\ndrafts = "drafts/*.md"\nsources = "storm.txt"\n'
    Path("factdesk.toml").write_text(f'evidence = "../evidence.sqlite"\n{pairs}')

    done = added("evidence", "list")

    assert done.code == 2
    assert "the library of evidence '../evidence.sqlite' leads out of its folder" in done.err


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("nothing.txt", "nothing.txt does not exist: check the name"),
        ("s3://bucket/reports", "s3://bucket/reports is at no place that is read"),
        ("a\0b", "does not exist"),
    ],
)
def test_what_is_not_there_is_told_before_anything_is_read(
    factdesk: Command, source: str, said: str
) -> None:
    done = factdesk("evidence", "add", "storm.txt", source)

    assert done.code == 2
    assert said in done.err
    assert not Path("evidence.sqlite").exists()


def test_where_nothing_can_be_read_the_command_has_failed(factdesk: Command) -> None:
    Path("empty.txt").touch()

    assert factdesk("evidence", "add", "empty.txt").code == 2


def test_a_folder_that_cannot_be_listed_is_a_loss(
    added: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = os.scandir

    def refused(path: str) -> object:
        if path.endswith("old"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "scandir", refused)

    done = added("evidence", "add", "reports")

    assert done.code == 3
    assert "cannot be listed (Permission denied) (reports/old" in done.err


def test_of_many_that_cannot_be_read_some_are_named(factdesk: Command) -> None:
    Path("reports").mkdir()
    for number in range(30):
        Path(f"reports/{number}.txt").touch()

    lines = factdesk("evidence", "add", "reports").err.splitlines()

    assert len(lines) == 21
    assert lines[-1] == "factdesk: and 10 more could not be read"


def test_quiet_says_what_went_wrong_and_no_more(added: Command) -> None:
    Path("reports/empty.txt").touch()

    done = added("evidence", "add", "reports", "--quiet")

    assert done.out == ""
    assert done.err == "factdesk: reports/empty.txt is empty: give it some text\n"


def test_addresses_inside_ones_own_network_are_refused(factdesk: Command) -> None:
    done = factdesk("evidence", "add", "http://desk:secret@127.0.0.1:9/report.txt")

    assert done.code == 2
    assert "127.0.0.1" in done.err
    assert "--private-network" in done.err
    assert "secret" not in done.err


def test_a_library_that_is_being_added_to_is_left_alone(added: Command) -> None:
    with Storing.open(Path("evidence.sqlite")):
        done = added("evidence", "add", "storm.txt")

    assert done.code == 2
    assert done.err == (
        "factdesk: 'evidence.sqlite' is being added to by another command: let it end\n"
    )


def test_a_stop_keeps_what_was_added(added: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Storing, "put", stopped)

    done = added("evidence", "add", "storm.txt")

    assert done.code == 130
    assert done.err == "stopped: added 0 documents; the same command goes on\n"
    assert len(names()) == 2


def test_names_hold_any_signs_but_none_that_steer_a_terminal(factdesk: Command) -> None:
    Path("reports").mkdir()
    for name in ('it\'s "quoted" [1].txt', "tab\there.txt", "rtl\u202e.txt", "[red]bold[-red].txt"):
        Path("reports", name).write_text(REPORT)

    done = factdesk("evidence", "add", "reports")
    listed = factdesk("evidence", "list")

    assert "a name that cannot be written" in done.err
    assert names() == [
        "reports/[red]bold[-red].txt",
        'reports/it\'s "quoted" [1].txt',
        "reports/rtl\u202e.txt",
    ]
    assert "\u202e" not in listed.out
    assert "[red]bold[-red].txt" in listed.out
    assert factdesk("evidence", "remove", 'reports/it\'s "quoted" [1].txt').code == 0
