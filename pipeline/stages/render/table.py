"""The worklist as CSV, one row a figure, for any spreadsheet."""

import csv
import io

from pipeline.text.cells import formula_safe
from schemas import Article, Report, Row

_COLUMNS = (
    "rank", "score", "kind", "figure", "claim", "quote", "speaker", "voice", "section", "line",
    "places", "checks", "why", "before", "after", "row_id", "status", "evidence", "note", "checker",
)  # fmt: skip


def worklist_csv(report: Report) -> str:
    """Return the table with a header row; the last three columns are the checker's to fill.

    `places` are half-open character offsets into the article's text, as in `result.json`.
    """
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")  # RFC 4180
    writer.writerow(_COLUMNS)
    writer.writerows(
        [formula_safe(cell) for cell in _cells(report.article, row)] for row in report.worklist.rows
    )
    return table.getvalue()


def _cells(article: Article, row: Row) -> tuple[str, ...]:
    main = next(place for place in row.places if place.span == row.quantity.span)
    return (
        str(row.rank),
        str(row.score),
        row.kind,
        article.plain(row.quantity.span),
        row.text,
        row.quote,
        row.attribution.name or "",
        row.attribution.voice,
        main.role,
        str(main.line),
        " ".join(f"{place.span.start}-{place.span.end}" for place in row.places),
        " ".join(dict.fromkeys(flag.check for flag in row.flags)),
        row.reason,
        row.before,
        row.after,
        row.row_id,
        row.work.status,
        " ".join(row.work.evidence),
        row.work.note,
        row.work.checker,
    )
