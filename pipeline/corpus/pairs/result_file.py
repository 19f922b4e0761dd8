"""The file that results go to. Its whole lines are the ledger of a run: what they hold is done."""

import json
import math
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import FileIO
from itertools import accumulate
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Self

from pipeline.corpus.pairs.checking import Result, digest_of
from pipeline.corpus.reading.file_rows import Line
from pipeline.errors import SettingsError
from pipeline.files import take

_HEAD = b'{"line": '
"""What a line of results begins with."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows of a run so far."""

    rows: int = 0
    flagged: int = 0
    failed: int = 0

    def plus(self, *, flagged: bool, failed: bool) -> Self:
        """Return the counts with one row more."""
        return type(self)(self.rows + 1, self.flagged + flagged, self.failed + failed)

    def and_of(self, results: Iterable[Result]) -> Self:
        """Return the counts with those of results more."""
        counts = self
        for result in results:
            counts = counts.plus(flagged=result.flagged, failed=result.reason is not None)
        return counts


class _Latest(NamedTuple):
    """What was written last: it is in the file as far as the file is longer than before."""

    before: Counts
    size: float
    results: list[Result]


class ResultFile:
    """Results on disk, in the order of the rows."""

    def __init__(self, path: Path, file: FileIO) -> None:
        self._path, self._file = path, file
        self._latest = _Latest(Counts(), self._size(), [])

    @property
    def counts(self) -> Counts:
        """The rows whose results are in the file.

        Its size tells, so Ctrl-C may come between any two steps of writing: a count kept beside the
        file would be behind it then.
        """
        before, size, results = self._latest
        ends = accumulate((len(result.line) for result in results), initial=size)
        next(ends)
        now = self._size()
        return before.and_of(
            result for result, end in zip(results, ends, strict=True) if end <= now
        )

    def resume(self, rows: Iterator[Line], basis: str) -> None:
        """Take the rows whose results are there already, and count them.

        Half a line at the end is cut off. Raises SettingsError where a result is not that of its
        row: the pairs or what they are checked with have changed.
        """
        with self._path.open("rb") as written:
            counts, end = self._known(written, rows, basis)
        os.truncate(self._path, end)
        self._latest = _Latest(counts, end, [])

    def _known(self, written: BinaryIO, rows: Iterator[Line], basis: str) -> tuple[Counts, int]:
        """Return the counts of the rows that are done, and where the last whole line ends."""
        counts, end = Counts(), 0
        for number, line in enumerate(written, 1):
            if not line.endswith(b"\n"):
                self._require_half_a_result(line)
                break
            done, row = _parsed(line), next(rows, None)
            if done is None or row is None or done["digest"] != digest_of(row, basis):
                raise SettingsError(
                    f"line {number} of {str(self._path)!r} is not the result of this row with "
                    "these options: resume with what it was begun with, or give --out another name"
                )
            flagged = bool(done["checked"] and done["checked"]["flagged"])
            counts = counts.plus(flagged=flagged, failed=done["checked"] is None)
            end += len(line)
        return counts, end

    def write(self, results: list[Result]) -> None:
        """Add results to the file, so that they outlive this process.

        Raises SettingsError where they cannot be written.
        """
        self._latest = _Latest(self.counts, self._size(), results)
        try:
            left = memoryview(b"".join(result.line for result in results))
            while left:
                left = left[self._file.write(left) :]
        except OSError as error:
            raise SettingsError(
                f"cannot write {str(self._path)!r}: {error.strerror}. What it holds is kept: "
                "--resume goes on from there"
            ) from error

    def _size(self) -> float:
        """Return the bytes of the file; a pipe has taken all that it was given."""
        status = os.fstat(self._file.fileno())
        return status.st_size if stat.S_ISREG(status.st_mode) else math.inf

    def _require_half_a_result(self, line: bytes) -> None:
        if not line[: len(_HEAD)] == _HEAD[: len(line)]:
            raise SettingsError(f"{str(self._path)!r} holds no results: give --out another name")


@contextmanager
def result_file(path: Path, *, resume: bool) -> Iterator[ResultFile]:
    """Open the file of results, made with the folders above it where missing.

    Raises SettingsError where it cannot be opened, another run writes to it, or it is there and not
    to be resumed.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("ab", buffering=0)  # a buffer would be lost with us, or outlive an error
    except OSError as error:
        raise SettingsError(f"cannot write {str(path)!r}: {error.strerror}") from error
    with file:
        _require_alone(path, file)
        if not resume and path.is_file() and path.stat().st_size:
            raise SettingsError(
                f"{str(path)!r} is there already: --resume goes on with it, or give --out another "
                "name"
            )
        yield ResultFile(path, file)


def _require_alone(path: Path, file: FileIO) -> None:
    """Hold the file, unless it is a device or a pipe. Raises SettingsError where it is held."""
    ours = True
    if path.is_file():
        with suppress(OSError):  # a disk without locks
            ours = take(file.fileno())
    if not ours:
        raise SettingsError(
            f"another run is writing to {str(path)!r}: let it end, or give --out another name"
        )


def _parsed(line: bytes) -> dict[str, Any] | None:
    try:
        result = json.loads(line)
    except ValueError:
        return None
    return result if isinstance(result, dict) and {"digest", "checked"} <= result.keys() else None
