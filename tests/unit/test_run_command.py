"""`factdesk run` from the outside: what it writes, prints and exits with."""

import csv
import dataclasses
import functools
import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from pipeline.corpus import local_run
from pipeline.corpus.results_folder import Folder
from pipeline.llm import open_model
from pipeline.llm.pacing import AdaptiveLimit
from tests.articles import STORM
from tests.batch_server import batch_server
from tests.command import PATIENCE, Command, wait_until
from tests.pay_once.newsroom import TREE
from tests.s3 import put
from tests.scripted_server import Reply, ScriptedServer, completion, failing, scripted_server

FLOOD = "Aldern counted 27 flooded cellars on Monday, and 9 of 12 pumps failed."
DENIED = "Brokvik counted 11 boats."


def rows_of(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def write_corpus(path: Path, *rows: Mapping[str, object] | str) -> None:
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def answer(body: dict[str, Any]) -> Reply:
    """Take the first sentence for everything, but turn one article down."""
    document = body["messages"][1]["content"]
    if DENIED in document:
        return failing(400, "the prompt is too odd")
    sentence = document.split("[s1] ")[1].splitlines()[0]
    if body["response_format"]["json_schema"]["name"] == "Brief":
        points = [{"sentence_ids": ["s1"], "text": sentence}] * 3
        return completion({"headline": "News", "points": points})
    claim = {"id": "s1", "speaker": "", "text": sentence, "kind": "fact"}
    return completion({"claims": [claim]})


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, factdesk: Command) -> Iterator[ScriptedServer]:  # noqa: ARG001  # it clears the environment first
    with scripted_server(answer) as served:
        monkeypatch.setenv("OPENAI_BASE_URL", served.base_url)
        monkeypatch.setenv("FACTDESK_MODEL", "scripted")
        yield served


def test_a_corpus_becomes_results_in_its_order_and_one_worklist(
    factdesk: Command, tmp_path: Path
) -> None:
    write_corpus(
        tmp_path / "corpus.jsonl",
        {
            "id": "storm",
            "text": STORM,
            "url": "https://x.test/1",
            "published_at": "14/02/2026",
            "desk": "weather",
        },
        {"id": "flood", "text": FLOOD, "title": "Cellars"},
    )

    done = factdesk("run", "corpus.jsonl", "--out", "out")

    assert (done.code, done.err) == (0, "")
    assert "2 articles: 2 done" in done.out
    results = rows_of(tmp_path / "out" / "results.jsonl")
    assert [(each["id"], each["status"], each["reason"]) for each in results] == [
        ("storm", "done", None),
        ("flood", "done", None),
    ]
    assert [each["extra"] for each in results] == [
        {"url": "https://x.test/1", "published_at": "14/02/2026", "desk": "weather"},
        {"title": "Cellars"},
    ]
    listed = sum(len(each["result"]["worklist"]["rows"]) for each in results)
    merged = rows_of(tmp_path / "out" / "worklist.jsonl")
    assert sum(len(row["places"]) for row in merged) == listed > 5
    told = {(place["id"], place["url"]) for row in merged for place in row["places"]}
    assert told == {("storm", "https://x.test/1"), ("flood", None)}
    with (tmp_path / "out" / "worklist.csv").open(encoding="utf-8", newline="") as table:
        assert [row["rank"] for row in csv.DictReader(table)] == [
            str(row["rank"]) for row in merged
        ]


def test_a_second_run_does_only_what_is_new(
    factdesk: Command, server: ScriptedServer, tmp_path: Path
) -> None:
    write_corpus(tmp_path / "corpus.jsonl", {"id": "flood", "text": FLOOD})
    factdesk("run", "corpus.jsonl", "--out", "out", "--no-cache")
    asked = len(server.requests)

    write_corpus(
        tmp_path / "corpus.jsonl", {"id": "flood", "text": FLOOD}, {"id": "storm", "text": STORM}
    )
    done = factdesk("run", "corpus.jsonl", "--out", "out", "--no-cache")

    assert "2 articles: 2 done" in done.out
    assert len(server.requests) == 2 * asked
    assert all(FLOOD not in each["messages"][1]["content"] for each in server.requests[asked:])


def test_a_run_into_another_folder_asks_nobody_and_writes_the_same_bytes(
    factdesk: Command, server: ScriptedServer, tmp_path: Path
) -> None:
    write_corpus(
        tmp_path / "corpus.jsonl", {"id": "flood", "text": FLOOD}, {"id": "storm", "text": STORM}
    )
    factdesk("run", "corpus.jsonl", "--out", "first")
    asked = len(server.requests)

    factdesk("run", "corpus.jsonl", "--out", "reports")
    for file in (tmp_path / "cache" / "reports").iterdir():
        file.unlink()
    factdesk("run", "corpus.jsonl", "--out", "answers")

    assert len(server.requests) == asked == 4
    for name in ("results.jsonl", "worklist.jsonl", "worklist.csv", "summary.json"):
        first, reports, answers = (
            (tmp_path / out / name).read_bytes() for out in ("first", "reports", "answers")
        )
        assert first == reports == answers


@pytest.mark.usefixtures("server")
def test_poison_costs_no_other_article_and_each_is_named_with_its_reason(
    factdesk: Command, tmp_path: Path
) -> None:
    write_corpus(
        tmp_path / "corpus.jsonl",
        *({"id": f"good {number}", "text": f"{FLOOD} It rained {number}."} for number in range(40)),
        {"id": "empty", "text": " \n "},
        {"id": "huge", "text": "The sea rose 5 metres. " * 220_000},
        '{"id": "hostile", "text": "\\u0000\\u0007',
        {"id": "denied", "text": DENIED},
        *(
            {"id": f"good {number}", "text": f"{FLOOD} It rained {number}."}
            for number in range(40, 80)
        ),
    )

    done = factdesk("run", "corpus.jsonl", "--out", "out")

    assert done.code == 3
    assert "84 articles: 80 done, 1 failed, 3 not processable" in done.out
    results = rows_of(tmp_path / "out" / "results.jsonl")
    assert [each["status"] for each in results] == ["done"] * 40 + ["failed"] * 4 + ["done"] * 40
    failed = {each["source"]: each["reason"] for each in results if each["status"] == "failed"}
    assert list(failed) == [f"corpus.jsonl:{line}" for line in range(41, 45)]
    for source, words in zip(
        failed,
        ("is empty", "5,", "is no JSON", "too odd"),
        strict=True,
    ):
        assert failed[source].startswith(f"not processed: {source}")
        assert words in failed[source]
    assert [each["source"] for each in rows_of(tmp_path / "out" / "not-processed.jsonl")] == list(
        failed
    )


def test_what_failed_is_tried_again_when_asked_for(
    factdesk: Command, server: ScriptedServer, tmp_path: Path
) -> None:
    write_corpus(tmp_path / "corpus.jsonl", {"text": DENIED}, {"text": ""})
    first = factdesk("run", "corpus.jsonl", "--out", "out")
    asked = len(server.requests)
    assert "What failed is tried once more with --retry-failed" in first.out

    quiet = factdesk("run", "corpus.jsonl", "--out", "out", "--quiet")
    assert len(server.requests) == asked
    assert quiet.out == ""
    assert all(line.startswith("Not processed, 1: ") for line in quiet.err.splitlines())

    factdesk("run", "corpus.jsonl", "--out", "out", "--retry-failed")
    again = [each["messages"][1]["content"] for each in server.requests[asked:]]
    assert again
    assert all(DENIED in each for each in again)
    assert [each["attempts"] for each in rows_of(tmp_path / "out" / "not-processed.jsonl")] == [
        2,
        1,
    ]


async def at_once(_: float) -> None:
    """Wait for nothing."""


@pytest.mark.parametrize(("has_answered", "code", "most"), [(True, 0, 7), (False, 3, 5)])
def test_a_server_may_be_away_for_a_while_once_it_has_answered(
    factdesk: Command,
    monkeypatch: pytest.MonkeyPatch,
    has_answered: bool,  # noqa: FBT001  # of a table
    code: int,
    most: int,
) -> None:
    counted: Counter[str] = Counter()
    answered = threading.Event()
    serve = AdaptiveLimit.served

    def served_before(limit: AdaptiveLimit) -> None:
        serve(limit)
        answered.set()

    def away(body: dict[str, Any]) -> Reply:
        question = body["response_format"]["json_schema"]["name"]
        counted[question] += 1
        if question == "Claims" and counted[question] <= 6:
            # Not before the other answer is there, in whichever order the two requests come.
            return dataclasses.replace(failing(503), until=answered if has_answered else None)
        return answer(body) if has_answered else failing(503)

    monkeypatch.setattr(AdaptiveLimit, "served", served_before)
    monkeypatch.setattr(local_run, "open_model", functools.partial(open_model, sleep=at_once))
    with scripted_server(away) as served:
        monkeypatch.setenv("OPENAI_BASE_URL", served.base_url)
        done = factdesk("run", "storm.txt", "--out", "out", "--model", "scripted")

    assert (done.code, max(counted.values())) == (code, most)


def test_a_spent_budget_leaves_the_rest_for_a_larger_one(
    factdesk: Command, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("pipeline.llm.prices.price_of", lambda _, sent, __: Decimal(sent) / 1000)
    write_corpus(
        tmp_path / "corpus.jsonl", *({"text": f"{FLOOD} It rained {n}."} for n in range(60))
    )

    done = factdesk("run", "corpus.jsonl", "--out", "out", "--budget", "0.5", "--concurrency", "2")

    assert done.code == 4
    assert "the budget of $0.5000 is spent" in done.err
    assert 1 < len(server.requests) < 60
    assert 0 < len(rows_of(tmp_path / "out" / "results.jsonl")) < 60
    assert factdesk("run", "corpus.jsonl", "--out", "out").code == 0
    assert len(rows_of(tmp_path / "out" / "results.jsonl")) == 60


def test_results_come_as_parquet_too(factdesk: Command, tmp_path: Path) -> None:
    from pyarrow import parquet  # noqa: PLC0415  # half a second

    write_corpus(
        tmp_path / "corpus.jsonl", {"id": "flood", "text": FLOOD}, {"id": "no", "text": ""}
    )

    factdesk("run", "corpus.jsonl", "--out", "lines")
    factdesk("run", "corpus.jsonl", "--out", "table", "--format", "parquet")

    rows = parquet.read_table(tmp_path / "table" / "results.parquet").to_pylist()
    lines = rows_of(tmp_path / "lines" / "results.jsonl")
    assert [row["id"] for row in rows] == ["flood", "no"]
    for row, line in zip(rows, lines, strict=True):
        assert json.loads(row["result"] or "null") == line["result"]
        assert (row["status"], row["reason"]) == (line["status"], line["reason"])


def test_results_of_another_format_are_said_to_be_of_an_earlier_run(
    factdesk: Command, tmp_path: Path
) -> None:
    write_corpus(tmp_path / "corpus.jsonl", {"text": FLOOD})

    first = factdesk("run", "corpus.jsonl", "--out", "out")
    second = factdesk("run", "corpus.jsonl", "--out", "out", "--format", "parquet")

    assert first.err == ""
    assert second.err == "out/results.jsonl is left from an earlier run, and not of this one\n"


def test_a_folder_an_article_is_what_brief_writes(factdesk: Command, tmp_path: Path) -> None:
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories" / "storm.txt").write_text(STORM, encoding="utf-8")

    factdesk("run", "stories", "--out", "out", "--folders")
    factdesk("brief", "stories/storm.txt", "--out", "alone")

    together = tmp_path / "out" / "articles" / "000001-storm"
    alone = {file.name: file.read_bytes() for file in (tmp_path / "alone" / "storm").iterdir()}
    assert {file.name: file.read_bytes() for file in together.iterdir()} == alone


def test_folders_are_named_by_the_ids_of_rows_and_the_names_of_files(
    factdesk: Command, tmp_path: Path
) -> None:
    (tmp_path / "stories" / "deep").mkdir(parents=True)
    (tmp_path / "stories" / "deep" / "storm.txt").write_text(STORM, encoding="utf-8")
    ids: list[dict[str, object]] = [{"id": "../../etc/Ünder 7.5"}, {"id": 2}, {"id": "!!!"}, {}]
    write_corpus(tmp_path / "stories" / "rows.jsonl", *({"text": FLOOD} | each for each in ids))

    factdesk("run", "stories", "--out", "out", "--folders")

    assert sorted(each.name for each in (tmp_path / "out" / "articles").iterdir()) == [
        "000001-storm",
        "000002-etc-under-7-5",
        "000003-2",
        "000004-article",
        "000005-rows",
    ]


@pytest.mark.parametrize(
    "args", [("--folders",), ("--format", "parquet"), ("--ledger", "elsewhere")]
)
@pytest.mark.parametrize("out", ["stories", "stories/out"])
def test_a_corpus_whose_results_lie_in_it_does_not_read_them(
    factdesk: Command, tmp_path: Path, out: str, args: tuple[str, ...]
) -> None:
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories" / "storm.txt").write_text(STORM, encoding="utf-8")
    (tmp_path / "stories" / "flood.txt").write_text(FLOOD, encoding="utf-8")
    (tmp_path / "stories" / "summary.txt").write_text(FLOOD, encoding="utf-8")

    runs = [factdesk("run", "stories", "--out", out, *args) for _ in range(3)]
    pattern = factdesk("run", "stories/**/*", "--out", "other")

    assert [each.code for each in (*runs, pattern)] == [0, 0, 0, 0]
    assert all("3 articles: 3 done" in each.out for each in (*runs, pattern))
    assert "written by factdesk" in runs[1].out


def test_what_brief_wrote_into_a_corpus_is_not_read(factdesk: Command, tmp_path: Path) -> None:
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories" / "storm.txt").write_text(STORM, encoding="utf-8")
    for _ in range(2):
        factdesk("brief", "stories/storm.txt", "--out", "stories/out")
        (tmp_path / "stories" / "storm.txt").write_text(STORM + FLOOD, encoding="utf-8")

    done = factdesk("run", "stories", "--out", "out")

    assert "1 article: 1 done" in done.out


def test_events_are_lines_of_json_for_a_program(factdesk: Command, tmp_path: Path) -> None:
    write_corpus(
        tmp_path / "corpus.jsonl", {"id": "flood", "text": FLOOD}, {"id": "no", "text": ""}
    )

    done = factdesk("run", "corpus.jsonl", "--out", "out", "--progress", "jsonl")

    events = [json.loads(line) for line in done.out.splitlines()]
    assert [each["event"] for each in events] == ["article", "article", "summary"]
    assert {each["article"]["id"]: each["article"]["status"] for each in events[:2]} == {
        "flood": "done",
        "no": "dead",
    }
    assert events[-1]["summary"]["articles"] == {"done": 1, "failed": 0, "dead": 1, "pending": 0}


def test_quiet_prints_nothing_where_nothing_is_wrong(factdesk: Command, tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus.jsonl", {"id": "flood", "text": FLOOD})

    done = factdesk("run", "corpus.jsonl", "--out", "out", "--quiet")

    assert done == (0, "", "")


def test_help_fills_its_lines_and_shows_what_to_install(factdesk: Command) -> None:
    shown = factdesk("run", "--help").out
    told = " ".join(shown.replace("│", " ").split())

    assert "a run that was stopped, killed or out of budget goes on where it was" in shown
    assert "(needs factdesk[ray])" in told
    assert "Exit codes: 0 fine · 1 findings" in told
    assert "  factdesk run corpus.jsonl --out out --retry-failed" in shown


def test_a_table_with_names_of_its_own_is_read_by_those_that_are_told(
    factdesk: Command, tmp_path: Path
) -> None:
    (tmp_path / "export.csv").write_text(f"nr;body;headline\n7;{DENIED};Boats\n", encoding="utf-8")

    without = factdesk("run", "export.csv", "--out", "out")
    done = factdesk(
        "run", "export.csv", "--out", "out", "--columns", "text=body, id=nr,title=headline"
    )

    assert "has no column named text or html (it has nr;body;headline)" in without.err
    assert "or say which it is: --columns text=…" in without.err
    assert done.code == 0
    [row] = rows_of(tmp_path / "out" / "results.jsonl")
    assert (row["id"], row["result"]["article"]["title"], row["extra"]) == (
        "7",
        "Boats",
        {"title": "Boats"},
    )


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ("body", "--columns 'body' names no column: give it as text=body"),
        ("body=text", "--columns knows no 'body': it is one of html, id, published_at, text"),
        ("text=a,text=b", "--columns names 'text' twice"),
        ("text=a,html=a", "--columns names 'a' twice"),
    ],
)
def test_columns_that_cannot_be_meant_are_told(factdesk: Command, columns: str, says: str) -> None:
    done = factdesk("run", "export.csv", "--out", "out", "--columns", columns)

    assert (done.code, says in done.err) == (2, True)


def test_a_corpus_that_is_not_there_leaves_nothing_behind(
    factdesk: Command, tmp_path: Path
) -> None:
    write_corpus(tmp_path / "corpus.jsonl", {"text": FLOOD})
    (tmp_path / "no.csv").write_text("body\nIt rose.\n", encoding="utf-8")

    codes = [factdesk("run", each, "--out", "new/out").code for each in ("none", "no.csv")]
    left = (tmp_path / "new" / "out").exists()
    factdesk("run", "corpus.jsonl", "--out", "out")
    again = factdesk("run", "none", "--out", "out").code

    assert (codes, left, again) == ([2, 2], False, 2)
    assert len(rows_of(tmp_path / "out" / "results.jsonl")) == 1
    assert "1 article: 1 done" in factdesk("run", "corpus.jsonl", "--out", "out").out


def test_ids_that_are_given_twice_are_told(factdesk: Command, tmp_path: Path) -> None:
    ids = [*(f"{n}" for n in range(7)), "once", *(f"{n}" for n in range(7)), "0"]
    write_corpus(tmp_path / "corpus.jsonl", *({"id": each, "text": FLOOD} for each in ids))
    told = "Ids given more than once, 7: 0, 1, 2, 3, 4 and 2 more"

    done = factdesk("run", "corpus.jsonl", "--out", "out")

    assert (done.code, told in done.out.splitlines()) == (0, True)
    summary = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert summary["repeated_ids"] == {"count": 7, "examples": ["0", "1", "2", "3", "4"]}


def test_the_reason_names_the_article_and_reads_as_a_sentence(
    factdesk: Command, tmp_path: Path
) -> None:
    write_corpus(tmp_path / "corpus.jsonl", {"id": "no", "text": ""})

    factdesk("run", "corpus.jsonl", "--out", "out")

    [row] = rows_of(tmp_path / "out" / "results.jsonl")
    assert row["reason"].startswith("not processed: corpus.jsonl:1 is empty: give it the text")


def test_quiet_says_what_was_not_processed(factdesk: Command, tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus.jsonl", {"id": "flood", "text": FLOOD}, {"id": "no"})

    done = factdesk("run", "corpus.jsonl", "--out", "out", "--quiet")

    assert (done.code, done.out) == (3, "")
    assert done.err.startswith("Not processed, 1: it has no text and no html")


def test_what_is_left_out_of_a_folder_is_counted_at_the_end(
    factdesk: Command, tmp_path: Path
) -> None:
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories" / "storm.txt").write_text(STORM, encoding="utf-8")
    for name in ("a[b].jpg", "b.jpg"):
        (tmp_path / "stories" / name).touch()
    told = "Left out, 2: in no form that is read by its name (stories/a[b].jpg, stories/b.jpg)"

    first = factdesk("run", "stories", "--out", "out")
    again = factdesk("run", "stories", "--out", "out")
    dry = factdesk("run", "stories", "--out", "out", "--dry-run")

    assert (first.code, first.err, again) == (0, "", first)
    assert told in first.out.splitlines()
    assert told in dry.out.splitlines()
    [cause] = json.loads((tmp_path / "out" / "summary.json").read_text())["left_out"]
    assert (cause["cause"], cause["count"]) == ("in no form that is read by its name", 2)


def test_a_corpus_of_nothing_that_is_read_says_what_it_left_out(
    factdesk: Command, tmp_path: Path
) -> None:
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories" / "a.story").write_text(STORM, encoding="utf-8")

    done = factdesk("run", "stories", "--out", "out")

    assert done.code == 2
    assert "Left out, 1: in no form that is read by its name (stories/a.story)" in done.err
    assert "stories holds no article" in done.err


def test_a_folder_that_cannot_be_listed_is_told_and_fails_the_run(
    factdesk: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "stories" / "locked").mkdir(parents=True)
    (tmp_path / "stories" / "storm.txt").write_text(STORM, encoding="utf-8")
    scan = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr("pipeline.corpus.reading.corpus_files.os.scandir", refuse)

    done = factdesk("run", "stories", "--out", "out", "--quiet")

    assert (done.code, done.out) == (3, "")
    assert done.err == "stories/locked/: cannot be listed (Permission denied)\n"


def test_alerts_fail_a_run_that_is_told_so(factdesk: Command, tmp_path: Path) -> None:
    write_corpus(
        tmp_path / "corpus.jsonl", {"text": "Of the members, 22 of 32 (62 percent) met it."}
    )

    assert factdesk("run", "corpus.jsonl", "--out", "out").code == 0
    assert factdesk("run", "corpus.jsonl", "--out", "out", "--fail-on", "error").code == 1


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("run", "no-such-folder", "--out", "out"), "no-such-folder"),
        (
            ("run", "storm.txt", "--out", "s3://bucket/x", "--folders"),
            "--folders writes to a folder",
        ),
        (("run", "stories", "--out", "storm.txt"), "storm.txt"),
    ],
)
def test_what_cannot_work_is_told_in_a_line(
    factdesk: Command, tmp_path: Path, args: tuple[str, ...], words: str
) -> None:
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories" / "storm.txt").write_text(STORM, encoding="utf-8")

    done = factdesk(*args)

    assert done.code == 2
    assert words in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("elsewhere", [(), ("--ledger", "elsewhere")])
def test_two_runs_at_once_do_not_write_to_one_folder(
    factdesk: Command, elsewhere: tuple[str, ...]
) -> None:
    with Folder("out").held():
        refused = factdesk("run", "storm.txt", "--out", "out/", *elsewhere)
    done = factdesk("run", "storm.txt", "--out", "out", *elsewhere)

    assert (refused.code, done.code) == (2, 0)
    assert refused.err == (
        "factdesk: another run is writing to 'out/': let it end, or give another --out\n"
    )


def test_a_dry_run_says_what_would_be_asked_and_writes_nothing(
    factdesk: Command, server: ScriptedServer, tmp_path: Path
) -> None:
    write_corpus(tmp_path / "corpus.jsonl", {"text": FLOOD}, {"text": STORM}, {"text": ""})

    done = factdesk("run", "corpus.jsonl", "--out", "out", "--dry-run")

    assert "Articles: 2; not processable: 1." in done.out
    assert re.search(r"claims\.v2 +2 +0 ", done.out)
    assert (server.requests, (tmp_path / "out").exists()) == ([], False)


def test_a_run_that_is_interrupted_exits_130_and_the_same_command_goes_on(
    server: ScriptedServer, tmp_path: Path
) -> None:
    rows = [{"id": f"a{n}", "text": f"{FLOOD} It rained {n}."} for n in range(200)]
    write_corpus(tmp_path / "corpus.jsonl", *rows)

    with server.holding(60):
        stopped = started(tmp_path, server)
        wait_until(lambda: len(server.exchanges) >= 60, stopped)
        stopped.send_signal(signal.SIGINT)
        _, said = stopped.communicate(timeout=PATIENCE)
    asked = len(server.exchanges)
    goes_on = started(tmp_path, server)
    goes_on.communicate()

    assert stopped.returncode == 130
    assert re.search(r"stopped with \d+ articles done; the same command goes on", said)
    assert goes_on.returncode == 0
    assert [each["id"] for each in rows_of(tmp_path / "out" / "results.jsonl")] == [
        row["id"] for row in rows
    ]
    assert asked < len(server.exchanges) <= 2 * len(rows) + 4


@pytest.mark.parametrize(("options", "paid_once"), [((), True), (("--no-cache",), False)])
@pytest.mark.usefixtures("server")
def test_what_a_stopped_run_promises_is_so(
    factdesk: Command,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    options: tuple[str, ...],
    *,
    paid_once: bool,
) -> None:
    async def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    write_corpus(tmp_path / "corpus.jsonl", {"text": FLOOD})
    monkeypatch.setattr("pipeline.cli.run.run_locally", stopped)

    done = factdesk("run", "corpus.jsonl", "--out", "out", *options)

    assert done.code == 130
    assert "stopped with 0 articles done; the same command goes on" in done.err
    assert ("no answer that was paid for is asked for again" in done.err) == paid_once


def test_a_stopped_run_that_could_keep_no_answer_says_so(
    factdesk: Command, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setenv("FACTDESK_CACHE_DIR", "storm.txt")
    monkeypatch.setattr("pipeline.corpus.engine.Engine.run", stopped)

    done = factdesk("run", "storm.txt", "--out", "out")

    assert (done.code, server.requests) == (130, [])
    assert "answers are not being cached in storm.txt" in done.err
    assert done.err.endswith("stopped with 0 articles done; the same command goes on\n")


def started(folder: Path, server: ScriptedServer) -> subprocess.Popen[str]:
    options = ("--out", "out", "--model", "scripted", "--concurrency", "4")
    environ = {"OPENAI_BASE_URL": server.base_url, "FACTDESK_CACHE_DIR": "cache"}
    return subprocess.Popen(  # noqa: S603  # our own command
        [sys.executable, "-m", "pipeline", "run", "corpus.jsonl", *options],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(TREE), **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_answers_of_batches_give_the_results_of_an_ordinary_run(
    factdesk: Command, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write_corpus(
        tmp_path / "corpus.jsonl", {"id": "flood", "text": FLOOD}, {"id": "no", "text": ""}
    )
    factdesk("run", "corpus.jsonl", "--out", "live")
    monkeypatch.setenv("FACTDESK_CACHE_DIR", str(tmp_path / "another"))
    monkeypatch.setattr("pipeline.corpus.batch.waves.FIRST_PAUSE", 0.001)
    asked = len(server.requests)

    with batch_server(answer) as script:
        monkeypatch.setenv("OPENAI_BASE_URL", script.base_url)
        submitted = factdesk("run", "corpus.jsonl", "--out", "batched", "--batch", "--no-wait")
        done = factdesk("run", "corpus.jsonl", "--out", "batched", "--batch")

    assert submitted.code == 0
    assert "submitting 2 requests in 1 batch" in submitted.err
    assert "the same command goes on" in submitted.err
    assert done.code == 3  # for the row without text
    assert len(script.executed) == asked
    assert script.live == []
    live, batched = (tmp_path / name / "results.jsonl" for name in ("live", "batched"))
    assert batched.read_bytes() == live.read_bytes()


def test_what_batches_leave_unanswered_is_not_asked_for_at_the_full_price(
    factdesk: Command, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write_corpus(tmp_path / "corpus.jsonl", {"id": "flood", "text": FLOOD}, {"text": DENIED})
    monkeypatch.setattr("pipeline.corpus.batch.waves.FIRST_PAUSE", 0.001)

    with batch_server(answer) as script:
        monkeypatch.setenv("OPENAI_BASE_URL", script.base_url)
        done = factdesk("run", "corpus.jsonl", "--out", "out", "--batch")

    assert (done.code, script.live, server.requests) == (3, [], [])
    first, second = rows_of(tmp_path / "out" / "results.jsonl")
    assert (first["status"], second["status"]) == ("done", "failed")
    assert "not answered by a batch: " in second["reason"]
    assert "too odd" in second["reason"]


def test_a_corpus_and_its_results_lie_in_a_bucket(
    factdesk: Command, s3: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    corpus = "".join(json.dumps({"id": each, "text": FLOOD}) + "\n" for each in ("a", "b"))
    put({f"{s3}/corpus.jsonl": corpus.encode()})

    done = factdesk("run", f"{s3}/corpus.jsonl", "--out", f"{s3}/out")
    factdesk("run", f"{s3}/corpus.jsonl", "--out", "here")

    assert (done.code, done.err) == (0, "")
    assert f"to {s3}/out" in done.out
    storage = fsspec.filesystem("s3")
    for file in (tmp_path / "here").iterdir():
        if not file.name.startswith(("run.db", ".")):
            assert storage.cat_file(f"{s3}/out/{file.name}") == file.read_bytes()
    assert "2 done" in factdesk("run", f"{s3}/corpus.jsonl", "--out", f"{s3}/out").out


def test_a_bucket_that_is_not_there_is_said_before_any_work_and_is_not_made(
    factdesk: Command, tmp_path: Path, s3: str
) -> None:
    write_corpus(tmp_path / "corpus.jsonl", {"id": "flood", "text": FLOOD})

    done = factdesk("run", "corpus.jsonl", "--out", "s3://dsek/out")

    assert done.code == 2
    assert "there is no bucket 'dsek'" in done.err
    assert fsspec.filesystem("s3").ls("") == [s3.removeprefix("s3://")]


def test_what_a_storage_says_as_results_are_written_is_told_in_a_line(
    factdesk: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_corpus(tmp_path / "corpus.jsonl", {"id": "flood", "text": FLOOD})

    class Refused(Exception):
        """As botocore's errors, which are of no kind of Python's."""

    def refuse(*_: object, **__: object) -> None:
        raise Refused("Unable to locate\ncredentials")

    monkeypatch.setattr(MemoryFileSystem, "open", refuse)

    done = factdesk("run", "corpus.jsonl", "--out", "memory://desk/out", "--ledger", "ledger")

    assert done.code == 2
    assert (
        "cannot write 'memory://desk/out/results.jsonl': Unable to locate credentials" in done.err
    )
