"""Lines of a file, each within a bound: one that is longer is counted and not held."""

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from pipeline.errors import CorpusError

MOST = 10_000_000
"""Bytes of a row: twice the characters that a page may have. It bounds what reading holds."""
_STEP = 1_000_000
"""Bytes that are read at a time of a line that is too long."""
_MARK = b"\xef\xbb\xbf"
_MARKS_OF_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Line(NamedTuple):
    """A line as it stands, with its end."""

    offset: int
    """Of its first byte in the unpacked file."""
    number: int
    """From 1."""
    size: int
    """In bytes."""
    quotes: int
    """How many quotation marks (") it holds; counted only where `raw` is None."""
    raw: bytes | None
    """None of a line over `MOST` bytes."""


def lines(file: BinaryIO, offset: int = 0, number: int = 1) -> Iterator[Line]:
    """Yield the lines of a file from an offset, where the line of that number begins.

    Raises CorpusError for UTF-16, as spreadsheets call "Unicode": its lines end in other bytes.
    """
    if offset:
        file.seek(offset)
    while raw := file.readline(MOST + 1):
        if number == 1 and raw.startswith(_MARKS_OF_UTF_16):
            raise CorpusError("is in UTF-16: save the file as UTF-8")
        if len(raw) > MOST and not raw.endswith(b"\n"):
            size, quotes = _passed_over(file)
            line = Line(offset, number, len(raw) + size, raw.count(b'"') + quotes, None)
        else:
            shown = raw.removeprefix(_MARK) if number == 1 else raw
            line = Line(offset, number, len(raw), 0, shown)
        yield line
        offset += line.size
        number += 1


def _passed_over(file: BinaryIO) -> tuple[int, int]:
    """Read to the end of the line; return how many bytes and quotation marks there were."""
    size = quotes = 0
    while piece := file.readline(_STEP):
        size += len(piece)
        quotes += piece.count(b'"')
        if piece.endswith(b"\n"):
            break
    return size, quotes


def too_long(size: int) -> str:
    """Return what is said of a row of so many bytes."""
    return (
        f"is {size / 1e6:.1f} MB long; the limit is {MOST // 1_000_000} MB: give one article a row"
    )
