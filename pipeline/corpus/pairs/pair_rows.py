"""The rows of a stream of pairs, line by line: of standard input, a file or an address."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from pipeline.corpus import corpus_storage
from pipeline.corpus.reading.file_rows import Line, lines
from pipeline.corpus.unpacking import compression_of
from pipeline.errors import ArticleError, FactdeskError
from pipeline.files import STDIN

LONGEST_ROW_BYTES = 4_000_000
"""Sources of a megabyte are checked in seconds; what is longer is no article."""


def read_rows(stream: BinaryIO) -> Iterator[Line]:
    """Yield the lines that are not blank, without their ends.

    No more than `LONGEST_ROW_BYTES` bytes and a piece are held. Raises CorpusError for UTF-16.
    """
    for line in lines(stream, LONGEST_ROW_BYTES):
        if line.raw is None:
            yield line
        elif line.raw.strip():
            yield line._replace(raw=line.raw.removesuffix(b"\n"))


class Pairs:
    """An open stream of pairs."""

    def __init__(self, name: str, stream: BinaryIO, size: int | None = None) -> None:
        self._name, self._stream, self._size = name, stream, size
        self._broken: Exception | None = None

    def rows(self) -> Iterator[Line]:
        """Yield the rows that can be read; `require_whole` says whether they are all there are."""
        try:
            yield from read_rows(self._stream)
        except Exception as error:  # noqa: BLE001  # every storage has errors of its own
            self._broken = error

    def require_whole(self) -> None:
        """Raise ArticleError where the rows ended before the file does, as of one cut short."""
        if isinstance(self._broken, FactdeskError):
            raise ArticleError(f"{self._name} {self._broken}") from self._broken
        if self._broken:
            raise ArticleError(
                f"{self._name} cannot be read to its end ({_reason(self._broken)}): get it whole"
            ) from self._broken

    def share(self) -> float | None:
        """Return how much has been read, from 0 to 1; None where that is unknown."""
        return min(1.0, self._stream.tell() / self._size) if self._size else None


@contextmanager
def opened(name: str, *, private: bool = False) -> Iterator[Pairs]:
    """Open pairs by their name; its ending (.gz, .bz2, .xz) tells how they are packed.

    `private` allows web addresses inside one's own network. Raises FactdeskError, naming the pairs,
    where they cannot be opened.
    """
    if name == STDIN:
        if sys.stdin is None:  # closed by whoever started us: "<&-"
            raise ArticleError("standard input is closed: name a file of pairs")
        yield Pairs("stdin", sys.stdin.buffer)
        return
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(corpus_storage.opened(name, private=private))
            size = None if compression_of(name) else corpus_storage.local_size(name)
        except FactdeskError:
            raise
        except Exception as error:  # every storage has errors of its own
            raise ArticleError(
                f"{name} cannot be opened ({_reason(error)}): check the name and who may read it"
            ) from error
        yield Pairs(name, stream, size)


def folder_of(name: str) -> Path | None:
    """Return where a path in a row counts from: the folder of the pairs, if they are in one."""
    if "://" in name:
        return None
    return Path() if name == STDIN else Path(name).parent


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
