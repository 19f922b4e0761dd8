"""The engine on Ray: the same results as on this machine, and a worker's death costs nothing.

They run where the extra `ray` is installed, as in `make ray-test`.
"""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from pipeline.llm.request import canonical_json
from tests.command import wait_until
from tests.pay_once.newsroom import TREE
from tests.pay_once.one_sentence import answer, write_corpus
from tests.scripted_server import ScriptedServer, scripted_server

pytest.importorskip("ray", reason="the extra ray is not installed: make ray-test")

ARTICLES, AT_ONCE = 300, 8


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedServer]:
    with scripted_server(answer) as served:
        yield served


def start(
    folder: Path, *options: str, environ: Mapping[str, str] | None = None
) -> subprocess.Popen[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    command = [sys.executable, "-m", "pipeline", "run", *options, "--processes", "2"]
    return subprocess.Popen(  # noqa: S603  # our own command
        command,
        cwd=folder,
        env={**kept, "PYTHONPATH": str(TREE), "FACTDESK_CACHE_DIR": "cache", **(environ or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process: subprocess.Popen[str], code: int = 0) -> str:
    out, said = process.communicate()
    assert process.returncode == code, said
    return out


def results(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.iterdir() if not file.name.startswith("run.db"))
    return {file.name: file.read_bytes() for file in files}


def test_results_are_those_of_this_machine_limited_and_failed_rows_too(tmp_path: Path) -> None:
    rows = [
        {"id": f"a{n}", "text": f"Aldern counted {n + 20} wet roofs.", "desk": n}
        for n in range(150)
    ]
    lines = [json.dumps(row) for row in rows]
    lines[70] = "{ no JSON"
    lines[20] = json.dumps({"id": "long", "text": "5 + 5 = 10, " * 40_000})
    lines[140] = json.dumps({"id": "empty", "text": " "})
    (tmp_path / "corpus.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")

    options = ("corpus.jsonl", "--max-seconds", "3")
    ended(start(tmp_path, *options, "--out", "here"), code=3)
    said = ended(start(tmp_path, *options, "--out", "ray", "--engine", "ray"), code=3)

    assert results(tmp_path / "ray") == results(tmp_path / "here")
    assert "150 articles: 147 done, 3 not processable" in said


def test_a_killed_worker_costs_no_result_and_no_answer(
    server: ScriptedServer, tmp_path: Path
) -> None:
    write_corpus(tmp_path / "corpus.jsonl", ARTICLES)
    options = ("corpus.jsonl", "--model", "scripted", "--concurrency", str(AT_ONCE))
    environ = {"OPENAI_BASE_URL": server.base_url}
    ended(
        start(tmp_path, *options, "--out", "here", environ={**environ, "FACTDESK_CACHE_DIR": "a"})
    )
    asked = {canonical_json(each.body) for each in server.exchanges}
    first = len(server.exchanges)

    third = len(asked) // 3
    with server.holding(third):
        process = start(tmp_path, *options, "--out", "ray", "--engine", "ray", environ=environ)
        wait_until(lambda: len(server.exchanges) - first >= third, process)
        os.kill(worker_of(process.pid), signal.SIGKILL)
    ended(process)

    again = Counter(canonical_json(each.body) for each in server.exchanges[first:])
    assert set(again) == asked
    assert again.total() <= len(asked) + AT_ONCE
    assert results(tmp_path / "ray") == results(tmp_path / "here")


def worker_of(driver: int) -> int:
    """Return the process of one of the actors of a run; Ray names them in their command line."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and is_of_session(int(entry.name), driver):
            return int(entry.name)
    raise AssertionError("no worker was found")


def is_of_session(process: int, driver: int) -> bool:
    try:
        named = Path(f"/proc/{process}/cmdline").read_bytes()
        return b"ray::Worker" in named and driver in ancestors(process)
    except OSError:  # it has ended meanwhile
        return False


def ancestors(process: int) -> Iterator[int]:
    while process > 1:
        process = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
        yield process
