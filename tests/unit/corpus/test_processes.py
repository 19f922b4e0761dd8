"""Worker processes end when they are let go, whatever they are at."""

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
