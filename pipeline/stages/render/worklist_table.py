"""The worklist as a table: its columns, CSV for spreadsheets, and JSON Lines for programs.

The columns stand in the order in which a checker reads them: first what to do and where to note it,
then what to look for, then what is known, ids last.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable
from typing import NamedTuple

from pipeline.text.escaping import formula_safe
from schemas import (
    Article,
    CheckRun,
    Component,
    Flag,
    FrozenModel,
    Place,
    Quantity,
    QuantityKind,
    Report,
    Row,
    Weights,
)

Cell = Callable[[Article, Row], str]


class Column(NamedTuple):
    """A column: its name in the header, its width in characters, and what stands in a cell."""

    name: str
    width: int
    cell: Cell


def cells_of(article: Article, row: Row) -> list[str]:
    """Return a row's cells, one a column; all are text, and empty where nothing is known."""
    return [column.cell(article, row) for column in COLUMNS]


def main_place(row: Row) -> Place:
    """Return the mention of a figure that its row quotes."""
    return next(place for place in row.places if place.span == row.quantity.span)


def flags_text(flags: list[Flag]) -> str:
    """Return the ids of checks with what each found: "A05: 22 of 32 is 69 %, not 62%"."""
    return "; ".join(dict.fromkeys(f"{flag.check}: {flag.message}" for flag in flags))


def _alerts(_: Article, row: Row) -> str:
    return flags_text([flag for flag in row.flags if flag.alert])


def _cues(_: Article, row: Row) -> str:
    return flags_text([flag for flag in row.flags if not flag.alert])


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


def _points_of(name: str) -> Cell:
    """Return the cell that says how much a component of the score gave."""

    def cell(_: Article, row: Row) -> str:
        found: list[Component] = [
            component for component in row.components if component.name == name
        ]
        return str(found[0].points) if found else ""

    return cell


COLUMNS: tuple[Column, ...] = (
    Column("rank", 6, lambda _, row: str(row.rank)),
    Column("score", 7, lambda _, row: str(row.score)),
    Column("figure", 28, lambda _, row: row.quantity.label()),
    Column("status", 15, lambda _, row: row.work.status),
    Column("evidence", 24, lambda _, row: " ".join(row.work.evidence)),
    Column("note", 24, lambda _, row: row.work.note),
    Column("checker", 12, lambda _, row: row.work.checker),
    Column("claim", 50, lambda _, row: row.text),
    Column("alerts", 36, _alerts),
    Column("quote", 50, lambda _, row: row.quote),
    Column("evidence_needed", 34, lambda _, row: row.evidence.needed),
    Column("source_needed", 30, lambda _, row: row.evidence.source),
    Column("query", 30, lambda _, row: row.evidence.query),
    Column("why", 36, lambda _, row: row.reason),
    Column("speaker", 20, lambda _, row: row.attribution.name or ""),
    Column("role", 20, lambda _, row: row.attribution.role or ""),
    Column("source_kind", 12, lambda _, row: row.attribution.kind),
    Column("voice", 10, lambda _, row: row.attribution.voice),
    Column("list", 10, lambda _, row: row.kind),
    Column("section", 10, lambda _, row: row.section),
    Column("line", 6, lambda _, row: str(main_place(row).line)),
    Column("computed", 26, lambda _, row: "; ".join(row.computed)),
    Column("cues", 36, _cues),
    Column("before", 40, lambda _, row: row.before),
    Column("after", 40, lambda _, row: row.after),
    Column("type", 12, lambda _, row: row.claim_type),
    Column("value", 14, lambda _, row: value_text(row.quantity)),
    Column("unit", 12, lambda _, row: row.quantity.unit or ""),
    Column("measure", 22, lambda _, row: row.measure.measure or ""),
    Column("population", 22, lambda _, row: row.measure.population or ""),
    Column("period", 16, lambda _, row: row.measure.period or ""),
    Column("baseline", 18, lambda _, row: row.measure.baseline or ""),
    Column("change", 10, lambda _, row: row.measure.change or ""),
    *(Column(name, 12, _points_of(name)) for name in Weights.model_fields),
    Column("points", 14, lambda _, row: " ".join(row.point_ids)),
    Column("places", 14, _places),
    Column("article", 20, lambda article, _: article.source),
    Column("row_id", 15, lambda _, row: row.row_id),
    Column("group_id", 15, lambda _, row: row.group_id),
)
NAMES = tuple(column.name for column in COLUMNS)
FROZEN = NAMES.index("status") + 1
"""Columns that stay in sight: what the figure is and what has been made of it."""
PRINTED = NAMES.index("alerts") + 1
"""Columns that are printed: what one works down with a pencil, at a size that can be read."""


_BYTE_ORDER_MARK = "\ufeff"


def worklist_csv(reports: Iterable[Report], *, bom: bool = False) -> str:
    """Return one table with a header row; the rows of each report follow in rank order.

    `bom` puts a byte order mark first, without which Excel does not see that it is UTF-8.
    """
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")  # RFC 4180
    writer.writerow(NAMES)
    for report in reports:
        for row in report.worklist.rows:
            writer.writerow([formula_safe(cell) for cell in cells_of(report.article, row)])
    return _BYTE_ORDER_MARK * bom + table.getvalue()


def checked_jsonl(run: CheckRun) -> str:
    """Return a line for each statement; `factdesk schema checked_statement` prints its form."""
    return _lines(run.statements)


def worklist_jsonl(reports: Iterable[Report]) -> str:
    """Return a line for each row in rank order; `factdesk schema row` prints its form."""
    return _lines(row for report in reports for row in report.worklist.rows)


def _lines(values: Iterable[FrozenModel]) -> str:
    return "".join(
        f"{json.dumps(value.model_dump(mode='json'), ensure_ascii=False)}\n" for value in values
    )
