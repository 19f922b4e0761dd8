"""An XLSX workbook as lines of text cells, a sheet each."""

import io
import warnings
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time

from openpyxl import load_workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from pipeline.errors import WorkError
from pipeline.text.cells import text_of_cell

_MOST_UNPACKED = 500_000_000
"""Bytes: a worklist of 10,000 rows has 30 million; a small file can unpack to fill the memory."""
_CELL_LIMIT = 32_767
"""UTF-16 units that Excel allows in a cell; one that is full was cut when it was written."""
_OURS = "factdesk"


def sheets_of(name: str, raw: bytes) -> list[list[list[str]]]:
    """Return the cells of each sheet as text; raises WorkError, naming the file.

    Of a formula it is the value that was last computed, and a cell that was cut counts as empty.
    """
    try:
        _require_modest(name, raw)
        with warnings.catch_warnings():  # about drop-downs and styles, which are not needed here
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
            # Cells of our own workbooks are text as it was entered; a CSV file that was opened and
            # saved as a workbook has still the apostrophes before what looks like a formula.
            plain = book.properties.creator == _OURS
            return [_lines(sheet, plain=plain) for sheet in book.worksheets]
    except WorkError:
        raise
    except Exception as error:  # openpyxl raises what XML and zip readers do: no common base
        raise WorkError(
            f"{name} is no workbook that can be read: save it as .xlsx or CSV"
        ) from error


def _require_modest(name: str, raw: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        size = sum(each.file_size for each in archive.infolist())
    if size > _MOST_UNPACKED:
        raise WorkError(f"{name} unpacks to {size:,} bytes, over the limit of {_MOST_UNPACKED:,}")


def _lines(sheet: ReadOnlyWorksheet, *, plain: bool) -> list[list[str]]:
    sheet.reset_dimensions()  # some programs write a size that is too small
    lines = sheet.iter_rows(values_only=True)  # type: ignore[misc]  # the stubs borrow it with its self
    return [_cells(line, plain=plain) for line in lines]


def _cells(line: Iterable[object], *, plain: bool) -> list[str]:
    texts = [_text(value) for value in line]
    return texts if plain else [text_of_cell(text) for text in texts]


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
