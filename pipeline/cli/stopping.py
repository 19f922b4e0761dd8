"""SIGTERM, by which service managers and clusters stop a job, does what Ctrl-C does."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def sigterm_as_ctrl_c() -> Iterator[None]:
    """Take SIGTERM for Ctrl-C in the block, unless whoever started us has it ignored."""
    before = signal.getsignal(signal.SIGTERM)
    if before is not signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, _stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    # A shell has its background jobs ignore Ctrl-C: then nobody is there to take it in our place.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        raise KeyboardInterrupt
    # Not raised here: while a loop runs, its own handler of Ctrl-C lets it end what it is at.
    signal.raise_signal(signal.SIGINT)
