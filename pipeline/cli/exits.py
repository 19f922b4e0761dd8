"""How a command ends: its exit codes, what is kept of a fault of ours, and stopping.

SIGTERM, by which service managers stop a job, does what Ctrl-C does; a second stop ends it at once.
"""

import asyncio
import os
import platform
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from types import FrameType
from typing import Any, TypeVar

from pipeline.addresses import without_credentials
from pipeline.version import VERSION

FOUND = 1
UNUSABLE = 2
SOME_FAILED = 3
OVER_BUDGET = 4
FAULT = 70  # EX_SOFTWARE of sysexits.h: nothing that was given is to blame
STOPPED = 130  # 128 + SIGINT, as shells count it; by SIGTERM too, which means the same to us

Result = TypeVar("Result")
_Handler = Callable[[int, FrameType | None], object] | signal.Handlers
_SHORTEST_SECRET = 8
"""Servers of one's own are given "x" for a key; struck out of a text, it would spoil the words."""
_SHOW_CURSOR = "\x1b[?25h"
"""For a terminal: a bar hides it."""


def fault_file(error: BaseException) -> str:
    """Return the path of a new file, for its owner alone, that holds the traceback of an error.

    Where none can be written, say so. The key of the model, and what is secret in addresses, is cut
    out.
    """
    about = f"factdesk {VERSION}, Python {platform.python_version()}, {platform.platform()}\n"
    details = about + "".join(traceback.format_exception(error))
    key = os.environ.get("OPENAI_API_KEY", "").strip()
    if len(key) >= _SHORTEST_SECRET:
        details = details.replace(key, "[key]")
    try:
        file, name = tempfile.mkstemp(prefix="factdesk-fault-", suffix=".txt")
        with os.fdopen(file, "w", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(without_credentials(details))
    except OSError as refused:
        return f"no file, which cannot be written ({refused.strerror})"
    return name


def sigterm_as_ctrl_c() -> AbstractContextManager[None]:
    """Take SIGTERM for Ctrl-C in the block, unless whoever started us has it ignored."""
    is_free = signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    return _handled(_stop, [signal.SIGTERM] if is_free else [])


def ended_by_ctrl_c() -> AbstractContextManager[None]:
    """Let Ctrl-C end the process in the block, where nothing is begun, without a word.

    Raised while modules are loaded it may come out as something else, as pydantic's SchemaError.
    """
    is_free = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    return _handled(signal.SIG_DFL, [signal.SIGINT] if is_free else [])


def ended_at_once_when_stopped() -> AbstractContextManager[None]:
    """Let Ctrl-C and SIGTERM end the process at once in the block, unless they are ignored.

    For servers: nothing that is under way is worth more, and the thread that reads standard input
    cannot be stopped, so that an orderly end would wait for a line.
    """
    stops = (signal.SIGINT, signal.SIGTERM)
    heeded = [each for each in stops if signal.getsignal(each) is not signal.SIG_IGN]
    return _handled(lambda *_: os._exit(STOPPED), heeded)


@contextmanager
def _handled(handler: _Handler, signals: Iterable[signal.Signals]) -> Iterator[None]:
    before = {each: signal.signal(each, handler) for each in signals}
    try:
        yield
    finally:
        for each, replaced in before.items():
            signal.signal(each, replaced)


def run_until_stopped(work: Coroutine[Any, Any, Result]) -> Result:
    """Return what the work returns, run as by asyncio.run. Raises KeyboardInterrupt when stopped.

    Who stops it once more does not want to wait for what it is at. Then the process ends where it
    stands, as by a kill, which costs no more than what is under way.
    """
    return asyncio.run(_watched(work))


async def _watched(work: Coroutine[Any, Any, Result]) -> Result:
    first = signal.getsignal(signal.SIGINT)

    def stop(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, _end_at_once)  # for good: the process is about to end
        if callable(first):
            first(number, frame)

    if not callable(first):  # ignored, as in a job that goes on beside a script
        return await _until_sigterm(work)
    signal.signal(signal.SIGINT, stop)
    try:
        return await work
    finally:
        if signal.getsignal(signal.SIGINT) is stop:
            signal.signal(signal.SIGINT, first)


async def _until_sigterm(work: Coroutine[Any, Any, Result]) -> Result:
    """Return what the work returns where Ctrl-C is ignored; SIGTERM cancels it.

    asyncio's own Ctrl-C does the same. An exception raised by the handler would be lost where it
    meets a callback or what is being freed.
    """
    task, loop = asyncio.current_task(), asyncio.get_running_loop()
    if task is None or signal.getsignal(signal.SIGTERM) is not _stop:
        return await work

    def stop(_signal: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGTERM, _end_at_once)  # for good: the process is about to end
        task.cancel()
        loop.call_soon_threadsafe(lambda: None)  # wakes the loop, which may wait for an answer

    signal.signal(signal.SIGTERM, stop)
    try:
        return await work
    except asyncio.CancelledError:
        if signal.getsignal(signal.SIGTERM) is _end_at_once:
            raise KeyboardInterrupt from None
        raise
    finally:
        if signal.getsignal(signal.SIGTERM) is stop:
            signal.signal(signal.SIGTERM, _stop)


def _end_at_once(_signal: int, _frame: FrameType | None) -> None:
    shown = _SHOW_CURSOR if sys.stderr.isatty() else ""
    os.write(2, f"{shown}stopped at once; the same command goes on\n".encode())
    os._exit(STOPPED)


def _stop(_signal: int, frame: FrameType | None) -> None:
    taken_by = signal.getsignal(signal.SIGINT)
    # A shell has its background jobs ignore Ctrl-C: then nobody is there to take it in our place.
    if taken_by is signal.SIG_IGN:
        raise KeyboardInterrupt
    # Not raised here: while a loop runs, its own handler of Ctrl-C lets it end what it is at.
    # Called rather than sent: beside a Ctrl-C that is still to be taken, another one is lost.
    if callable(taken_by):
        taken_by(signal.SIGINT, frame)
    else:
        signal.raise_signal(signal.SIGINT)
