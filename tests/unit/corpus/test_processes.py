"""Worker processes end when they are let go, whatever they are at."""

import subprocess
import sys
import threading

import pytest

from pipeline.corpus.processes import Processes
from tests.command import PATIENCE

MORE_THAN_A_PIPE_HOLDS = 50_000_000


def large_result(_: int) -> bytes:
    return bytes(MORE_THAN_A_PIPE_HOLDS)


@pytest.mark.parametrize("taken_in", [0, 1, 2])
def test_processes_that_are_sending_a_result_can_be_let_go(taken_in: int) -> None:
    processes = Processes(2)
    results = [processes.submit(large_result, number) for number in range(8)]
    for result in results[:taken_in]:
        result.result(PATIENCE)
    closing = threading.Thread(target=processes.close, daemon=True)

    closing.start()
    closing.join(PATIENCE)

    assert not closing.is_alive()


def test_what_cannot_begin_in_the_server_of_forks_prints_nothing() -> None:
    script = "import pipeline.corpus.quiet_forks; raise FileNotFoundError"
    run = [sys.executable, "-c", script]
    done = subprocess.run(run, capture_output=True, check=False)  # noqa: S603  # ourselves

    assert (done.returncode, done.stderr) == (1, b"")
