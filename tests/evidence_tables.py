"""Tables that tests read: rows of cells as a person would type them, and what comes of them."""

import csv
import io
from collections.abc import Iterable, Sequence

from pipeline.evidence.parts import Part, Prose, Table, TableRow
from pipeline.evidence.readers.cells import cell_words
from pipeline.evidence.readers.raw_rows import RawRow
from pipeline.evidence.readers.tables import Setting, tables_in

SHEET = Setting("", "", in_cells=True)


def raw_rows(text: str) -> list[RawRow]:
    """Return the rows of a text in CSV."""
    return [RawRow.of(at, row) for at, row in enumerate(csv.reader(io.StringIO(text)), 1)]


def kept(parts: Iterable[Part]) -> list[Part]:
    """Return parts with what they hold in lists, so that they may be read again."""
    found: list[Part] = []
    for part in parts:
        if isinstance(part, Prose):
            found.append(part._replace(sentences=list(part.sentences)))
        else:
            found.append(part._replace(rows=list(part.rows)))
    return found


def parts_of(text: str, setting: Setting = SHEET) -> list[Part]:
    """Return the parts of a text in CSV."""
    return kept(tables_in(raw_rows(text), setting))


def table_of(text: str, setting: Setting = SHEET) -> Table:
    """Return the first table of a text in CSV."""
    return next(part for part in parts_of(text, setting) if isinstance(part, Table))


def rows_of(table: Table) -> list[TableRow]:
    """Return the rows of a table that is kept."""
    return list(table.rows)


def words_of(parts: Iterable[Part]) -> list[str]:
    """Return the cells of tables in words, in order."""
    return [
        words.text
        for table in parts
        if isinstance(table, Table)
        for row in table.rows
        for at in range(len(table.columns))
        if (words := cell_words(table.columns, row, at)).number is not None
    ]


def sentences_of(parts: Iterable[Part]) -> list[tuple[str, str]]:
    """Return the sentences of prose, each with its place."""
    found: list[tuple[str, str]] = []
    for part in parts:
        if isinstance(part, Prose):
            found += [(sentence.text, sentence.place) for sentence in part.sentences]
    return found


def forms_of(table: Table) -> Sequence[str]:
    """Return the forms of the columns that are no labels."""
    return [column.form for column in table.columns if not column.is_label]
