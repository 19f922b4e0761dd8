"""CSV and TSV: the first row names the columns; a row may run over several lines."""

import csv
from collections.abc import Iterator
from typing import BinaryIO

from pipeline.corpus.reading.lines import MOST, Line, lines, too_long
from pipeline.corpus.reading.rows import Faulty, Place, Row, Values, shown
from pipeline.errors import ArticleError, CorpusError
from pipeline.text.decode import decode

_TEXTS = ("text", "html")


def rows(file: BinaryIO, start: Place, delimiter: str) -> Iterator[Row]:
    """Yield the rows under the head; each carries the head's names along with its cells.

    Raises CorpusError when the head names no column with a text.
    """
    csv.field_size_limit(MOST)  # of the whole process; the rows themselves are bounded here
    feed = _Feed(lines(file))
    names = _names(feed, delimiter)
    if start.row:
        feed = _Feed(lines(file, start.offset, start.line))
        feed.offset, feed.number = start.offset, start.line
    reader = csv.reader(feed, delimiter=delimiter)
    row = start.row
    while (found := _next(reader, feed, row)) is not None:
        if found.raw or found.fault:
            yield found if found.fault else Row(found.place, (names, found.raw))
            row += 1


def values(raw: tuple[tuple[str, ...], list[str]]) -> Values:
    """Return the cells by their columns; raises Faulty when there are more cells than columns."""
    names, cells = raw
    if len(cells) > len(names):
        raise Faulty(
            f"has {len(cells)} cells and the head {len(names)}: is a quotation mark missing?"
        )
    return dict(zip(names, cells, strict=False))


def _names(feed: "_Feed", delimiter: str) -> tuple[str, ...]:
    head = _next(csv.reader(feed, delimiter=delimiter), feed, 0)
    if head is None:
        return ()
    if head.fault or not isinstance(head.raw, list):
        raise CorpusError(f"has a head that {head.fault}")
    names = tuple(name.strip() for name in head.raw)
    if not any(name in _TEXTS for name in names):
        if delimiter == "," and any(name in _TEXTS for name in ";".join(names).split(";")):
            raise CorpusError("separates its cells by semicolons: save it with commas, or as TSV")
        raise CorpusError(f"has no column named text or html (it has {shown(names)}): name one so")
    return names


def _next(reader: Iterator[list[str]], feed: "_Feed", row: int) -> Row | None:
    place = Place(row, feed.offset, feed.number)
    feed.begin()
    try:
        cells = next(reader, None)
    except _TooLong as error:
        return Row(place, None, str(error))
    except csv.Error as error:
        return Row(place, None, f"is no row of a table: {error}")
    if feed.is_undecodable:
        return Row(place, None, "is in an encoding that cannot be told: save the file as UTF-8")
    return None if cells is None else Row(place, cells)


class _TooLong(Exception):
    """A row is over the limit; the text says so."""


class _Feed:
    """Hands lines to the reader of rows, and ends a row that grows beyond the limit."""

    def __init__(self, found: Iterator[Line]) -> None:
        self._lines = found
        self._size = self._quotes = 0
        self.offset, self.number = 0, 1
        self.is_undecodable = False

    def __iter__(self) -> "_Feed":
        return self

    def begin(self) -> None:
        """Take what comes for a new row."""
        self._size = self._quotes = 0
        self.is_undecodable = False

    def __next__(self) -> str:
        """Return the next line; raises _TooLong, behind the row's end, for one beyond the limit."""
        line = self._taken(next(self._lines))
        if line.raw is None or self._size > MOST:
            raise _TooLong(self._to_the_end_of_the_row())
        return self._decoded(line.raw)

    def _taken(self, line: Line) -> Line:
        self.offset, self.number = line.offset + line.size, line.number + 1
        self._size += line.size
        self._quotes += line.quotes if line.raw is None else line.raw.count(b'"')
        return line

    def _to_the_end_of_the_row(self) -> str:
        """Pass over the lines up to one where every quotation mark is closed."""
        for line in self._lines if self._quotes % 2 else ():
            self._taken(line)
            if self._quotes % 2 == 0:
                break
        unclosed = " (a quotation mark is not closed)" if self._quotes % 2 else ""
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
