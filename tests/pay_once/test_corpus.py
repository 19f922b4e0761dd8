"""A run over a corpus that is killed, and begun again: complete, alike, and nothing paid for twice."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from pipeline.llm.request import canonical_json
from tests.command import wait_until
from tests.pay_once.corpus import MODEL
from tests.pay_once.newsroom import TREE
from tests.scripted_server import ScriptedServer

ARTICLES, AT_ONCE = 500, 8


def start(
    corpus: Path, folder: Path, server: ScriptedServer, *, before: Callable[[], None] | None = None
) -> subprocess.Popen[str]:
    """Begin a run in a session of its own; `before` is called in its process."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    environ = {
        **kept,
        "PYTHONPATH": str(TREE),
        "OPENAI_BASE_URL": server.base_url,
        "FACTDESK_CACHE_DIR": str(folder / "cache"),
    }
    options = ["--out", str(folder / "out"), "--model", MODEL, "--concurrency", str(AT_ONCE)]
    options += ["--progress", "quiet"]  # how often it tells where it stands is up to the machine
    return subprocess.Popen(  # noqa: S603  # our own command
        [sys.executable, "-m", "pipeline", "run", str(corpus), *options],
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=before,  # noqa: PLW1509  # it takes no lock
    )


def ended(process: subprocess.Popen[str]) -> None:
    said = process.communicate()[0]
    assert process.returncode == 0, said


def results(folder: Path) -> dict[str, bytes]:
    """Return the files of a run without its ledger, whose pages follow from when it was written."""
    files = (file for file in (folder / "out").iterdir() if not file.name.startswith("run.db"))
    return {file.name: file.read_bytes() for file in files}


def test_a_run_of_500_that_is_killed_ends_as_one_that_is_not(
    corpus: Path, server: ScriptedServer, tmp_path: Path
) -> None:
    ended(start(corpus, tmp_path / "whole", server))
    asked = {canonical_json(each.body) for each in server.exchanges}
    first = len(server.exchanges)

    half = len(asked) // 2
    with server.holding(half):
        killed = start(corpus, tmp_path / "killed", server)
        wait_until(lambda: len(server.exchanges) - first >= half, killed)
        killed.kill()
        killed.communicate()
    ended(start(corpus, tmp_path / "killed", server))

    again = Counter(canonical_json(each.body) for each in server.exchanges[first:])
    assert len(asked) == 2 * ARTICLES
    assert set(again) == asked
    assert again.total() <= len(asked) + AT_ONCE
    assert results(tmp_path / "killed") == results(tmp_path / "whole")
    lines = results(tmp_path / "whole")["results.jsonl"].splitlines()
    assert [json.loads(line)["id"] for line in lines] == [f"a{n}" for n in range(ARTICLES)]
