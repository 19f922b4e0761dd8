"""The lines of a CSV or TSV file as its rows take them: bounded, decoded, and given once more if need be."""

from collections import deque
from contextlib import suppress
from typing import BinaryIO

from pipeline.corpus.reading.lines import MOST, Line, lines, too_long
from pipeline.errors import ArticleError
from pipeline.text.decode import decode

_MOST_AGAIN = 10 * MOST
"""Bytes that a file gives a second time: what is wrong in each of its rows may not make it endless."""


class TooLong(Exception):
    """A row is over the limit; the text says so."""


class TableLines:
    """Hands lines to the reader of rows, and ends a row that grows beyond the limit."""

    def __init__(self, file: BinaryIO, offset: int = 0, number: int = 1) -> None:
        self._lines = lines(file, offset, number)
        self._held, self._again = list[Line](), deque[Line]()
        self._size, self._given_again = 0, 0
        self.quotes = 0
        """Quotation marks in the row so far."""
        self.offset, self.number = offset, number
        self.is_undecodable = False

    def __iter__(self) -> "TableLines":
        return self

    def begin(self) -> None:
        """Take what comes for a new row."""
        self._held.clear()
        self._size = self.quotes = 0
        self.is_undecodable = False

    def __next__(self) -> str:
        """Return the next line; raises TooLong, behind the row's end, for one beyond the limit."""
        line = self._taken()
        if line.raw is None or self._size > MOST:
            self._held.clear()
            raise TooLong(self._to_the_end_of_the_row())
        self._held.append(line)
        return self._decoded(line.raw)

    def put_back(self, *, behind: int = 0) -> bool:
        """Give the row's lines once more, but for so many at its beginning; return whether it can be."""
        back = self._held[behind:]
        self._given_again += sum(line.size for line in back)
        if self._given_again > _MOST_AGAIN:
            return False
        if back:
            self._again.extendleft(reversed(back))
            self.offset, self.number = back[0].offset, back[0].number
        return True

    def put_back_the_last(self) -> None:
        """Give the last line of several once more: with it a row may begin."""
        self.put_back(behind=max(1, len(self._held) - 1))

    def holds(self, part: bytes) -> bool:
        """Return whether one of the row's lines holds these bytes."""
        return any(part in (line.raw or b"") for line in self._held)

    def first(self) -> str:
        """Return the row's first line, without its end."""
        return self._decoded(self._held[0].raw or b"").rstrip("\r\n")

    def _taken(self) -> Line:
        """Return the next line, counted; raises StopIteration at the end."""
        line = self._again.popleft() if self._again else next(self._lines)
        self.offset, self.number = line.offset + line.size, line.number + 1
        self._size += line.size
        self.quotes += line.quotes if line.raw is None else line.raw.count(b'"')
        return line

    def _to_the_end_of_the_row(self) -> str:
        """Pass over the lines up to one where every quotation mark is closed."""
        with suppress(StopIteration):
            while self.quotes % 2:
                self._taken()
        unclosed = " (a quotation mark is not closed)" if self.quotes % 2 else ""
        return too_long(self._size) + unclosed

    def _decoded(self, raw: bytes) -> str:
        try:
            return raw.decode()
        except UnicodeDecodeError:
            try:
                return decode(raw, "")
            except ArticleError:
                self.is_undecodable = True
                return raw.decode("latin-1")  # keeps the row's cells apart
