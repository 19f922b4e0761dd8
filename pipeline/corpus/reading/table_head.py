"""The head of a CSV or TSV file: what its columns are called, and what stands between its cells."""

import csv
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.corpus.reading.columns import UNDERSTOOD
from pipeline.corpus.reading.renaming import Renaming, holds_text, without_text
from pipeline.corpus.reading.table_lines import TableLines, TooLong
from pipeline.errors import CorpusError


class Head(NamedTuple):
    """The names of the columns, and the sign between cells."""

    names: tuple[str, ...]
    delimiter: str


def head_of(given: TableLines, delimiters: str, renaming: Renaming) -> Head | None:
    """Return the head by the first of the delimiters that makes a column with a text; None without a line.

    Spreadsheets of half the world put semicolons into what they call CSV. Raises CorpusError when
    no column holds a text, or two are called the same that are understood.
    """
    found = [(each, _cells(given, each)) for each in delimiters]
    for delimiter, cells in found:
        if isinstance(cells, list) and holds_text(cells, renaming):
            _cells(given, delimiter, once_more=False)
            return Head(_each_its_own(cells), delimiter)
    _, cells = found[0]
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
    found: list[str] = []
    for name in names:
        if name in found and name in UNDERSTOOD:
            raise CorpusError(f"has two columns named {name}: rename one")
        same = names[: len(found)].count(name)
        found.append(f"{name} ({same + 1})" if same else name)
    return tuple(found)
