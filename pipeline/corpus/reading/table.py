"""CSV and TSV: the first row names the columns; a row may run over several lines."""

import csv
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from pipeline.corpus.reading.lines import MOST
from pipeline.corpus.reading.renaming import AS_CALLED, Renaming
from pipeline.corpus.reading.rows import Faulty, Place, Row, Values
from pipeline.corpus.reading.table_head import Head, head_of, what_is_wrong
from pipeline.corpus.reading.table_lines import TableLines, TooLong


def rows(
    file: BinaryIO, start: Place, renaming: Renaming = AS_CALLED, *, delimiters: str
) -> Iterator[Row]:
    """Yield the rows under the head; each carries the head's names along with its cells.

    Of the delimiters the head tells which. Raises CorpusError when it names no column with a text.
    """
    csv.field_size_limit(MOST)  # of the whole process; the rows themselves are bounded here
    given = TableLines(file)
    head = head_of(given, delimiters, renaming)
    if head is None:
        return
    if start.row:
        given = TableLines(file, start.offset, start.line)
    # Strict: else a mark that is missing would make a cell of all rows up to the next one.
    reader = csv.reader(given, delimiter=head.delimiter, strict=True)
    row = start.row
    while (found := _next(reader, given, row, head)) is not None:
        if found.raw or found.fault:
            yield found if found.fault else Row(found.place, (head.names, found.raw))
            row += 1


def values(raw: tuple[tuple[str, ...], list[str]]) -> Values:
    """Return the cells by their columns; raises Faulty when there are more cells than columns."""
    names, cells = raw
    if len(cells) > len(names):
        raise Faulty(
            f"has {len(cells)} cells and the head {len(names)}: is a quotation mark missing?"
        )
    return dict(zip(names, cells, strict=False))


def _next(reader: Iterator[list[str]], given: TableLines, row: int, head: Head) -> Row | None:
    place = Place(row, given.offset, given.number)
    given.begin()
    try:
        cells = next(reader, None)
    except TooLong as error:
        return Row(place, None, str(error))
    except csv.Error as error:
        cells = _literally(given, head) or _with_backslashes(given, head)
        if cells is None:
            return Row(place, None, what_is_wrong(error) + _passed_over(reader, given, place, head))
    if given.is_undecodable:
        return Row(place, None, "is in an encoding that cannot be told: save the file as UTF-8")
    return None if cells is None else Row(place, cells)


def _literally(given: TableLines, head: Head) -> list[str] | None:
    """Return the cells of a line between tabs as they stand; None where they are not of the head.

    Many programs write tabs without any quotation marks of their own: then one is a sign like others.
    """
    if head.delimiter != "\t":
        return None
    cells = given.first().split("\t")
    return cells if len(cells) == len(head.names) and given.put_back(behind=1) else None


def _with_backslashes(given: TableLines, head: Head) -> list[str] | None:
    """Return the cells of a row that puts a backslash before a mark within a cell, as MySQL does; else None."""
    if not given.holds(b'\\"') or not given.put_back():
        return None
    given.begin()
    reader = csv.reader(given, delimiter=head.delimiter, strict=True, escapechar="\\")
    with suppress(csv.Error, TooLong, StopIteration):
        cells = next(reader)
        return cells if len(cells) == len(head.names) else None
    return None


def _passed_over(reader: Iterator[list[str]], given: TableLines, place: Place, head: Head) -> str:
    """Pass over what cannot be told apart, up to a line that is surely a row; say how far that is."""
    given.put_back_the_last()
    last = given.number - 1
    while not _is_a_row(reader, given, head):
        last = given.number - 1
    return f"; nothing could be read up to line {last}" if last > place.line else ""


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
