"""`factdesk check --pairs` in processes of its own: stopped, killed, and one of its workers lost."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from pipeline.corpus.pairs import Plan, check_rows
from pipeline.corpus.pairs.checking import Result
from pipeline.corpus.pairs.rows import read_rows
from pipeline.numbers import Source
from pipeline.stages.check_statements import NamedSource
from pipeline.text.article import article_from_text
from tests.articles import STORM
from tests.command import Command

ROWS = 160


@pytest.fixture
def pairs(factdesk: Command) -> str:
    rows = [
        {"statement": f"Some {each} homes lost power.", "source": STORM} for each in range(ROWS)
    ]
    lines = [json.dumps(each) for each in rows]
    lines[7] = "{"
    Path("pairs.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert factdesk("check", "--pairs", "pairs.jsonl", "--out", "whole.jsonl").code == 3
    return "pairs.jsonl"


@pytest.fixture
def begun(pairs: str) -> Iterator[subprocess.Popen[str]]:
    """Return the command, begun in a session of its own, once it has written results."""
    words = ["check", "--pairs", pairs, "--out", "out.jsonl", "--workers", "2"]
    command = [sys.executable, "-m", "pipeline", *words]
    out = Path("out.jsonl")
    with subprocess.Popen(  # noqa: S603  # our own command
        command, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        while process.poll() is None and not (out.exists() and out.stat().st_size):
            time.sleep(0.002)
        yield process
        process.kill()


def test_a_run_that_is_killed_leaves_no_process_and_is_resumed_to_the_same_bytes(
    factdesk: Command, begun: subprocess.Popen[str], pairs: str
) -> None:
    begun.kill()
    begun.wait()

    assert all_ended(begun.pid)
    kept = Path("out.jsonl").read_bytes()
    whole = Path("whole.jsonl").read_bytes()
    assert whole.startswith(kept)
    assert 0 < len(kept) < len(whole)
    assert factdesk("check", "--pairs", pairs, "--out", "out.jsonl", "--resume").code == 3
    assert Path("out.jsonl").read_bytes() == whole


def test_ctrl_c_ends_with_130_and_keeps_what_was_written(
    factdesk: Command, begun: subprocess.Popen[str], pairs: str
) -> None:
    os.killpg(begun.pid, signal.SIGINT)
    said = begun.communicate()[1]

    assert begun.returncode == 130
    assert all_ended(begun.pid)
    *_, last = said.splitlines()
    kept = Path("out.jsonl").read_bytes()
    done = kept.count(b"\n")
    assert last.startswith(f"stopped after {done} rows, ")
    assert last.endswith(", 1 not checked; --resume goes on")
    assert "Traceback" not in said
    assert factdesk("check", "--pairs", pairs, "--out", "out.jsonl", "--resume").code == 3
    assert Path("out.jsonl").read_bytes() == Path("whole.jsonl").read_bytes()


def all_ended(group: int) -> bool:
    """Return whether the processes of a group end by themselves, within some seconds."""
    for _ in range(2_000):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    return False


class Deadly(NamedSource):
    """A source that ends the process which reads it, as the kernel does one that takes all memory."""

    @property
    def read(self) -> Source:
        os._exit(9)


def test_a_row_that_ends_its_process_is_a_result_and_all_others_are_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pipeline.corpus.pairs.rows._ROWS", 2)
    own = {"statement": "Nearly 480 homes lost power.", "source": STORM}
    rows = [own] * 3 + [{"statement": "It cost $5."}] + [own] * 6
    text = "\n".join(json.dumps(each) for each in rows)
    deadly = Deadly("deadly", article_from_text(STORM), is_file_text=False)
    written: list[Result] = []

    plan = Plan("pairs.jsonl", frozenset(), (deadly,))
    for _ in check_rows(read_rows(BytesIO(text.encode())), plan, written.extend, workers=2):
        pass

    assert [each.row for each in written] == [*range(1, len(rows) + 1)]
    assert {each.row: each.reason for each in written if each.reason} == {
        4: "the process that checked it was ended, as by a lack of memory: check the row by itself"
    }
