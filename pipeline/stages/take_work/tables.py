"""A table of work: CSV as spreadsheets save it, or a workbook, as rows of cells by column."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.errors import ArticleError, WorkError
from pipeline.stages.take_work.entry import Fields, entry_of, field_name
from pipeline.text.cells import text_of_cell
from pipeline.text.decode import decode
from schemas import WorkedRow

WORK_COLUMNS = ("status", "evidence", "note", "checker")
"""What people fill in."""
_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
SEPARATORS = ",;\t"
"""What programs for tables put between cells of what they call CSV."""
LONGEST_CELL = 100_000_000
"""Python stops at 131,072 characters, which a sentence of a careless article can have."""
_HEADER_WITHIN = 20
"""People put a title above; a heading further down is a cell that happens to say row_id."""


class TableRow(NamedTuple):
    """One row: its line in the file, from 1, and the text of each cell by the name of its column."""

    line: int
    cells: dict[str, str]


class Table(NamedTuple):
    """The rows of a table under a heading that has a column row_id; blank rows are left out."""

    name: str
    rows: tuple[TableRow, ...]

    def entries(self) -> Iterator[WorkedRow]:
        """Yield the work on each row; a column that is missing is None. Raises WorkError."""
        for line, cells in self.rows:
            row_id, evidence = cells["row_id"], cells.get("evidence")
            fields = Fields(
                status=cells.get("status"),
                evidence=None if evidence is None else [evidence],
                note=cells.get("note"),
                checker=cells.get("checker"),
            )
            where = f"{self.name}, line {line}, row {row_id or 'without a row_id'}"
            yield entry_of(where, row_id, cells.get("group_id"), fields)

    def generated(self) -> dict[str, dict[str, str]]:
        """Return the cells that are not there to be filled in, by row_id; empty ones left out."""
        return {
            cells["row_id"]: {k: v for k, v in cells.items() if v and k not in WORK_COLUMNS}
            for _, cells in self.rows
        }


def read_table(name: str, raw: bytes) -> Table:
    """Return the table in the bytes of a CSV or XLSX file; raises WorkError, naming it."""
    if raw.startswith(_ZIP):
        # Imported here: it takes a tenth of a second, and only workbooks need it.
        from pipeline.stages.take_work.workbook import sheets_of  # noqa: PLC0415

        sheets = sheets_of(name, raw)
    elif raw.startswith(_OLD_OFFICE):
        raise WorkError(
            f"{name} is an old or locked Office file: save it as .xlsx without password"
        )
    else:
        sheets = [_lines_of(name, raw)]
    tables = [found for lines in sheets if (found := _under_heading(lines)) is not None]
    if not tables:
        raise WorkError(f"{name} has no column row_id, by which a row of the worklist is known")
    return Table(name, tuple(row for table in tables for row in table))


def _lines_of(name: str, raw: bytes) -> list[list[str]]:
    try:
        text = decode(raw, name)
    except ArticleError as error:
        raise WorkError(f"{error}; a worklist is CSV, XLSX or JSON") from error
    head, _, rest = text.partition("\n")
    if head.strip().casefold().startswith("sep="):  # Excel's own way to say it
        return _split(name, "\n" + rest, head.strip()[4:5] or ",")
    for separator in SEPARATORS:
        lines = _split(name, text, separator)
        if _under_heading(lines) is not None:
            return lines
    return []


def _split(name: str, text: str, separator: str) -> list[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise WorkError(f"{name} is no CSV that can be read: {error}") from error
    return [[text_of_cell(cell) for cell in line] for line in lines]


def _under_heading(lines: Sequence[Sequence[str]]) -> list[TableRow] | None:
    """Return the rows under the heading, None where there is no heading with row_id."""
    for at, line in enumerate(lines[:_HEADER_WITHIN]):
        names = [field_name(cell) for cell in line]
        if "row_id" in names:
            return list(_rows(names, lines[at + 1 :], at + 2))
    return None


def _rows(names: Sequence[str], lines: Iterable[Sequence[str]], first: int) -> Iterator[TableRow]:
    for number, line in enumerate(lines, start=first):
        padded = [*line, *[""] * (len(names) - len(line))]
        cells = {name: cell for name, cell in zip(names, padded, strict=False) if name}
        if any(cell.strip() for cell in cells.values()):
            yield TableRow(number, {**cells, "row_id": cells["row_id"].strip()})
