"""Documents are read by processes and put in by one: what has not changed is left, what fails told."""

import gc
import io
import json
import os
import resource
import sys
from collections.abc import Iterable
from pathlib import Path
from queue import SimpleQueue
from types import SimpleNamespace

import pytest

from pipeline.evidence.library import reader_process
from pipeline.evidence.library.adding import Added, Fault, Wanted, add
from pipeline.evidence.library.reader_process import Readers, Request, serve
from pipeline.evidence.library.reader_processes import ReaderProcesses
from pipeline.evidence.library.searching import Library
from pipeline.evidence.library.storing import Storing
from pipeline.fetch import Page
from pipeline.limits import Limits
from tests.unit.evidence import plain_readers

READERS = "tests.unit.evidence.plain_readers"
LIMITS = Limits(seconds=60, megabytes=2000)
TEXT = "Budget\nSpending rose to £3.2 million.\nThe council has 32 members.\n"
TABLE = "Service,2023,2024\nRoads,3,4\nParks,1,\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "report.txt").write_text(TEXT)
    (tmp_path / "table.csv").write_text(TABLE)
    return tmp_path


def adding(
    folder: Path, names: Iterable[str], *, limits: Limits = LIMITS, processes: int = 2
) -> tuple[Added, list[Fault]]:
    added = Added()
    with (
        Storing.open(folder / "evidence.sqlite") as storing,
        ReaderProcesses(processes, limits, reading=READERS, cells=READERS) as readers,
    ):
        wanted = [Wanted(name, str(folder / name)) for name in names]
        faults = list(add(storing, wanted, readers, added=added))
    return added, faults


def listed(folder: Path) -> list[tuple[str, int, int, int]]:
    with Library.open(folder / "evidence.sqlite") as library:
        return [(e.name, e.sentences, e.cells, e.figures) for e in library.sources()]


def test_documents_are_read_and_counted(folder: Path) -> None:
    added, faults = adding(folder, ["report.txt", "table.csv"])

    assert faults == []
    assert listed(folder) == [("report.txt", 2, 0, 2), ("table.csv", 0, 5, 3)]
    assert added == Added(documents=2, sentences=2, cells=5, figures=5, passages=4)
    with Library.open(folder / "evidence.sqlite") as library:
        assert library.sources()[0].title == "Budget"
        assert [hit.column for hit in library.by_number("GBP", 4e6, 4e6, 5)] == [2]


def test_what_has_not_changed_is_left_and_what_has_is_replaced(folder: Path) -> None:
    adding(folder, ["report.txt", "table.csv"])
    (folder / "report.txt").write_text(TEXT + "Nothing else.\n")

    added, faults = adding(folder, ["report.txt", "table.csv"])

    assert faults == []
    assert (added.documents, added.unchanged, added.settled) == (1, 1, 2)
    assert listed(folder)[0] == ("report.txt", 3, 0, 2)


def test_a_document_with_the_same_text_elsewhere_is_one_of_its_own(folder: Path) -> None:
    (folder / "copy.txt").write_text(TEXT)

    assert adding(folder, ["report.txt", "copy.txt"])[0].documents == 2


@pytest.mark.parametrize(
    ("line", "limits", "said"),
    [
        ("killed", LIMITS, "the process that read it was ended, as by a lack of memory"),
        ("memory", LIMITS, "needs more memory than 2,000 MB to be read: give it in parts"),
        ("work", Limits(1, 2000), "took more than 1 s of work from one part to the next"),
        ("fault", LIMITS, "a fault of factdesk itself, please report it: ZeroDivisionError"),
    ],
)
def test_what_ends_a_process_costs_one_document(
    folder: Path, line: str, limits: Limits, said: str
) -> None:
    names = ["report.txt", *(f"more{n}.txt" for n in range(3)), "bad.txt", "table.csv", "end.txt"]
    for name in names[1:4] + names[-1:]:
        (folder / name).write_text(TEXT)
    many = "\n".join(f"Sentence {n}." for n in range(1000))
    (folder / "bad.txt").write_text(f"{TEXT}{many}\n{line}\n")

    added, (fault,) = adding(folder, names, limits=limits)

    assert fault.where.endswith("bad.txt")
    assert said in fault.told
    assert "bad.txt" in fault.told
    assert "\n" not in fault.told
    assert (added.documents, added.failed) == (6, 1)
    assert [name for name, *_ in listed(folder)] == sorted(set(names) - {"bad.txt"})


def test_what_cannot_be_read_is_told_and_what_was_known_of_it_stays(folder: Path) -> None:
    adding(folder, ["report.txt"])
    (folder / "report.txt").write_text("")
    (folder / "title.txt").write_text("Budget")

    added, faults = adding(folder, ["report.txt", "title.txt", "nothing.txt", "table.csv", "."])

    assert [fault.told.removeprefix(f"{folder}/") for fault in faults] == [
        "report.txt is empty: give it some text",
        "title.txt holds no sentence and no table that can be read",
        "nothing.txt cannot be read: No such file or directory",
        f"{folder} is no file: name a file, a folder, or an address",
    ]
    assert (added.documents, added.failed) == (1, 4)
    assert [name for name, *_ in listed(folder)] == ["report.txt", "table.csv"]


def test_the_library_does_not_depend_on_how_many_processes_read(folder: Path) -> None:
    names = []
    for number in range(12):
        names.append(f"{number}.txt")
        lines = "\n".join(f"Line {n} of {number}." for n in range(number * 40))
        (folder / f"{number}.txt").write_text(f"Title\n{lines}\n")
    contents = []
    for processes in (1, 3):
        adding(folder, names, processes=processes)
        contents.append((folder / "evidence.sqlite").read_bytes())
        (folder / "evidence.sqlite").unlink()

    assert contents[0] == contents[1]


def answers(*requests: Request, limits: Limits = LIMITS) -> list[list[object]]:
    out = io.BytesIO()
    lines = [json.dumps(request).encode() for request in requests]
    readers = Readers(plain_readers.read_parts, plain_readers.cell_values)
    serve(lines, out, lambda: readers, limits)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_what_keeps_readers_from_being_loaded_is_told(folder: Path) -> None:
    added = Added()
    with (
        Storing.open(folder / "evidence.sqlite") as storing,
        ReaderProcesses(1, LIMITS, reading="no_such_module") as readers,
    ):
        wanted = [Wanted("report.txt", str(folder / "report.txt"))]
        (fault,) = add(storing, wanted, readers, added=added)

    assert "a fault of factdesk itself, please report it: ModuleNotFoundError" in fault.told


def request(folder: Path, name: str) -> Request:
    return Request(name, str(folder / name), known=None, private=False)


def test_a_process_ends_after_a_lack_of_memory_and_after_nothing_else(folder: Path) -> None:
    for line in ("memory", "fault"):
        (folder / f"{line}.txt").write_text(f"{TEXT}{line}\n")
    asked = [
        request(folder, name) for name in ("fault.txt", "table.csv", "memory.txt", "report.txt")
    ]

    told = answers(*asked)

    assert [
        answer[0] for answer in told
    ] == "source part fault source part passages ended source part fault".split()


def test_a_file_that_changes_while_it_is_read_is_not_added(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change(_: str) -> None:
        (folder / "report.txt").write_text(TEXT + "Changed.")

    monkeypatch.setattr(plain_readers, "_obey", change)

    told = answers(request(folder, "report.txt"))

    assert told[-1] == [
        "fault",
        f"{folder}/report.txt has changed while it was read: add it again",
        False,
    ]


def test_what_stands_at_an_address_is_read_like_a_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = Page(TEXT.encode(), "text/plain", None)
    monkeypatch.setattr("pipeline.fetch.fetch", lambda *_, **__: page)
    address = "https://example.org/report?key=secret1"

    first, *_, last = answers(Request(address, address, known=None, private=False))
    again = answers(Request(address, address, known=str(first[4]), private=False))

    assert (first[:4], last, again) == (
        ["source", address, "Budget", "plain"],
        ["ended"],
        [["unchanged"]],
    )


def test_many_sentences_come_some_at_a_time(folder: Path) -> None:
    lines = "\n".join(f"Line {n} of many." for n in range(450))
    (folder / "report.txt").write_text(f"{TEXT}{lines}\n")

    told = answers(request(folder, "report.txt"))

    batches = [answer[1] for answer in told if answer[0] == "passages"]
    assert [len(batch) for batch in batches if isinstance(batch, list)] == [200, 200, 52]


def test_a_process_bounds_itself_and_keeps_its_answers_apart_from_what_is_printed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "report.txt").write_text(f"{TEXT}memory\n")
    line = json.dumps(request(folder, "report.txt")).encode()
    theirs, ours = os.pipe()
    done: list[object] = []
    ended: set[int] = set()
    monkeypatch.setattr(resource, "setrlimit", lambda _, most: done.append(most[0]))
    monkeypatch.setattr(os, "nice", done.append)
    monkeypatch.setattr(os, "dup", lambda _: ours)
    monkeypatch.setattr(os, "dup2", lambda *ends: done.append(ends))
    monkeypatch.setattr(reader_process, "collect_seldom", lambda: done.append("seldom"))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(line)))
    # By the work, which a lack of memory ends, and where nobody asks any more.
    monkeypatch.setattr(os, "_exit", ended.add)

    reader_process.main("60", "300", READERS, READERS)
    gc.unfreeze()

    with os.fdopen(theirs, "rb") as told:
        kinds = [json.loads(each)[0] for each in told]
    assert done == [300_000_000, 5, (2, 1), "seldom"]
    assert kinds == ["source", "part", "fault"]
    assert ended == {0}


def test_a_process_ends_with_whoever_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    heard, ended = SimpleQueue[bytes](), list[int]()
    monkeypatch.setattr(os, "_exit", ended.append)

    reader_process._listen([b"one", b"other"], heard)

    assert (heard.get(), heard.get(), ended) == (b"one", b"other", [0])


def test_what_a_parser_prints_is_no_answer(folder: Path) -> None:
    (folder / "report.txt").write_text(f"{TEXT}print\n")

    assert adding(folder, ["report.txt"])[1] == []
