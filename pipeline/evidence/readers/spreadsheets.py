"""Spreadsheets as rows of cells: no formula is computed, nothing that they point to is opened.

The sizes are checked, and only the parts that hold cells are handed to the library that reads
them, in a copy; macros, pictures and links to other files are left out.
"""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from importlib import import_module
from math import isfinite
from typing import Any, NamedTuple
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from pipeline.documents.office_zip import OfficeZip
from pipeline.documents.reading import OLD_OFFICE
from pipeline.errors import ArticleError
from pipeline.evidence.readers.cell_numbers import BARE
from pipeline.evidence.readers.raw_rows import RawRow
from pipeline.evidence.readers.sheet_formats import (
    PERCENT,
    SheetFormats,
    formats_of,
    ods_cells,
    sheet_targets,
    xlsx_cells,
    xlsx_styles,
)

_MOST_BYTES = 80_000_000
"""Of all parts that are read, unpacked: a million to two million cells."""
AS_CSV = "save its sheets as CSV"
"""What to do with a workbook that is too large."""
_REPAIR = "open it and save it anew"
_MISSING = "what reads them is not installed: pip install 'factdesk[evidence]'"
_ODS_PARTS = ("mimetype", "META-INF/manifest.xml", "content.xml")
_XLSX_MAIN, _XLSX_STYLES = "xl/workbook.xml", "xl/styles.xml"
_XLSX_SHEETS = "xl/worksheets/"
_XLSX_PARTS = (
    "[Content_Types].xml",
    "_rels/.rels",
    _XLSX_MAIN,
    "xl/_rels/workbook.xml.rels",
    "xl/sharedStrings.xml",
    _XLSX_STYLES,
)
_XLSX_FOLDER = "xl/"
_PANIC = "PanicException"
"""What a fault of the library itself is called: it is no Exception."""
_DIGITS = 15
"""That a spreadsheet shows of a number."""


class Sheet(NamedTuple):
    """A sheet that a person sees, and its rows."""

    name: str
    rows: Iterator[RawRow]


class _Content(NamedTuple):
    """What the library is given, and what it does not tell."""

    raw: bytes
    formats: tuple[SheetFormats, ...]
    """Of each sheet, in order."""


def is_spreadsheet(names: list[str]) -> bool:
    """Return whether a zip with parts of these names is a workbook that is read."""
    return _XLSX_MAIN in names or ("content.xml" in names and "mimetype" in names)


def sheets_of(raw: bytes, name: str) -> Iterator[Sheet]:
    """Yield the sheets of a workbook; raises ArticleError, one line, where it cannot be read.

    The rows of a sheet must be read before the next sheet is asked for.
    """
    try:
        calamine = import_module("python_calamine")
    except ImportError as error:
        raise ArticleError(f"{name} is a spreadsheet, and {_MISSING}") from error
    if len(raw) > _MOST_BYTES:
        raise ArticleError(f"{name} has more than {_MOST_BYTES // 1_000_000} MB: {AS_CSV}")
    content = _Content(raw, ()) if raw.startswith(OLD_OFFICE) else _only_cells(raw, name)
    with _as_one_line(calamine, name):
        workbook = calamine.load_workbook(io.BytesIO(content.raw))
    for number, each in enumerate(workbook.sheets_metadata):
        is_seen = each.visible == calamine.SheetVisibleEnum.Visible
        if is_seen and each.typ == calamine.SheetTypeEnum.WorkSheet:
            with _as_one_line(calamine, name):
                sheet = workbook.get_sheet_by_index(number)
            formats = dict(enumerate(content.formats)).get(number, {})
            yield Sheet(each.name, _rows_of(sheet, formats))


@contextmanager
def _as_one_line(calamine: Any, name: str) -> Iterator[None]:  # noqa: ANN401 - it brings no types
    """Turn whatever the library raises into one line."""
    try:
        yield
    except calamine.PasswordError as error:
        raise ArticleError(f"{name} is protected by a password: save it without one") from error
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == _PANIC:
            raise ArticleError(f"{name} is a broken spreadsheet: {_REPAIR}") from error
        raise


def _only_cells(raw: bytes, name: str) -> _Content:
    """Return a copy of a workbook with nothing but its cells, and the forms of these."""
    package = OfficeZip(raw, name, kind="spreadsheet", repair=_REPAIR, smaller=AS_CSV)
    is_office = _XLSX_MAIN in package.names
    left, parts = _MOST_BYTES, dict[str, bytes]()
    for each in filter(_holds_cells, dict.fromkeys(package.names)):
        parts[each] = package.read(each, left)
        left -= len(parts[each])
    formats = _xlsx_formats(parts, package) if is_office else _ods_formats(parts, name)
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_STORED) as copy:
        for each, content in parts.items():
            copy.writestr(ZipInfo(each), content)
    return _Content(stream.getvalue(), formats)


def _holds_cells(part: str) -> bool:
    is_sheet = part.startswith(_XLSX_SHEETS) and part.endswith(".xml")
    return is_sheet or part in _ODS_PARTS or part in _XLSX_PARTS


def _xlsx_formats(parts: Mapping[str, bytes], package: OfficeZip) -> tuple[SheetFormats, ...]:
    styles = xlsx_styles(parts.get(_XLSX_STYLES), package)
    found = {
        part: formats_of(xlsx_cells(content, styles), package.name)
        for part, content in parts.items()
        if part.startswith(_XLSX_SHEETS)
    }
    targets = [_XLSX_FOLDER + each for each in sheet_targets(parts, package)]
    return tuple(found.get(each, {}) for each in targets)


def _ods_formats(parts: Mapping[str, bytes], name: str) -> tuple[SheetFormats, ...]:
    return tuple(formats_of(cells, name) for cells in ods_cells(parts.get("content.xml", b"")))


def _rows_of(sheet: Any, formats: SheetFormats) -> Iterator[RawRow]:  # noqa: ANN401 - as above
    left = sheet.start[1] if sheet.start else 0
    for at, cells in enumerate(sheet.iter_rows()):
        forms = formats.get(at, {})
        shown = (_formed(cell, forms.get(column, BARE)) for column, cell in enumerate(cells, left))
        yield RawRow.of(at + 1, [*[""] * left, *shown])


def _formed(value: object, form: str) -> str:
    """Return a cell with the sign that it shows; a percentage is stored as a share of one."""
    shown = shown_value(value)
    if form == BARE or not isinstance(value, (int, float)) or isinstance(value, bool):
        return shown
    return form.replace(BARE, shown_number(value * 100) if form == PERCENT else shown)


def shown_value(value: object) -> str:
    """Return a value as a person reads it in its cell."""
    match value:
        case str():
            return value
        case bool():
            return "yes" if value else "no"
        case int():
            return str(value)
        case float() | Decimal():
            return shown_number(float(value))
        case bytes():
            return ""
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        case date() | time():
            return value.isoformat()
        case timedelta():
            seconds = round(value.total_seconds())
            return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return "" if value is None else str(value)


def shown_number(value: float) -> str:
    """Return a number with the digits that a spreadsheet shows: 0.3 for 0.30000000000000004."""
    if not isfinite(value):
        return ""
    return format(Decimal(f"{value:.{_DIGITS}g}").normalize(), "f")
