"""A run over a corpus that is stopped as a terminal, a service manager and a cluster stop it."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command import PATIENCE, wait_until
from tests.pay_once.test_corpus import AT_ONCE, ended, start
from tests.scripted_server import ScriptedServer
from tests.unit.test_check_pairs_processes import all_ended

ARTICLES, SOME = 60, 20


def test_a_run_that_is_stopped_twice_ends_at_once_and_goes_on_as_ever(
    corpus: Path, server: ScriptedServer, tmp_path: Path
) -> None:
    first = len(server.exchanges)
    run = start(corpus, tmp_path, server)
    wait_until(lambda: len(server.exchanges) - first >= SOME, run)
    run.send_signal(signal.SIGSTOP)  # so that both are there before it has done anything about one
    run.send_signal(signal.SIGINT)
    run.send_signal(signal.SIGTERM)
    run.send_signal(signal.SIGCONT)
    said = run.communicate(timeout=PATIENCE)[0]

    assert (run.returncode, said) == (130, "stopped at once; the same command goes on\n")
    assert all_ended(run.pid)
    ended(start(corpus, tmp_path, server))
    assert len(server.exchanges) - first <= 2 * ARTICLES + AT_ONCE


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
        wait_until(lambda: len(server.exchanges) - first >= SOME, run)
        send(run.pid, number)
        said = run.communicate(timeout=PATIENCE)[0]

    assert run.returncode == 130
    assert [line.partition(" with ")[0] for line in said.splitlines()] == ["stopped"]
    assert all_ended(run.pid)
