"""Work in a table: CSV as spreadsheets save it, or an XLSX workbook, as rows of cells by column."""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, NamedTuple

from pipeline.errors import ArticleError, WorkError
from pipeline.text.decode import decode
from pipeline.text.escaping import as_typed, text_of_cell

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

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
# A small workbook can unpack to fill the memory. A worklist of 10,000 rows has 30 million bytes and
# 1.5 million signs that begin a tag; reading a tag takes 2 to 10 µs, and up to 500 bytes.
_MOST_UNPACKED = 200_000_000
_MOST_TAGS = 10_000_000
_MOST_TAGS_APART = 200_000
"""Of one row, of one shared string, and of what is neither: each is held whole."""
_ROW_OR_STRING = re.compile(rb"<(?:\w+:)?(?:row|si)\b")
_MOST_ROWS = 1_048_576
"""What Excel has."""
_MOST_CELLS = 20_000_000
"""Of all sheets, with those that openpyxl puts where a row, or a cell of it, is missing."""
_NO_CELLS: list[str] = []
"""Those of each empty row: a file can have millions."""
_CELL_LIMIT = 32_767
"""UTF-16 units that Excel allows in a cell; one that is full was cut when it was written."""
_OURS = "factdesk"


class TableRow(NamedTuple):
    """One row: its line in the file, from 1, and the text of each cell by column name."""

    line: int
    cells: dict[str, str]


class Table(NamedTuple):
    """The rows of a table under a heading that has a column row_id; blank rows are left out."""

    rows: tuple[TableRow, ...]

    def generated(self) -> list[dict[str, str]]:
        """Return the cells of each row that are not there to be filled in; empty ones left out."""
        return [
            {name: cell for name, cell in cells.items() if cell and name not in WORK_COLUMNS}
            for _, cells in self.rows
        ]


def read_table(name: str, raw: bytes) -> Table:
    """Return the table in the bytes of a CSV or XLSX file; raises WorkError, naming it."""
    if raw.startswith(_ZIP):
        sheets = sheets_of(name, raw)
    elif raw.startswith(_OLD_OFFICE):
        raise WorkError(
            f"{name} is an old or locked Office file: save it as .xlsx without password"
        )
    else:
        sheets = [_lines_of(name, raw)]
    tables = [rows for lines in sheets if (rows := _under_heading(name, lines)) is not None]
    if not tables:
        raise WorkError(f"{name} has no column row_id, by which a row of the worklist is known")
    return Table(tuple(row for table in tables for row in table))


def field_name(text: str) -> str:
    """Return a heading or status as we spell it: "Row ID" and "row-id" are row_id."""
    return "_".join(text.replace("-", " ").replace("_", " ").split()).casefold()


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
        if _under_heading(name, lines) is not None:
            return lines
    return []


def _split(name: str, text: str, separator: str) -> list[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    lines: list[list[str]] = []
    cells = 0
    try:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            cells += len(line) + 1
            if cells > _MOST_CELLS:
                raise WorkError(_too_large(name))
            lines.append([text_of_cell(cell) for cell in line] or _NO_CELLS)
    except csv.Error as error:
        raise WorkError(f"{name} is no CSV that can be read: {error}") from error
    return lines


def _under_heading(name: str, lines: Sequence[Sequence[str]]) -> list[TableRow] | None:
    """Return the rows under the heading, None where there is no heading with row_id."""
    for number, line in enumerate(lines[:_HEADER_WITHIN], start=1):
        columns = [field_name(cell) for cell in line]
        if "row_id" in columns:
            if len(columns) * len(lines) > _MOST_CELLS:  # a row has a cell in each column
                raise WorkError(_too_large(name))
            return list(_rows(columns, lines[number:], number + 1))
    return None


def _rows(columns: Sequence[str], lines: Iterable[Sequence[str]], first: int) -> Iterator[TableRow]:
    for number, line in enumerate(lines, start=first):
        padded = [*line, *[""] * (len(columns) - len(line))]
        cells = {column: cell for column, cell in zip(columns, padded, strict=False) if column}
        if any(cell.strip() for cell in cells.values()):
            yield TableRow(number, {**cells, "row_id": cells["row_id"].strip()})


def sheets_of(name: str, raw: bytes) -> list[list[list[str]]]:
    """Return the cells of each sheet as text; raises WorkError, naming the file.

    Of a formula it is the value that was last computed, and a cell that was cut counts as empty.
    """
    # Imported here: it takes a tenth of a second, and only workbooks need it.
    from openpyxl import load_workbook  # noqa: PLC0415

    try:
        _require_modest(name, raw)
        with warnings.catch_warnings():  # about drop-downs and styles, which are not needed here
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
            # Cells of our own workbooks are text as it was entered; a CSV file that was opened and
            # saved as a workbook has still the apostrophes before what looks like a formula.
            plain = book.properties.creator == _OURS
            return _sheets_as_text(name, book.worksheets, plain=plain)
    except WorkError:
        raise
    except Exception as error:  # openpyxl raises what XML and zip readers do: no common base
        raise WorkError(
            f"{name} is no workbook that can be read: save it as .xlsx or CSV"
        ) from error


def _require_modest(name: str, raw: bytes) -> None:
    """Refuse a workbook by what it holds: what it says of its own size is not believed."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        size = sum(member.file_size for member in archive.infolist())  # no more is ever unpacked
        if size > _MOST_UNPACKED:
            raise WorkError(
                f"{name} unpacks to {size:,} bytes, over the limit of {_MOST_UNPACKED:,}"
            )
        tags = 0
        for member in archive.infolist():
            parts = _ROW_OR_STRING.split(archive.read(member))
            counts = [part.count(b"<") + 1 for part in parts]
            tags += sum(counts)
            is_modest = tags <= _MOST_TAGS and max(counts) <= _MOST_TAGS_APART
            if not is_modest or len(parts) > _MOST_ROWS + 1:
                raise WorkError(_too_large(name))


def _too_large(name: str) -> str:
    return f"{name} has more rows and cells than a worklist: save the worklist alone"


def _sheets_as_text(
    name: str, sheets: Iterable["ReadOnlyWorksheet"], *, plain: bool
) -> list[list[list[str]]]:
    """Return the cells of each sheet, without the empty ones at the end of a row."""
    texts: list[list[list[str]]] = []
    cells = 0
    for sheet in sheets:
        sheet.reset_dimensions()  # some programs write a size that is too small
        lines: list[list[str]] = []
        texts.append(lines)
        for line in sheet.iter_rows(values_only=True):  # type: ignore[misc]  # the stubs borrow it with its self
            cells += len(line) + 1
            if cells > _MOST_CELLS or len(lines) == _MOST_ROWS:
                raise WorkError(_too_large(name))
            lines.append(_cells(line, plain=plain))
    return texts


def _cells(line: Sequence[object], *, plain: bool) -> list[str]:
    filled = next((at for at in range(len(line), 0, -1) if line[at - 1] is not None), 0)
    if not filled:
        return _NO_CELLS  # one for all of them
    texts = [_text(value) for value in line[:filled]]
    return [as_typed(text) if plain else text_of_cell(text) for text in texts]


def _text(value: object) -> str:
    """Return a value as a person reads it; Excel makes numbers and dates of what looks like one."""
    match value:
        case None:
            return ""
        case str():
            cut = len(value.encode("utf-16-le", "surrogatepass")) >= 2 * _CELL_LIMIT
            return "" if cut else value
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case date() | time():
            return value.isoformat()
    return str(value)
