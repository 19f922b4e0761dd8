"""The rows of a stream of pairs, line by line: of standard input, a file or an address."""

import codecs
import hashlib
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pipeline.corpus import corpus_storage
from pipeline.errors import ArticleError, FactdeskError
from pipeline.files import STDIN

LONGEST_ROW_BYTES = 4_000_000
"""Sources of a megabyte are checked in seconds; what is longer is no article."""
_PIECE_BYTES = 1 << 16
"""Read of a row at a time."""
_CHUNK_ROWS, _CHUNK_BYTES = 32, 500_000
"""The most that a worker is handed at once: about a tenth of a second of its work."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line that is not blank."""

    line: int
    """From 1."""
    offset: int
    """Characters of the file before it."""
    raw: bytes | None
    """None where there are more bytes than `LONGEST_ROW_BYTES`."""
    size: int
    """In bytes, its end not counted."""
    digest: str
    """Of its bytes, SHA-256 in hex."""


Chunk = tuple[Row, ...]


def read_rows(stream: BinaryIO) -> Iterator[Row]:
    """Yield the rows of a stream, never holding more than `LONGEST_ROW_BYTES` bytes and a piece."""
    line, offset = 0, 0
    while first := stream.readline(_PIECE_BYTES):
        line += 1
        if line == 1:
            first = first.removeprefix(codecs.BOM_UTF8)
        pieces = _Pieces(first)
        while not pieces.ended and (more := stream.readline(_PIECE_BYTES)):
            pieces.add(more)
        if pieces.holds_anything:
            yield pieces.row(line, offset)
        offset += pieces.characters


class _Pieces:
    """A line as it comes in."""

    def __init__(self, first: bytes) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._hash = hashlib.sha256()
        self._kept: list[bytes] | None = []
        self._size = 0
        self.characters = 0
        self.holds_anything = False
        self.ended = False
        self.add(first)

    def add(self, piece: bytes) -> None:
        self.ended = piece.endswith(b"\n")
        self.characters += len(self._decoder.decode(piece, final=self.ended))
        self.holds_anything = self.holds_anything or bool(piece.strip())
        content = piece.removesuffix(b"\n")
        self._hash.update(content)
        self._size += len(content)
        if self._size > LONGEST_ROW_BYTES:
            self._kept = None
        if self._kept is not None:
            self._kept.append(content)

    def row(self, line: int, offset: int) -> Row:
        raw = None if self._kept is None else b"".join(self._kept)
        return Row(line, offset, raw, self._size, self._hash.hexdigest())


def in_chunks(rows: Iterable[Row]) -> Iterator[Chunk]:
    """Yield the rows in parts that a worker does at once."""
    chunk: list[Row] = []
    held = 0
    for row in rows:
        chunk.append(row)
        held += len(row.raw or b"")
        if len(chunk) >= _CHUNK_ROWS or held >= _CHUNK_BYTES:
            yield tuple(chunk)
            chunk, held = [], 0
    if chunk:
        yield tuple(chunk)


class Pairs:
    """An open stream of pairs."""

    def __init__(self, name: str, stream: BinaryIO, size: int | None = None) -> None:
        self._name, self._stream, self._size = name, stream, size
        self._broken: Exception | None = None

    def rows(self) -> Iterator[Row]:
        """Yield the rows that can be read; `require_whole` says whether they are all there are."""
        try:
            yield from read_rows(self._stream)
        except Exception as error:  # noqa: BLE001  # every storage has errors of its own
            self._broken = error

    def require_whole(self) -> None:
        """Raise ArticleError where the rows ended before the file does, as of one cut short."""
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
        yield Pairs("stdin", sys.stdin.buffer)
        return
    with ExitStack() as stack:
        try:
            stream = stack.enter_context(corpus_storage.opened(name, private=private))
            size = None if corpus_storage.compression_of(name) else corpus_storage.local_size(name)
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
