"""Request files on disk: written line by line, cut to what a batch may hold, read by key."""

import hashlib
import os
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from pipeline.corpus.batch.journal import FileRow, FileState, Journal
from pipeline.llm.batch_api.batch_lines import body_in, key_in, request_line
from pipeline.llm.prices import likely_output, tokens_at_most
from pipeline.llm.request import Body
from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class BatchLimits:
    """What one batch may hold, by OpenAI's documentation of its Batch API."""

    requests: int = 50_000
    size: int = 200_000_000
    """Bytes of a request file; 200 MB, read as the smaller of its two meanings."""


class RequestFile:
    """One request file as it is written; the journal knows it once it is closed."""

    def __init__(self, journal: Journal, settings: Settings) -> None:
        self._journal, self._settings = journal, settings
        self.number = journal.next_number()
        self._file: BinaryIO = journal.path_of(self.number).open("wb")
        self._digest = hashlib.sha256()
        self.requests = self.size = 0
        self._input = self._output = 0

    def add(self, line: bytes) -> None:
        """Write a line that `request_line` made."""
        self._file.write(line)
        self._digest.update(line)
        self.requests += 1
        self.size += len(line)
        tokens = tokens_at_most(line.decode())
        self._input += tokens
        self._output += likely_output(self._settings, tokens)

    def close(self) -> None:
        """Bring the file to the disk and enter it; within the journal's transaction."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._journal.add_file(
            FileRow(
                number=self.number,
                state=FileState.WRITTEN,
                digest=self._digest.hexdigest(),
                requests=self.requests,
                input_tokens=self._input,
                output_tokens=self._output,
                remote_file=None,
                attempt=0,
                batch=None,
                answered=0,
            )
        )

    def abandon(self) -> None:
        """Leave the file: the journal does not know it, and the next one is written over it."""
        self._file.close()


class RequestWriter:
    """Writes requests to files within the limits; within the journal's transaction."""

    def __init__(self, journal: Journal, settings: Settings, limits: BatchLimits) -> None:
        self._journal, self._settings, self._limits = journal, settings, limits
        self._file: RequestFile | None = None

    def write(self, key: str, body: Body) -> None:
        """Write a request; one that is larger than a whole file may be is entered as failed."""
        line = request_line(key, body)
        self._cut(len(line))
        if self._file is None:
            self._file = RequestFile(self._journal, self._settings)
        self._journal.open_request(key, self._file.number)
        if len(line) > self._limits.size:
            cause = f"the request has {len(line):,} bytes, more than a batch takes"
            self._journal.fail_request(key, cause, again=False)
        else:
            self._file.add(line)

    def close(self) -> None:
        """Close the file that is being written, if any."""
        if self._file is not None and self._file.requests:
            self._file.close()
        elif self._file is not None:
            self._file.abandon()
        self._file = None

    def abandon(self) -> None:
        """Leave the file that is being written, after a fault."""
        if self._file is not None:
            self._file.abandon()

    def _cut(self, more: int) -> None:
        """Close the file when one more request of that size would be too much for it."""
        file = self._file
        if file is None or not file.requests:
            return
        if file.requests >= self._limits.requests or file.size + more > self._limits.size:
            self.close()


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
        """Let go of the file."""
        self._file.close()


def split(journal: Journal, settings: Settings, row: FileRow) -> None:
    """Put two files in the place of one, each with half of its requests."""
    path = journal.path_of(row.number)
    with journal.writing():
        with path.open("rb") as lines:
            for count in (row.requests // 2, row.requests - row.requests // 2):
                half = RequestFile(journal, settings)
                for line in islice(lines, count):
                    half.add(line)
                    journal.move_request(key_in(line), half.number)
                half.close()
        journal.remove_file(row.number)
    path.unlink()
