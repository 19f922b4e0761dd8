"""How large the sheets of a workbook are, and which cells show percentages or money.

The library that reads the cells gives bare numbers: 0.125 of a cell that shows 12.5%. A sheet is
laid out from its first filled cell to its last, so that its size is checked before it is read.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from pipeline.documents.docx_package import attribute
from pipeline.documents.office_zip import OfficeZip
from pipeline.errors import ArticleError
from pipeline.evidence.readers.cell_numbers import BARE
from pipeline.numbers.grammar import lexicon

PERCENT = f"{BARE}%"
_MOST_CELLS = 5_000_000
"""Of a sheet, blank ones among them, which take memory too."""
_BUILT_IN_PERCENT = frozenset({"9", "10"})
_CELL = re.compile(rb"<(?:\w+:)?c\s([^<>]*)>")
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
_STYLE = re.compile(rb"""\bs\s*=\s*["'](\d{1,6})["']""")
_OPEN_TAG = re.compile(rb"<[\w-]+:((?:covered-)?table-cell|table-row|table)\b([^<>]*?)(/?)>")
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'](\d{1,12})["']""")
_VALUE_TYPE = re.compile(rb"""value-type\s*=\s*["'](\w+)["']""")
_SIGNS = re.compile("|".join(re.escape(sign) for sign in lexicon.SYMBOLS if len(sign) == 1))


class Placed(NamedTuple):
    """A filled cell, counted from 0, and its form."""

    row: int
    column: int
    form: str


SheetFormats: TypeAlias = dict[int, dict[int, str]]
"""The forms of the cells of one sheet, by row and column, of those that have one."""


def formats_of(cells: Iterable[Placed], name: str) -> SheetFormats:
    """Return the forms of the cells of a sheet; raises ArticleError for one that is too wide."""
    formats: SheetFormats = {}
    top = left = None
    bottom = right = 0
    for cell in cells:
        top = cell.row if top is None else min(top, cell.row)
        left = cell.column if left is None else min(left, cell.column)
        bottom, right = max(bottom, cell.row), max(right, cell.column)
        if (bottom - top + 1) * (right - left + 1) > _MOST_CELLS:
            raise ArticleError(
                f"{name} has a sheet of more than {_MOST_CELLS:,} cells: save its sheets as CSV"
            )
        if cell.form != BARE:
            formats.setdefault(cell.row, {})[cell.column] = cell.form
    return formats


def xlsx_cells(sheet: bytes, styles: Mapping[int, str]) -> Iterator[Placed]:
    """Yield the cells of a sheet of Office."""
    columns: dict[bytes, int] = {}
    for found in _CELL.finditer(sheet):
        reference = _REFERENCE.search(found[1])
        if not reference:
            continue
        letters = reference[1]
        if letters not in columns:
            columns[letters] = _number_of(letters)
        style = _STYLE.search(found[1]) if styles else None
        form = styles.get(int(style[1]), BARE) if style else BARE
        yield Placed(int(reference[2]) - 1, columns[letters], form)


def xlsx_styles(raw: bytes | None, package: OfficeZip) -> Mapping[int, str]:
    """Return the forms of the styles of a workbook of Office, by number, of those that have one."""
    if raw is None:
        return {}
    root = package.parsed(raw)
    codes = {
        each.get("numFmtId", ""): each.get("formatCode", "") for each in root.iter("{*}numFmt")
    }
    found: dict[int, str] = {}
    for group in root.iter("{*}cellXfs"):
        for number, style in enumerate(group.iterchildren("{*}xf")):
            code = style.get("numFmtId", "")
            form = PERCENT if code in _BUILT_IN_PERCENT else _form_of(codes.get(code, ""))
            if form != BARE:
                found[number] = form
    return found


def sheet_targets(parts: Mapping[str, bytes], package: OfficeZip) -> list[str]:
    """Return the part of each sheet of a workbook of Office, in order, as its list names them."""
    links = {
        each.get("Id"): each.get("Target", "").removeprefix("/xl/")
        for each in package.parsed(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"))
    }
    sheets = package.parsed(parts["xl/workbook.xml"]).iter("{*}sheet")
    return [links.get(attribute(each, "id"), "") for each in sheets]


def _form_of(code: str) -> str:
    """Return the form of a code such as 0.0% or "£"#,##0."""
    positive = code.partition(";")[0]
    if "%" in positive:
        return PERCENT
    sign = _SIGNS.search(positive.replace("$-", "-").replace("[$", "["))
    return f"{sign[0]}{BARE}" if sign else BARE


def ods_cells(content: bytes) -> Iterator[list[Placed]]:
    """Yield the filled cells of each sheet of an OpenDocument; the last of those that repeat."""
    cells: list[Placed] = []
    row = column = 0
    repeated = 0
    started = False
    for found in _OPEN_TAG.finditer(content):
        tag, attributes, is_closed = found[1], found[2], bool(found[3])
        if tag == b"table":
            if started:
                yield cells
            cells, row, repeated, started = [], 0, 0, True
            continue
        count = _REPEATED.search(attributes)
        times = int(count[1]) if count else 1
        if tag == b"table-row":
            row, column, repeated = row + repeated, 0, times
            continue
        if not is_closed or b"value-type" in attributes:
            kind = _VALUE_TYPE.search(attributes)
            form = PERCENT if kind and kind[1] == b"percentage" else BARE
            cells.append(Placed(row, column, form))
            if times > 1 or repeated > 1:
                cells.append(Placed(row + repeated - 1, column + times - 1, form))
        column += times
    if started:
        yield cells


def _number_of(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
