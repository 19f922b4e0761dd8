"""Stopping a command by SIGTERM where Ctrl-C is ignored, as in a job that goes on beside a script."""

import asyncio
import signal
from collections.abc import Iterator

import pytest

from pipeline.cli import exits
from pipeline.cli.exits import run_until_stopped, sigterm_as_ctrl_c


@pytest.fixture(autouse=True)
def ctrl_c_is_ignored() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGINT, before)


class StopsWhenFreed:
    """Sends SIGTERM where Python drops what is raised."""

    def __del__(self) -> None:
        signal.raise_signal(signal.SIGTERM)


async def going_on() -> str:
    stops = StopsWhenFreed()
    del stops
    await asyncio.sleep(0)
    return "went on"


def test_sigterm_is_heeded_wherever_it_comes() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(KeyboardInterrupt), sigterm_as_ctrl_c():
        run_until_stopped(going_on())
    assert signal.getsignal(signal.SIGTERM) is before


async def cancelled() -> None:
    raise asyncio.CancelledError


def test_work_that_was_cancelled_by_itself_was_not_stopped() -> None:
    with pytest.raises(asyncio.CancelledError), sigterm_as_ctrl_c():
        run_until_stopped(cancelled())


async def stopped_twice_at_once() -> None:
    """Send SIGTERM where Ctrl-C has come and nothing has been done about it yet."""
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    signal.raise_signal(signal.SIGINT)
    signal.raise_signal(signal.SIGTERM)
    signal.pthread_sigmask(signal.SIG_SETMASK, held)
    await asyncio.sleep(0)


def test_two_stops_at_the_same_moment_are_two(monkeypatch: pytest.MonkeyPatch) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    ended: list[int] = []
    monkeypatch.setattr(exits, "_end_at_once", lambda number, _: ended.append(number))

    with pytest.raises(KeyboardInterrupt), sigterm_as_ctrl_c():
        run_until_stopped(stopped_twice_at_once())

    assert ended == [signal.SIGINT]
