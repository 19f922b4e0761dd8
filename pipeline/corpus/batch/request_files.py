"""Request files on disk: written line by line, cut to what a batch may hold, read by key."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pipeline.corpus.batch.journal import FileRow, FileState, Journal
from pipeline.llm.batch_api import body_in, key_in
from pipeline.llm.prices import likely_output, tokens_at_most
from pipeline.llm.request import Body
from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class BatchLimits:
    """What one batch may hold, by OpenAI's documentation of its Batch API."""

    requests: int = 50_000
    size: int = 200_000_000
    """Bytes of a request file; 200 MB, read as the smaller of its two meanings."""


class RequestWriter:
    """Writes requests to files within the limits; within the journal's transaction."""

    def __init__(
        self,
        journal: Journal,
        settings: Settings,
        limits: BatchLimits,
        enter: Callable[[str, int], None],
    ) -> None:
        """Take what enters the key of a request as part of the file of a number."""
        self._journal, self._settings, self._limits, self._enter = journal, settings, limits, enter
        self._file: BinaryIO | None = None
        self._number = self._requests = self._size = self._input = self._output = 0
        self._digest = hashlib.sha256()

    def write(self, key: str, line: bytes) -> None:
        """Write a line of `request_line`; one larger than a file may be is entered as failed."""
        is_full = self._requests >= self._limits.requests
        if self._requests and (is_full or self._size + len(line) > self._limits.size):
            self.close()
        if self._file is None:
            self._begin()
        self._enter(key, self._number)
        if len(line) > self._limits.size:
            cause = f"the request has {len(line):,} bytes, more than a batch takes"
            self._journal.fail_request(key, cause, again=False)
        else:
            self._add(line)

    def close(self) -> None:
        """Bring the file that is being written to the disk, and enter it in the journal."""
        file = self._file
        if file is None or not self._requests:
            self.abandon()
            return
        file.flush()
        os.fsync(file.fileno())
        self.abandon()
        self._journal.add_file(
            FileRow(
                number=self._number,
                state=FileState.WRITTEN,
                digest=self._digest.hexdigest(),
                requests=self._requests,
                input_tokens=self._input,
                output_tokens=self._output,
            )
        )
        self._requests = 0

    def abandon(self) -> None:
        """Leave the file that is being written: one that is not entered is written over."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _begin(self) -> None:
        self._number = self._journal.next_number()
        self._file = self._journal.path_of(self._number).open("wb")
        self._requests = self._size = self._input = self._output = 0
        self._digest = hashlib.sha256()

    def _add(self, line: bytes) -> None:
        assert self._file is not None, "a file is begun before it is written to"  # noqa: S101
        self._file.write(line)
        self._digest.update(line)
        self._requests += 1
        self._size += len(line)
        tokens = tokens_at_most(line.decode())
        self._input += tokens
        self._output += likely_output(self._settings, tokens)


class RequestReader:
    """The bodies of a request file by key; only places are kept in memory."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._places: dict[str, int] = {}
        place = 0
        for line in self._file:
            self._places[key_in(line)] = place
            place += len(line)

    def body(self, key: str) -> Body:
        """Return the body of a request; raises KeyError for a key that is not in the file."""
        self._file.seek(self._places[key])
        return body_in(self._file.readline())

    def close(self) -> None:
        self._file.close()


def split(journal: Journal, settings: Settings, row: FileRow) -> None:
    """Put two files in the place of one, each with half of its requests."""
    path = journal.path_of(row.number)
    halves = BatchLimits(requests=-(-row.requests // 2))
    with journal.writing(), path.open("rb") as lines:
        writer = RequestWriter(journal, settings, halves, journal.move_request)
        for line in lines:
            writer.write(key_in(line), line)
        writer.close()
        journal.remove_file(row.number)
    path.unlink()
