"""The command line run by tests: inside their own process, or in one that they stop."""

import subprocess
import time
from collections.abc import Callable
from typing import NamedTuple


class Done(NamedTuple):
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


Command = Callable[..., Done]

PATIENCE = 600
"""Seconds after which what does not come is taken to come never: a test fails then, and holds up no
other.
"""
_A_MOMENT = 0.002


def wait_until(holds: Callable[[], object], process: subprocess.Popen[str]) -> None:
    """Wait until something holds; fails where the process ends before."""
    for _ in range(int(PATIENCE / _A_MOMENT)):
        if holds():
            return
        assert process.poll() is None, "it has ended by itself"
        time.sleep(_A_MOMENT)
    raise AssertionError("it takes too long")
