"""The worklist as an Excel workbook: a sheet to work in, and one that says how."""

import io
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.stages.render.brief_text import ledger_line
from pipeline.stages.render.worklist_table import COLUMNS, FROZEN, NAMES, PRINTED, cells_of
from pipeline.text.escaping import xml_legal
from schemas import Report, WorkStatus

_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001  # Excel knows no zones; fixed, for the same bytes
_LONGEST = 32_767
"""UTF-16 units that Excel allows in a cell."""
_CUT = " … (cut here; the whole text is in worklist.csv)"
_A4 = 9
_TO_FILL = {"status", "evidence", "note", "checker"}
_HOW_TO = (
    (
        "One row a figure of the article, facts first, the most urgent on top; the column why "
        "says what put it there."
    ),
    (
        "alerts are what the checks found wrong or doubtful in the article; cues only raise the "
        "score."
    ),
    (
        "Fill in status, evidence (addresses, with a space between them), note and checker; leave"
        " the rest as it is."
    ),
    (
        "To bring the work back, save this file and run: factdesk worklist import result.json "
        "worklist.xlsx. It knows each row by its row_id."
    ),
    (
        "The list does not claim to be complete: it holds the figures that the article gives, and"
        " no other claims."
    ),
)


def worklist_xlsx(report: Report) -> bytes:
    """Return the workbook; every cell is text and nothing in it is a formula or a link."""
    content = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(content, options) as book:
        book.set_properties({"title": "Worklist", "author": "factdesk", "created": _CREATED})
        top = book.add_format({"text_wrap": True, "valign": "top"})
        filled = book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#FFF8E1"})
        bold = book.add_format({"bold": True, "valign": "top", "bg_color": "#E8EAED", "border": 1})
        sheet = book.add_worksheet("Worklist")
        _write_rows(sheet, report, top, filled, bold)
        _arrange(sheet, len(report.worklist.rows))
        _write_about(book.add_worksheet("About"), report, top)
    return content.getvalue()


def _write_rows(
    sheet: Worksheet, report: Report, plain: Format, filled: Format, header: Format
) -> None:
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.name, header)
    for line, row in enumerate(report.worklist.rows, start=1):
        for place, cell in enumerate(cells_of(report.article, row)):
            style = filled if NAMES[place] in _TO_FILL else plain
            sheet.write_string(line, place, cell_text(cell), style)


def _arrange(sheet: Worksheet, rows: int) -> None:
    """Make the sheet one to work in and to print."""
    sheet.freeze_panes(1, FROZEN)
    sheet.autofilter(0, 0, rows, len(COLUMNS) - 1)
    status = NAMES.index("status")
    sheet.data_validation(
        1, status, max(rows, 1), status,
        {
            "validate": "list",
            "source": [status.value for status in WorkStatus],
            "error_title": "Status",
            "error_message": "Choose one of the list: factdesk reads these back.",
        },
    )  # fmt: skip
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4)
    sheet.print_area(0, 0, rows, PRINTED - 1)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&F&RPage &P of &N")


def _write_about(sheet: Worksheet, report: Report, style: Format) -> None:
    sheet.set_column(0, 0, 100)
    for line, text in enumerate(_about(report)):
        sheet.write_string(line, 0, cell_text(text), style)


def _about(report: Report) -> tuple[str, ...]:
    article = report.article
    published = f", published {article.published}" if article.published else ""
    return (
        f"Worklist of {article.title or article.source}",
        f"Source: {article.source}{published}",
        ledger_line(report),
        *report.provenance.notes,
        "",
        *_HOW_TO,
        f"Made by factdesk {report.provenance.factdesk}.",
    )


def cell_text(text: str) -> str:
    """Return text that a cell can hold: line ends as Excel writes them, legal in XML, not too long.

    Raises nothing: whatever the text is, the file can be opened.
    """
    words = xml_legal(text.replace("\r\n", "\n").replace("\r", "\n"))
    units = words.encode("utf-16-le")
    if len(units) > 2 * _LONGEST:
        kept = units[: 2 * (_LONGEST - len(_CUT))].decode("utf-16-le", "ignore")
        words = kept + _CUT
    # xlsxwriter writes a string between these two unescaped, as XML of its own making.
    return f"{words} " if words.startswith("<r>") and words.endswith("</r>") else words
