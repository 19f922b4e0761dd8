"""Office files of the folders that measure evidence: kept as text, made when they are needed.

`x.xlsx.csv` and `x.ods.csv` hold the sheets of a workbook as CSV, each below a line "### sheet
NAME"; `x.docx.md` and `x.pdf.md` a document as Markdown with headings, paragraphs and pipe tables.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import xlsxwriter
from docx import Document
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import inch
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

_SHEET = re.compile(r"^### sheet (.+)$", re.MULTILINE)
_NUMBER = re.compile(r"[-−+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(%?)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SEPARATOR = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_EMPHASIS = re.compile(r"(\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w))")
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_ODS_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
)


class Number(NamedTuple):
    """A cell that an office file holds as a number."""

    value: float
    code: str
    """The format that shows it as it is written."""


Cell = str | date | Number


class Sheet(NamedTuple):
    """A sheet of a workbook."""

    name: str
    rows: Sequence[Sequence[Cell]]


def make_documents(folder: Path, into: Path) -> list[Path]:
    """Make the documents of a folder in another, and return them; plain files are copied."""
    into.mkdir(parents=True, exist_ok=True)
    made = []
    for source in sorted(path for path in folder.iterdir() if path.is_file()):
        make = _MAKERS.get("".join(source.suffixes[-2:]))
        target = into / (source.stem if make else source.name)
        target.write_bytes(make(source.read_text("utf-8")) if make else source.read_bytes())
        made.append(target)
    return made


def sheets_in(text: str) -> list[Sheet]:
    """Return the sheets of a workbook that is kept as CSV."""
    names = _SHEET.findall(text) or ["Sheet1"]
    bodies = _SHEET.split(text)[2::2] or [text]
    return [
        Sheet(
            name.strip(), [[*map(_cell, row)] for row in csv.reader(io.StringIO(body.lstrip("\n")))]
        )
        for name, body in zip(names, bodies, strict=True)
    ]


def _cell(written: str) -> Cell:
    """Return a cell as an office program would keep it when it is typed in."""
    if _DAY.fullmatch(written):
        return date.fromisoformat(written)
    found = _NUMBER.fullmatch(written)
    if not found or re.fullmatch(r"0\d+", written):
        return written
    value = float(written.strip("%").replace(",", "").replace("−", "-"))
    places = len(written.strip("%").partition(".")[2])
    code = ("#,##0" if "," in written else "0") + (f".{'0' * places}" if places else "")
    return Number(value / 100, f"{code}%") if found[1] else Number(value, code)


def xlsx(text: str) -> bytes:
    """Return a workbook of Office."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2026, 1, 1)})  # noqa: DTZ001 - files hold no clock
        for sheet in sheets_in(text):
            target = book.add_worksheet(sheet.name[:31])
            for at, row in enumerate(sheet.rows):
                for column, cell in enumerate(row):
                    match cell:
                        case Number(value, code):
                            shown = book.add_format({"num_format": code})
                            target.write_number(at, column, value, shown)
                        case date():
                            shown = book.add_format({"num_format": "yyyy-mm-dd"})
                            target.write_datetime(at, column, cell, shown)
                        case str() if cell:
                            target.write_string(at, column, cell)
    return stream.getvalue()


def ods(text: str) -> bytes:
    """Return an OpenDocument workbook, with no more in it than it must have."""
    tables = "".join(
        f"<table:table table:name={quoteattr(sheet.name)}>"
        + "".join(
            f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>"
            for row in sheet.rows
        )
        + "</table:table>"
        for sheet in sheets_in(text)
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_ODS_NAMES} '
        'office:version="1.3"><office:body><office:spreadsheet>'
        f"{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
        'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="{_ODS}"/><manifest:file-entry manifest:full-path="content.xml" '
        'manifest:media-type="text/xml"/></manifest:manifest>'
    )
    stream = io.BytesIO()
    with ZipFile(stream, "w") as target:
        target.writestr(ZipInfo("mimetype"), _ODS, ZIP_STORED)
        target.writestr(ZipInfo("content.xml"), content, ZIP_DEFLATED)
        target.writestr(ZipInfo("META-INF/manifest.xml"), manifest, ZIP_DEFLATED)
    return stream.getvalue()


def _ods_cell(cell: Cell) -> str:
    match cell:
        case Number(value, code):
            kind = "percentage" if code.endswith("%") else "float"
            kept = f'office:value-type="{kind}" office:value="{value!r}"'
            shown = f"{value * 100:g}%" if kind == "percentage" else f"{value:g}"
        case date():
            kept, shown = f'office:value-type="date" office:date-value="{cell}"', str(cell)
        case _:
            kept, shown = 'office:value-type="string"', cell
    if not shown:
        return "<table:table-cell/>"
    return f"<table:table-cell {kept}><text:p>{escape(shown)}</text:p></table:table-cell>"


class _Piece(NamedTuple):
    """A piece of a Markdown document: a heading of a level, a paragraph (0), or a table."""

    level: int
    text: str
    rows: Sequence[Sequence[str]] = ()
    is_item: bool = False


def _pieces(text: str) -> Iterator[_Piece]:
    for kind, some in groupby(text.strip().splitlines(), _kind_of_line):
        lines = [line.strip() for line in some]
        match kind:
            case "table":
                rows = [
                    line.strip("|").split("|") for line in lines if not _SEPARATOR.fullmatch(line)
                ]
                yield _Piece(0, "", [[_plain(cell) for cell in row] for row in rows])
            case "heading":
                for line in lines:
                    hashes, _, words = line.partition(" ")
                    yield _Piece(len(hashes), _plain(words))
            case "item":
                for line in lines:
                    yield _Piece(0, _plain(line[1:]), is_item=True)
            case "words":
                yield _Piece(0, _plain(" ".join(lines)))


def _kind_of_line(line: str) -> str:
    """Return of what kind of block a line is."""
    if re.match(r"\s*\|", line):
        return "table"
    if re.match(r"#{1,6}\s", line):
        return "heading"
    if re.match(r"\s*[-*•]\s", line):
        return "item"
    return "words" if line.strip() else "blank"


def _plain(text: str) -> str:
    return _EMPHASIS.sub("", text).strip()


def docx(text: str) -> bytes:
    """Return a Word document."""
    document = Document()
    for piece in _pieces(text):
        if piece.rows:
            width = max(map(len, piece.rows))
            table = document.add_table(rows=0, cols=width)
            for row in piece.rows:
                cells = table.add_row().cells
                for cell, words in zip(cells, row, strict=False):
                    cell.text = words
        elif piece.level:
            document.add_heading(piece.text, min(piece.level, 4))
        else:
            document.add_paragraph(piece.text, style="List Bullet" if piece.is_item else None)
    document.core_properties.created = datetime(2026, 1, 1)  # noqa: DTZ001 - as above
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf(text: str) -> bytes:
    """Return a PDF; tables have lines above and below their headings, as reports do."""
    styles = getSampleStyleSheet()
    flow: list[Flowable] = []
    lines = TableStyle(
        [
            ("LINEABOVE", (0, 0), (-1, 0), 1, colors.black),
            ("LINEBELOW", (0, 0), (-1, 0), 0.5, colors.black),
        ]
    )
    for piece in _pieces(text):
        if piece.rows:
            width = max(map(len, piece.rows))
            rows = [[*row, *[""] * (width - len(row))] for row in piece.rows]
            flow.append(Table(rows, style=lines, hAlign="LEFT", colWidths=_widths(rows)))
        elif piece.level:
            flow.append(Paragraph(escape(piece.text), styles[f"Heading{min(piece.level, 4)}"]))
        else:
            mark = "• " if piece.is_item else ""
            flow.append(Paragraph(mark + escape(piece.text), styles["BodyText"]))
        flow.append(Spacer(1, 6))
    stream = io.BytesIO()
    SimpleDocTemplate(stream, pagesize=A4, invariant=1).build(flow)
    return stream.getvalue()


def _widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """Return widths of columns that fill the page, as far as their cells leave room."""
    needed = [
        max(stringWidth(cell, "Helvetica", 10) for cell in column) + 14
        for column in zip(*rows, strict=True)
    ]
    room = A4[0] - 2 * inch
    return [width + max(room - sum(needed), 0) / len(needed) for width in needed]


_MAKERS: dict[str, Callable[[str], bytes]] = {
    ".xlsx.csv": xlsx,
    ".ods.csv": ods,
    ".docx.md": docx,
    ".pdf.md": pdf,
}
