"""A run over a corpus that is stopped as a terminal, a service manager and a cluster stop it."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pay_once.newsroom import A_MOMENT
from tests.pay_once.test_corpus import start
from tests.scripted_server import ScriptedServer
from tests.unit.test_check_pairs_processes import all_ended

ARTICLES, SOME = 60, 20


def as_in_the_background() -> None:
    """Ignore Ctrl-C, as a job of a script does that goes on beside it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@pytest.mark.parametrize(
    ("send", "number", "before"),
    [
        pytest.param(os.killpg, signal.SIGINT, None, id="a terminal"),
        pytest.param(os.kill, signal.SIGTERM, None, id="a user"),
        pytest.param(os.killpg, signal.SIGTERM, None, id="a service manager"),
        pytest.param(os.kill, signal.SIGTERM, as_in_the_background, id="a script"),
    ],
)
def test_a_run_that_is_stopped_says_so_and_leaves_no_process(
    corpus: Path,
    server: ScriptedServer,
    tmp_path: Path,
    send: Callable[[int, int], None],
    number: signal.Signals,
    before: Callable[[], None] | None,
) -> None:
    first = len(server.exchanges)
    with server.holding(SOME):
        run = start(corpus, tmp_path, server, before=before)
        while len(server.exchanges) - first < SOME and run.poll() is None:
            time.sleep(A_MOMENT)
        send(run.pid, number)
        said = run.communicate()[0]

    assert run.returncode == 130
    assert [line.partition(" with ")[0] for line in said.splitlines()] == ["stopped"]
    assert all_ended(run.pid)
