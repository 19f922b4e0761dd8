"""`factdesk run` from the outside: what it writes, prints and exits with."""

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import fsspec
import pytest

from pipeline.corpus.places import Folder
from tests.articles import STORM
from tests.batch_server import batch_server
from tests.command import Command
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
        {"id": "storm", "text": STORM, "url": "https://x.test/1", "desk": "weather"},
        {"id": "flood", "text": FLOOD},
    )

    done = factdesk("run", "corpus.jsonl", "--out", "out")

    assert (done.code, done.err) == (0, "")
    assert "2 articles: 2 done" in done.out
    results = rows_of(tmp_path / "out" / "results.jsonl")
    assert [(each["id"], each["status"], each["reason"]) for each in results] == [
        ("storm", "done", None),
        ("flood", "done", None),
    ]
    assert results[0]["extra"] == {"url": "https://x.test/1", "desk": "weather"}
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
    factdesk("run", "corpus.jsonl", "--out", "out")
    asked = len(server.requests)

    factdesk("run", "corpus.jsonl", "--out", "out")
    assert len(server.requests) == asked

    factdesk("run", "corpus.jsonl", "--out", "out", "--retry-failed")
    again = [each["messages"][1]["content"] for each in server.requests[asked:]]
    assert again
    assert all(DENIED in each for each in again)
    assert [each["attempts"] for each in rows_of(tmp_path / "out" / "not-processed.jsonl")] == [
        2,
        1,
    ]


def test_a_spent_budget_leaves_the_rest_for_a_larger_one(
    factdesk: Command, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("pipeline.llm.budget.price_of", lambda _, sent, __: Decimal(sent) / 1000)
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


def test_a_folder_an_article_is_what_brief_writes(factdesk: Command, tmp_path: Path) -> None:
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories" / "storm.txt").write_text(STORM, encoding="utf-8")

    factdesk("run", "stories", "--out", "out", "--folders")
    factdesk("brief", "stories/storm.txt", "--out", "alone")

    together = tmp_path / "out" / "articles" / "000001-storm"
    alone = {file.name: file.read_bytes() for file in (tmp_path / "alone" / "storm").iterdir()}
    assert {file.name: file.read_bytes() for file in together.iterdir()} == alone


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
        while len(server.exchanges) < 60 and stopped.poll() is None:
            time.sleep(0.002)
        stopped.send_signal(signal.SIGINT)
        _, said = stopped.communicate()
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
    async def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    write_corpus(tmp_path / "corpus.jsonl", {"text": FLOOD})
    monkeypatch.setattr("pipeline.cli.corpus_run.run_locally", stopped)

    done = factdesk("run", "corpus.jsonl", "--out", "out", *options)

    assert done.code == 130
    assert "stopped with 0 articles done; the same command goes on" in done.err
    assert ("no answer that was paid for is asked for again" in done.err) == paid_once


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
    monkeypatch.setattr("pipeline.corpus.batch.answering.FIRST_PAUSE", 0.001)
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
    monkeypatch.setattr("pipeline.corpus.batch.answering.FIRST_PAUSE", 0.001)

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
        if not file.name.startswith("run.db"):
            assert storage.cat_file(f"{s3}/out/{file.name}") == file.read_bytes()
    assert "2 done" in factdesk("run", f"{s3}/corpus.jsonl", "--out", f"{s3}/out").out
