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
from subprocess import PIPE

import pytest

from pipeline.corpus.pairs.checking import Plan, Result
from pipeline.corpus.pairs.pair_rows import read_rows
from pipeline.corpus.pairs.pool import check_rows
from pipeline.reconcile import Source
from pipeline.stages.check_statements import NamedSource
from pipeline.text.article import article_from_text
from schemas import Sensitivity
from tests.articles import STORM
from tests.command import PATIENCE, Command, wait_until

ROWS = 400
"""Results are written from the ninth chunk on that two workers were given: 288 rows."""
DRAFTS = "drafts.jsonl"


@pytest.fixture
def lines(factdesk: Command, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the rows, one of them broken, after a whole run over them from standard input."""
    rows = [
        {"statement": f"Some {each} homes lost power.", "source": STORM} for each in range(ROWS)
    ]
    written = [f"{json.dumps(each)}\n" for each in rows]
    written[7] = "{\n"
    Path(DRAFTS).write_text("".join(written), encoding="utf-8")
    assert checked(factdesk, monkeypatch, "--out", "whole.jsonl") == 3
    return written


@pytest.fixture
def begun(lines: list[str]) -> Iterator[subprocess.Popen[str]]:
    """Return the command, begun in a session of its own, once it has written results.

    It cannot come to its end, however fast it is: the last row is held back.
    """
    words = ["check", "--pairs", "-", "--out", "out.jsonl", "--workers", "2"]
    command = [sys.executable, "-m", "pipeline", *words]
    out = Path("out.jsonl")
    with subprocess.Popen(  # noqa: S603  # our own command
        command, stdin=PIPE, stderr=PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdin is not None
        process.stdin.writelines(lines[:-1])
        process.stdin.flush()
        wait_until(lambda: out.exists() and out.stat().st_size, process)
        yield process
        process.kill()


def checked(factdesk: Command, monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    """Check all rows from standard input; return the exit code."""
    with Path(DRAFTS).open(encoding="utf-8") as rows:
        monkeypatch.setattr(sys, "stdin", rows)
        return factdesk("check", "--pairs", "-", *words).code


def test_a_run_that_is_killed_leaves_no_process_and_is_resumed_to_the_same_bytes(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch, begun: subprocess.Popen[str]
) -> None:
    begun.kill()
    begun.wait()

    assert all_ended(begun.pid)
    kept = Path("out.jsonl").read_bytes()
    whole = Path("whole.jsonl").read_bytes()
    assert whole.startswith(kept)
    assert 0 < len(kept) < len(whole)
    assert checked(factdesk, monkeypatch, "--out", "out.jsonl", "--resume") == 3
    assert Path("out.jsonl").read_bytes() == whole


def test_ctrl_c_ends_with_130_and_keeps_what_was_written(
    factdesk: Command, monkeypatch: pytest.MonkeyPatch, begun: subprocess.Popen[str]
) -> None:
    os.killpg(begun.pid, signal.SIGINT)
    begun.wait(PATIENCE)
    said = begun.stderr.read() if begun.stderr else ""

    assert begun.returncode == 130
    assert all_ended(begun.pid)
    *_, last = said.splitlines()
    done = Path("out.jsonl").read_bytes().count(b"\n")
    assert last.startswith(f"stopped after {done} rows, ")
    assert last.endswith(", 1 not checked; --resume goes on")
    assert "Traceback" not in said
    assert checked(factdesk, monkeypatch, "--out", "out.jsonl", "--resume") == 3
    assert Path("out.jsonl").read_bytes() == Path("whole.jsonl").read_bytes()


def all_ended(group: int) -> bool:
    """Return whether the processes of a group end by themselves."""
    for _ in range(100 * PATIENCE):
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
    monkeypatch.setattr("pipeline.corpus.pairs.pool._CHUNK_ROWS", 2)
    own = {"statement": "Nearly 480 homes lost power.", "source": STORM}
    rows = [own] * 3 + [{"statement": "It cost $5."}] + [own] * 6
    text = "\n".join(json.dumps(each) for each in rows)
    deadly = Deadly("deadly", article_from_text(STORM), is_file_text=False)
    written: list[Result] = []

    plan = Plan("pairs.jsonl", Sensitivity.NORMAL, (deadly,))
    for results in check_rows(read_rows(BytesIO(text.encode())), plan, workers=2):
        written += results

    assert [each.row for each in written] == [*range(1, len(rows) + 1)]
    assert {each.row: each.reason for each in written if each.reason} == {
        4: "the process that checked it was ended, as by a lack of memory: check the row by itself"
    }
