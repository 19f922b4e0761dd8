"""Work that is ended from another thread, while it runs and before it begins."""

import asyncio
import signal
import sys
import threading

import pytest

from pipeline.lsp.interruption import _SIGNAL, Interruption


def endless() -> None:
    while True:
        pass


def test_without_being_asked_it_lets_work_be() -> None:
    interruption = Interruption()

    with interruption.heeded():
        assert interruption.run(lambda: 5) == 5


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_work_that_would_never_end_is_ended_and_no_other_begins() -> None:
    interruption, before = Interruption(), signal.getsignal(signal.SIGUSR1)
    asked = threading.Thread(target=interruption.ask)

    def work() -> None:
        asked.start()
        endless()

    with interruption.heeded():
        with pytest.raises(asyncio.CancelledError):
            interruption.run(work)
        asked.join()
        with pytest.raises(asyncio.CancelledError):
            interruption.run(endless)
    assert signal.getsignal(signal.SIGUSR1) is before


@pytest.mark.parametrize("signal_of_system", [None, _SIGNAL])
def test_asked_while_nothing_runs_it_lets_no_work_begin(
    monkeypatch: pytest.MonkeyPatch, signal_of_system: object
) -> None:
    monkeypatch.setattr("pipeline.lsp.interruption._SIGNAL", signal_of_system)
    interruption = Interruption()

    with interruption.heeded():
        interruption.ask()
        assert sum(range(10)) == 45
        with pytest.raises(asyncio.CancelledError):
            interruption.run(endless)
