"""Processes that read documents for a library, side by side; what they read comes in order."""

import json
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import astuple
from itertools import islice
from typing import IO, Self

from pipeline.addresses import without_credentials
from pipeline.errors import ArticleError
from pipeline.evidence.library.reader_process import (
    ENDED,
    FAULT,
    UNCHANGED,
    Answer,
    Request,
)
from pipeline.limits import Limits

_READING, _CELLS = "pipeline.evidence.readers.reading", "pipeline.evidence.readers.cells"
_BEGIN = (
    "import sys; sys.path[:] = sys.argv[5:]; "
    "from pipeline.evidence.library.reader_process import main; main(*sys.argv[1:5])"
)
_AHEAD = 4
"""Documents that a process is told of beforehand, so that it need not wait for us."""
_PIPE_BYTES = 1 << 20
"""Most that it reads on before we take it; what Linux allows."""
_MOMENT_SECONDS = 1
"""Until a process whose answers have ended has ended itself."""


class ReaderProcesses:
    """So many processes, each begun with its first document, and anew where one is ended.

    `reading` and `cells` name the modules with `read_parts` and `cell_values`.
    """

    def __init__(
        self, number: int, limits: Limits, *, reading: str = _READING, cells: str = _CELLS
    ) -> None:
        self._readers = [_Reader(limits, reading, cells) for _ in range(number)]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for reader in self._readers:
            reader.close()

    def read(self, requests: Iterable[Request]) -> Iterator[tuple[Request, Iterator[Answer]]]:
        """Yield each document with the answers to it, which are to be taken before the next.

        They begin with `SOURCE`, unless it is unchanged or cannot be read. ArticleError is raised
        where it turns out that it cannot be read.
        """
        waiting, left = deque[tuple[Request, _Reader]](), iter(requests)
        turn = 0
        while True:
            for request in islice(left, _AHEAD * len(self._readers) - len(waiting)):
                reader = self._readers[turn % len(self._readers)]
                turn += 1
                reader.ask(request)
                waiting.append((request, reader))
            if not waiting:
                return
            request, reader = waiting.popleft()
            yield request, reader.answers()


class _Reader:
    """A process, and what it was asked and has not answered yet."""

    def __init__(self, limits: Limits, reading: str, cells: str) -> None:
        self._limits, self._modules = limits, (reading, cells)
        self._asked = deque[Request]()
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, request: Request) -> None:
        """Ask for a document, behind all that was asked for before."""
        self._asked.append(request)
        if self._process is None:
            self._begin()
        else:
            self._send(request)

    def answers(self) -> Iterator[Answer]:
        """Yield the answers to what was asked for first, but that it cannot be read."""
        _, lines = self._pipes()
        for answer in map(json.loads, lines):
            if answer[0] == FAULT:
                _, told, ends = answer
                self._asked.popleft()
                if ends:
                    self._begin()
                raise ArticleError(told)
            if answer[0] in {ENDED, UNCHANGED}:
                self._asked.popleft()
                yield answer
                return
            yield answer
        shown = without_credentials(self._asked.popleft().where)
        told = self._why(self.close(seconds=_MOMENT_SECONDS))
        self._begin()
        raise ArticleError(f"{shown}: {told}")

    def close(self, *, seconds: float = 0) -> int:
        """End the process, unless it ends by itself in so many seconds, and return how it ended."""
        if self._process is None:
            return 0
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
        self._process.kill()
        for pipe in self._pipes():
            with suppress(OSError):  # what was to be sent has nowhere to go
                pipe.close()
        code, self._process = self._process.wait(), None
        return code

    def _begin(self) -> None:
        """Begin a process, if there is something to be asked of it."""
        self.close()
        if not self._asked:
            return
        # The same modules as ours, whatever folder we are in.
        limits = map(str, astuple(self._limits))
        command = [sys.executable, "-c", _BEGIN, *limits, *self._modules, *sys.path]
        self._process = subprocess.Popen(  # noqa: S603  # ourselves
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pipesize=_PIPE_BYTES,
            start_new_session=True,  # Ctrl-C is ours to heed
        )
        for request in self._asked:
            self._send(request)

    def _send(self, request: Request) -> None:
        requests, _ = self._pipes()
        with suppress(BrokenPipeError):  # it has ended, which is seen as its answers are read
            requests.write(json.dumps(request).encode() + b"\n")
            requests.flush()

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        process = self._process
        assert process is not None  # noqa: S101  # it has been asked for something
        assert process.stdin is not None  # noqa: S101  # they are pipes
        assert process.stdout is not None  # noqa: S101
        return process.stdin, process.stdout

    def _why(self, code: int) -> str:
        if code == -getattr(signal, "SIGPROF", 0):
            told = f"took more than {self._limits.seconds:,} s of work from one part to the next"
            return f"{told}: give it in parts, or more --max-seconds"
        if code >= 0:
            return "a fault of factdesk itself, please report it: the process that read it ended"
        return (
            "the process that read it was ended, as by a lack of memory: give it in parts, or save "
            "it in another format"
        )
