"""JSON, one object a line, for programs."""

import json
from collections.abc import Iterable

from schemas import CheckRun, FrozenModel, Report


def checked_jsonl(run: CheckRun) -> str:
    """Return a line for each statement; `factdesk schema checked_statement` prints its form."""
    return _lines(run.statements)


def worklist_jsonl(reports: Iterable[Report]) -> str:
    """Return a line for each row in rank order; `factdesk schema row` prints its form."""
    return _lines(row for report in reports for row in report.worklist.rows)


def _lines(values: Iterable[FrozenModel]) -> str:
    return "".join(
        f"{json.dumps(each.model_dump(mode='json'), ensure_ascii=False)}\n" for each in values
    )
