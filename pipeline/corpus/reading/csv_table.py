"""CSV and TSV: the first row names the columns; a row may run over several lines."""

import csv
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any, BinaryIO, NamedTuple

from pipeline.corpus.reading.file_rows import (
    AS_CALLED,
    MOST_ROW_BYTES,
    Faulty,
    Line,
    Renaming,
    Row,
    Values,
    holds_text,
    lines,
    too_long,
    without_text,
)
from pipeline.corpus.reading.record import UNDERSTOOD
from pipeline.errors import ArticleError, CorpusError
from pipeline.text.decode import decode

_MOST_BYTES_AGAIN = 10 * MOST_ROW_BYTES
"""What a file gives a second time: what is wrong in each of its rows may not make it endless."""


_LITERAL: dict[str, Any] = {"quoting": csv.QUOTE_NONE}
"""Many programs write tabs and no quotation marks of their own: one is a sign like others."""
_BACKSLASHED: dict[str, Any] = {"escapechar": "\\", "strict": True}
"""MySQL writes a backslash before a mark."""


class TooLong(Exception):
    """A row is over the limit; the text says so."""


class TableLines:
    """Hands lines to the reader of rows, and ends a row that grows beyond the limit."""

    def __init__(self, file: BinaryIO) -> None:
        self._lines = lines(file)
        self._held, self._again = list[Line](), deque[Line]()
        self._size, self._given_again = 0, 0
        self.quotes = 0
        """Quotation marks in the row so far."""
        self.number = 1
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
        if line.raw is None or self._size > MOST_ROW_BYTES:
            self._held.clear()
            raise TooLong(self._to_the_end_of_the_row())
        self._held.append(line)
        return self._decoded(line.raw)

    def put_back(self, *, behind: int = 0) -> bool:
        """Give the row's lines once more, but for the first so many; return whether it can be."""
        back = self._held[behind:]
        self._given_again += sum(line.size for line in back)
        if self._given_again > _MOST_BYTES_AGAIN:
            return False
        if back:
            self._again.extendleft(reversed(back))
            self.number = back[0].number
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
        self.number = line.number + 1
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


class Head(NamedTuple):
    """The names of the columns, and the sign between cells."""

    names: tuple[str, ...]
    delimiter: str


def head_of(given: TableLines, delimiters: str, renaming: Renaming) -> Head | None:
    """Return the head by the first delimiter that makes a column with a text; None of no line.

    Spreadsheets of half the world put semicolons into what they call CSV. Raises CorpusError when
    no column holds a text, or two are called the same that are understood.
    """
    heads = [(delimiter, _cells(given, delimiter)) for delimiter in delimiters]
    for delimiter, cells in heads:
        if isinstance(cells, list) and holds_text(cells, renaming):
            _cells(given, delimiter, once_more=False)
            return Head(_each_its_own(cells), delimiter)
    _, cells = heads[0]
    if cells is None:
        return None
    if isinstance(cells, str):
        raise CorpusError(f"has a head that {cells}")
    raise CorpusError(without_text(cells))


def _cells(given: TableLines, delimiter: str, *, once_more: bool = True) -> list[str] | str | None:
    """Return the cells of the first row, or what is wrong with it."""
    given.begin()
    cells: list[str] | str | None
    try:
        cells = next(csv.reader(given, delimiter=delimiter, strict=True), None)
    except TooLong as error:
        return str(error)
    except csv.Error as error:
        cells = what_is_wrong(error)
    if given.is_undecodable:
        cells = "is in an encoding that cannot be told: save the file as UTF-8"
    if once_more:
        given.put_back()
    return [cell.strip() for cell in cells] if isinstance(cells, list) else cells


def what_is_wrong(error: csv.Error) -> str:
    """Return what Python's reader of tables found, in words for those who wrote the table."""
    if "new-line" in str(error):
        return "has a line end that is a CR alone: save the file with LF or CRLF"
    return "has a quotation mark that is not closed, or stands single inside a cell: double it"


def _each_its_own(names: Sequence[str]) -> tuple[str, ...]:
    """Return the names, the second of a kind as "name (2)": no column may hide another."""
    columns: list[str] = []
    same = Counter[str]()
    for name in names:
        same[name] += 1
        if same[name] > 1 and name in UNDERSTOOD:
            raise CorpusError(f"has two columns named {name}: rename one")
        columns.append(f"{name} ({same[name]})" if same[name] > 1 else name)
    return tuple(columns)


def rows(file: BinaryIO, renaming: Renaming = AS_CALLED, *, delimiters: str) -> Iterator[Row]:
    """Yield the rows under the head; each carries the head's names along with its cells.

    Of the delimiters the head tells which. Raises CorpusError when it names no column with a text.
    """
    csv.field_size_limit(MOST_ROW_BYTES)  # of the whole process; rows are bounded here
    given = TableLines(file)
    head = head_of(given, delimiters, renaming)
    if head is None:
        return
    # Strict: else a mark that is missing would make a cell of all rows up to the next one.
    reader = csv.reader(given, delimiter=head.delimiter, strict=True)
    while (row := _next(reader, given, head)) is not None:
        if row.fault:
            yield row
        elif row.raw:
            yield row._replace(raw=(head.names, row.raw))


def values(raw: tuple[tuple[str, ...], list[str]]) -> Values:
    """Return the cells by their columns; raises Faulty when there are more cells than columns."""
    names, cells = raw
    if len(cells) > len(names):
        raise Faulty(
            f"has {len(cells)} cells and the head {len(names)}: is a quotation mark missing?"
        )
    return dict(zip(names, cells, strict=False))


def _next(reader: Iterator[list[str]], given: TableLines, head: Head) -> Row | None:
    line = given.number
    given.begin()
    try:
        cells = next(reader, None)
    except TooLong as error:
        return Row(line, None, str(error))
    except csv.Error as error:
        cells = _in_another_dialect(given, head)
        if cells is None:
            return Row(line, None, what_is_wrong(error) + _passed_over(reader, given, line, head))
    if given.is_undecodable:
        return Row(line, None, "is in an encoding that cannot be told: save the file as UTF-8")
    return None if cells is None else Row(line, cells)


def _in_another_dialect(given: TableLines, head: Head) -> list[str] | None:
    """Return the cells of a row as other programs write it, where they are those of the head."""
    for dialect in (_LITERAL, _BACKSLASHED) if head.delimiter == "\t" else (_BACKSLASHED,):
        if not given.put_back():
            return None
        given.begin()
        with suppress(csv.Error, TooLong, StopIteration):
            cells = next(csv.reader(given, delimiter=head.delimiter, **dialect))
            if len(cells) == len(head.names):
                return cells
    return None


def _passed_over(reader: Iterator[list[str]], given: TableLines, line: int, head: Head) -> str:
    """Pass over what cannot be told apart, up to what is surely a row; say how far that is."""
    given.put_back_the_last()
    last = given.number - 1
    while not _is_a_row(reader, given, head):
        last = given.number - 1
    return f"; nothing could be read up to line {last}" if last > line else ""


def _is_a_row(reader: Iterator[list[str]], given: TableLines, head: Head) -> bool:
    """Return whether a row follows, or the end; prose with as many commas as the head is none."""
    given.begin()
    try:
        cells = next(reader, None)
    except (csv.Error, TooLong):
        given.put_back_the_last()
        return False
    if cells is None:
        return True
    in_cells = sum(cell.count('"') for cell in cells)  # each is two in the file
    is_quoted = given.quotes - 2 * in_cells >= 2  # around a cell
    return len(cells) == len(head.names) and is_quoted and given.put_back()
