"""Rows of a file, each with its place, and what their columns are called."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from pipeline.errors import CorpusError

_MOST_SHOWN_CHARACTERS = 200


MOST_ROW_BYTES = 10_000_000
"""Twice the characters that a page may have. It bounds what reading holds."""
_PIECE_BYTES = 1_000_000
"""Read at a time of a line that is too long."""
_MOST_LINE_BYTES = 1_000_000_000
"""Behind so many of one line nothing is looked for: a small packed file can have any number."""
_MOST_BLANK_BYTES = 100_000
"""Of blank lines on end, for the same reason: each takes as long as a line with something on it."""
_BOM = b"\xef\xbb\xbf"
_CONTINUED = bytes(range(0x80, 0xC0))
"""Bytes that go on with a character of UTF-8."""
_BOMS_OF_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
WHICH = "name one so, or say which it is: --columns text=…"
"""What to do where none is."""
_TEXTS = frozenset({"text", "html"})


class Row(NamedTuple):
    """What stands on a line: something that values can be taken from, or a fault."""

    line: int
    """From 1: its line, or its number where rows are no lines; 0 of a whole file."""
    raw: object
    fault: str | None = None
    is_broken: bool = False
    """Whether nothing can be read behind it."""


class Faulty(Exception):
    """A row holds no values; the text says why, to be read after the row's place."""


def shown(names: Iterable[object]) -> str:
    """Return the names of columns for a line of a message, cut where they are many."""
    written = ", ".join(map(str, names))
    return (
        "".join(sign if sign.isprintable() else "?" for sign in written[:_MOST_SHOWN_CHARACTERS])
        or "none"
    )


Values = Mapping[str, object]
"""A row's values by the names of their columns."""


class Line(NamedTuple):
    """A line of a file."""

    number: int
    """From 1."""
    size: int
    """In bytes, its end counted."""
    offset: int
    """Characters of the file before it, the mark in front of the file not counted."""
    quotes: int
    """How many quotation marks (") it holds; counted only where `raw` is None."""
    raw: bytes | None
    """With its end; None of a line over the limit."""

    @property
    def digest(self) -> str:
        """SHA-256 of its bytes, or of their number where they are not held, in hex."""
        content = str(self.size).encode() if self.raw is None else self.raw
        return hashlib.sha256(content).hexdigest()


def lines(file: BinaryIO, most_bytes: int | None = None) -> Iterator[Line]:
    """Yield the lines of a file; those of more than `MOST_ROW_BYTES`, or so many, are not held.

    Raises CorpusError for UTF-16, as spreadsheets call "Unicode": its lines end in other bytes; and
    for lines that are blank, or one, without end.
    """
    number, offset, blank, most_bytes = 0, 0, 0, most_bytes or MOST_ROW_BYTES
    while raw := file.readline(most_bytes + 1):
        number += 1
        if number == 1 and raw.startswith(_BOMS_OF_UTF_16):
            raise CorpusError("is in UTF-16: save the file as UTF-8")
        content = raw.removeprefix(_BOM) if number == 1 else raw
        blank = blank + len(raw) if raw.isspace() else 0
        if blank > _MOST_BLANK_BYTES:
            raise CorpusError("holds 100 kB of blank lines on end; what follows is not read")
        line = Line(number, len(raw), offset, 0, content)
        offset += _characters(content)
        if len(raw) > most_bytes and not raw.endswith(b"\n"):
            line = line._replace(quotes=raw.count(b'"'), raw=None)
            while not raw.endswith(b"\n") and (raw := file.readline(_PIECE_BYTES)):
                size, quotes = line.size + len(raw), line.quotes + raw.count(b'"')
                line = line._replace(size=size, quotes=quotes)
                offset += _characters(raw)
                if line.size > _MOST_LINE_BYTES:
                    raise CorpusError(f"{too_long(line.size)}; what follows is not read")
        yield line


def _characters(raw: bytes) -> int:
    return len(raw.translate(None, _CONTINUED))


def too_long(size: int) -> str:
    """Return what is said of a row of so many bytes."""
    limit = MOST_ROW_BYTES // 1_000_000
    return f"is {size / 1e6:.1f} MB long; the limit is {limit} MB: give one article a row"


@dataclass(frozen=True, slots=True)
class Renaming:
    """Says which column of a table is the text, the title and so on; else each is as called."""

    meant: tuple[tuple[str, str], ...] = ()
    """A name that is understood and the column that is meant by it, each: ("text", "body")."""

    def name_of(self, column: str) -> str:
        """Return what a column is read as; one whose name is taken is kept as "text (2)"."""
        for name, called in self.meant:
            if column == called:
                return name
        return f"{column} (2)" if column in dict(self.meant) else column

    def of(self, values: Values) -> Values:
        """Return the values of a row by what their columns are read as."""
        if not self.meant:
            return values
        return {self.name_of(column): value for column, value in values.items()}


AS_CALLED = Renaming()
"""Each column is what it is called."""


def holds_text(columns: Iterable[str], renaming: Renaming) -> bool:
    """Return whether one of the columns is read as the text of articles."""
    return not _TEXTS.isdisjoint(map(renaming.name_of, columns))


def without_text(columns: Iterable[str]) -> str:
    """Return what is wrong with a table of which no column holds a text."""
    return f"has no column named text or html (it has {shown(columns)}): {WHICH}"
