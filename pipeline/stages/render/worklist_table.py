"""The worklist as a table: its columns, as CSV and as a workbook of Excel.

The columns stand in the order in which a checker reads them: first what to do and where to note it,
then what to look for, then what is known, ids last.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.stages.render.brief_text import ledger_line
from pipeline.stages.render.evidence_words import found_at, has_evidence
from pipeline.text.escaping import formula_safe, visible
from schemas import (
    Article,
    Flag,
    FoundEvidence,
    Place,
    Quantity,
    QuantityKind,
    Report,
    Row,
    UnlistedSentence,
    Weights,
    WorkStatus,
)

Item = TypeVar("Item", Row, UnlistedSentence)


class Column(NamedTuple, Generic[Item]):
    """A column: its name in the header, its width in characters, and what stands in a cell."""

    name: str
    width: int
    cell: Callable[[Article, Item], str]
    is_number: bool = False
    """Whether a workbook holds the cells as numbers, where they are such."""
    is_found: bool = False
    """Whether it is there only where a library of evidence was asked."""


def columns_of(reports: Iterable[Report]) -> Sequence[Column[Row]]:
    """Return the columns of a table of these reports."""
    return _ALL_COLUMNS if any(map(has_evidence, reports)) else COLUMNS


def cells_of(article: Article, row: Row, columns: Sequence[Column[Row]] | None = None) -> list[str]:
    """Return a row's cells, one a column; all are text, and empty where nothing is known."""
    return [column.cell(article, row) for column in columns or COLUMNS]


def main_place(row: Row) -> Place:
    """Return the mention of a figure that its row quotes."""
    return next(place for place in row.places if place.span == row.quantity.span)


def _flags(flags: Sequence[Flag], *, alert: bool) -> str:
    """Return the ids of checks with what each found: "A05: 22 of 32 is 69 %, not 62%"."""
    found = (f"{flag.check}: {flag.message}" for flag in flags if flag.alert is alert)
    return "; ".join(dict.fromkeys(found))


def value_text(quantity: Quantity) -> str:
    """Return the number in plain digits: "480", "3 to 5", "22 of 32"; empty if not given."""
    if quantity.low is None or quantity.high is None or quantity.kind is QuantityKind.VAGUE:
        return ""
    low, high = f"{quantity.low:f}", f"{quantity.high:f}"
    if quantity.whole is not None:
        return f"{low} of {quantity.whole:f}"
    return low if low == high else f"{low} to {high}"


def _places(_: Article, row: Row) -> str:
    """Return each mention as half-open character offsets into `Article.text`: "17-27 204-214"."""
    return " ".join(f"{place.span.start}-{place.span.end}" for place in row.places)


def _points_of(name: str) -> Callable[[Article, Row], str]:
    """Return the cell that says how much a component of the score gave."""
    return lambda _, row: next((str(c.points) for c in row.components if c.name == name), "")


def _a_line_each(texts: Iterable[str]) -> str:
    return "\n".join(" ".join(text.split()) for text in texts)


EVIDENCE_CELLS: Mapping[str, Callable[[FoundEvidence], str]] = {
    "evidence_found": lambda found: found.outcome.label,
    "evidence_says": lambda found: _a_line_each(each.text for each in found.places),
    "evidence_place": lambda found: _a_line_each(
        found_at(each.source, each.where) for each in found.places
    ),
    "evidence_confidence": lambda found: f"{found.confidence:.2f}",
    "evidence_why": lambda found: "\n".join(filter(None, [found.reason, found.formula])),
}
"""By their columns the cells of what a library of evidence says, here and over a corpus."""


def _found(name: str, width: int, *, is_number: bool = False) -> Column[Row]:
    cell = EVIDENCE_CELLS[name]
    return Column(
        name, width, lambda _, row: cell(row.found) if row.found else "", is_number, is_found=True
    )


_ALL_COLUMNS: tuple[Column[Row], ...] = (
    Column("rank", 6, lambda _, row: str(row.rank), is_number=True),
    Column("score", 7, lambda _, row: str(row.score), is_number=True),
    Column("figure", 28, lambda _, row: row.quantity.label()),
    Column("status", 15, lambda _, row: row.work.status),
    Column("evidence", 24, lambda _, row: "\n".join(row.work.evidence)),
    Column("note", 24, lambda _, row: row.work.note),
    Column("checker", 12, lambda _, row: row.work.checker),
    _found("evidence_found", 15),
    Column("claim", 50, lambda _, row: row.text),
    Column("alerts", 36, lambda _, row: _flags(row.flags, alert=True)),
    _found("evidence_says", 40),
    _found("evidence_place", 30),
    _found("evidence_confidence", 12, is_number=True),
    _found("evidence_why", 36),
    Column("quote", 50, lambda _, row: row.quote),
    Column("evidence_needed", 34, lambda _, row: row.evidence.needed),
    Column("source_needed", 30, lambda _, row: row.evidence.source),
    Column("source_suggested", 30, lambda _, row: row.evidence.suggested),
    Column("query", 30, lambda _, row: row.evidence.query),
    Column("why", 36, lambda _, row: row.reason),
    Column("speaker", 20, lambda _, row: row.attribution.name or ""),
    Column("role", 20, lambda _, row: row.attribution.role or ""),
    Column("source_kind", 12, lambda _, row: row.attribution.kind),
    Column("voice", 10, lambda _, row: row.attribution.voice),
    Column("list", 10, lambda _, row: row.kind),
    Column("section", 10, lambda _, row: row.section),
    Column("line", 6, lambda _, row: str(main_place(row).line), is_number=True),
    Column("offset", 8, lambda _, row: str(row.quantity.span.start), is_number=True),
    Column("computed", 26, lambda _, row: "; ".join(row.computed)),
    Column("cues", 36, lambda _, row: _flags(row.flags, alert=False)),
    Column("before", 40, lambda _, row: row.before),
    Column("after", 40, lambda _, row: row.after),
    Column("type", 12, lambda _, row: row.claim_type),
    Column("value", 14, lambda _, row: value_text(row.quantity), is_number=True),
    Column("unit", 12, lambda _, row: row.quantity.unit or ""),
    Column("measure", 22, lambda _, row: row.measure.measure or ""),
    Column("population", 22, lambda _, row: row.measure.population or ""),
    Column("period", 16, lambda _, row: row.measure.period or ""),
    Column("baseline", 18, lambda _, row: row.measure.baseline or ""),
    Column("change", 10, lambda _, row: row.measure.change or ""),
    *(Column(name, 12, _points_of(name), is_number=True) for name in Weights.model_fields),
    Column("points", 14, lambda _, row: " ".join(row.point_ids)),
    Column("places", 14, _places),
    Column("article", 20, lambda article, _: article.source),
    Column("row_id", 15, lambda _, row: row.row_id),
    Column("group_id", 15, lambda _, row: row.group_id),
)
COLUMNS = tuple(column for column in _ALL_COLUMNS if not column.is_found)
"""Those of a report that no library of evidence was asked about."""
SENTENCE_COLUMNS: tuple[Column[UnlistedSentence], ...] = (
    Column("sentence", 10, lambda _, sentence: sentence.sentence_id),
    Column("words", 60, lambda _, sentence: sentence.text),
    Column("status", 15, lambda _, sentence: sentence.work.status),
    Column("evidence", 24, lambda _, sentence: "\n".join(sentence.work.evidence)),
    Column("note", 24, lambda _, sentence: sentence.work.note),
    Column("checker", 12, lambda _, sentence: sentence.work.checker),
    Column("row_id", 15, lambda _, sentence: sentence.row_id),
    Column("group_id", 15, lambda _, sentence: sentence.group_id),
)
"""Of the sheet of sentences without a figure."""
NAMES = tuple(column.name for column in COLUMNS)
LAST_FROZEN = "status"
"""The last of the columns that stay in sight: what the figure is and what was made of it."""
LAST_PRINTED = "alerts"
"""The last that is printed: what one works down with a pencil, at a size that can be read."""


_BYTE_ORDER_MARK = "\ufeff"


def worklist_csv(reports: Sequence[Report], *, bom: bool = False) -> str:
    """Return one table with a header row; the rows of each report follow in rank order.

    `bom` puts a byte order mark first, without which Excel does not see that it is UTF-8.
    """
    table = io.StringIO()
    # RFC 4180. All is quoted: of a program that guesses another separator, a cell stays whole.
    writer = csv.writer(table, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    columns = columns_of(reports)
    writer.writerow(column.name for column in columns)
    for report in reports:
        for row in report.worklist.rows:
            cells = cells_of(report.article, row, columns)
            writer.writerow([formula_safe(cell) for cell in cells])
    return _BYTE_ORDER_MARK * bom + table.getvalue()


_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001  # Excel knows no zones; fixed, for the same bytes
_LONGEST = 32_767
"""UTF-16 units that Excel allows in a cell."""
_CUT = " … (cut here; the whole text is in worklist.csv)"
_NUMBER = re.compile(r"-?\d{1,15}|(?=.{1,16}$)-?\d+\.\d+")
"""What a workbook can hold as a number to its last digit, of which it keeps fifteen."""
_A4 = 9
_TO_FILL = {"status", "evidence", "note", "checker"}
_HOW_TO = """\
One row a figure of the article, the most urgent on top, whatever list it is on; the column why \
says what put it there.
alerts are what the checks found wrong or doubtful in the article; cues only raise the score.
Fill in status, evidence (an address or a few words a line), note and checker; leave the rest \
as it is.
To bring the work back, save this file and run: factdesk worklist import result.json \
worklist.xlsx. It knows each row by its row_id.
The list does not claim to be complete: it holds the figures that the article gives.""".splitlines()
_EVIDENCE = (
    "evidence_found and what goes with it is what a library of evidence says: a suggestion beside "
    "your own evidence, never a status. A line a place, the best first."
)
_SENTENCES = "Sentences without a figure that state something are on a sheet of their own."


def worklist_xlsx(report: Report) -> bytes:
    """Return the workbook: text and numbers; nothing in it is a formula or a link."""
    content = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(content, options) as book:
        book.set_properties({"title": "Worklist", "author": "factdesk", "created": _CREATED})
        styles = _Styles(
            book.add_format({"text_wrap": True, "valign": "top"}),
            book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#FFF8E1"}),
            book.add_format({"bold": True, "valign": "top", "bg_color": "#E8EAED", "border": 1}),
        )
        rows, sentences = report.worklist.rows, report.unlisted
        sheet = book.add_worksheet("Worklist")
        columns = columns_of([report])
        _write_items(sheet, report.article, columns, rows, styles)
        _arrange(sheet, [column.name for column in columns], len(rows))
        if sentences:
            more = book.add_worksheet("Without a figure")
            _write_items(more, report.article, SENTENCE_COLUMNS, sentences, styles)
        _write_about(book.add_worksheet("About"), report, styles.plain)
    return content.getvalue()


class _Styles(NamedTuple):
    plain: Format
    filled: Format
    header: Format


def _write_items(
    sheet: Worksheet,
    article: Article,
    columns: Sequence[Column[Item]],
    items: Sequence[Item],
    styles: _Styles,
) -> None:
    """Write a header and a line for each item; the status is one to choose from a list."""
    for place, column in enumerate(columns):
        style = styles.filled if column.name in _TO_FILL else styles.plain
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.name, styles.header)
        for line, item in enumerate(items, start=1):
            cell = column.cell(article, item)
            if column.is_number and _NUMBER.fullmatch(cell):
                sheet.write_number(line, place, float(cell), style)
            else:
                sheet.write_string(line, place, cell_text(cell), style)
    status = next(place for place, column in enumerate(columns) if column.name == "status")
    sheet.data_validation(
        1, status, max(len(items), 1), status,
        {
            "validate": "list",
            "source": [status.value for status in WorkStatus],
            "error_title": "Status",
            "error_message": "Choose one of the list: factdesk reads these back.",
        },
    )  # fmt: skip


def _arrange(sheet: Worksheet, names: Sequence[str], rows: int) -> None:
    sheet.freeze_panes(1, names.index(LAST_FROZEN) + 1)
    sheet.autofilter(0, 0, rows, len(names) - 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4)
    sheet.print_area(0, 0, rows, names.index(LAST_PRINTED))
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
        *([_EVIDENCE] if has_evidence(report) else []),
        *([_SENTENCES] if report.unlisted else []),
        f"Made by factdesk {report.provenance.factdesk}.",
    )


def cell_text(text: str) -> str:
    """Return text that a cell can hold: `visible`, line ends as Excel writes them, not too long.

    Raises nothing: whatever the text is, the file can be opened.
    """
    words = visible(text.replace("\r\n", "\n").replace("\r", "\n"))
    units = words.encode("utf-16-le")
    if len(units) > 2 * _LONGEST:
        kept = units[: 2 * (_LONGEST - len(_CUT))].decode("utf-16-le", "ignore")
        words = kept + _CUT
    # xlsxwriter writes a string between these two unescaped, as XML of its own making.
    return f"{words} " if words.startswith("<r>") and words.endswith("</r>") else words
