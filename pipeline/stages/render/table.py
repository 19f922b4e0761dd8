"""The worklist as CSV, one row a figure, for any spreadsheet."""

import csv
import io
from collections.abc import Iterable

from pipeline.stages.render.columns import NAMES, cells_of
from pipeline.text.cells import formula_safe
from schemas import Report

_MARK = "\ufeff"


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
    return _MARK * bom + table.getvalue()
