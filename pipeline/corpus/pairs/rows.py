"""The rows of a stream of pairs: line by line, however long one of them is."""

import codecs
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

LONGEST = 4_000_000
"""Bytes of a row. Sources of a megabyte are checked in seconds; what is longer is no article."""
_PIECE = 1 << 16
"""Bytes of a row that are read at a time."""
_ROWS, _BYTES = 32, 500_000
"""The most that a worker is handed at once: about a tenth of a second of its work."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line that is not blank."""

    line: int
    """From 1."""
    offset: int
    """Characters of the file before it."""
    raw: bytes | None
    """None where there are more bytes than `LONGEST`."""
    size: int
    """In bytes, its end not counted."""
    digest: str
    """Of its bytes, SHA-256 in hex."""


Chunk = tuple[Row, ...]


def read_rows(stream: BinaryIO) -> Iterator[Row]:
    """Yield the rows of a stream, never holding more than `LONGEST` bytes and a piece."""
    line, offset = 0, 0
    while first := stream.readline(_PIECE):
        line += 1
        if line == 1:
            first = first.removeprefix(codecs.BOM_UTF8)
        pieces = _Pieces(first)
        while not pieces.ended and (more := stream.readline(_PIECE)):
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
        if self._size > LONGEST:
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
        if len(chunk) >= _ROWS or held >= _BYTES:
            yield tuple(chunk)
            chunk, held = [], 0
    if chunk:
        yield tuple(chunk)
