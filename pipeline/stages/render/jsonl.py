"""Checked statements as JSON, one object a line, for programs."""

import json

from schemas import CheckRun


def checked_jsonl(run: CheckRun) -> str:
    """Return a line for each statement; `factdesk schema checked_statement` prints its form."""
    return "".join(
        f"{json.dumps(each.model_dump(mode='json'), ensure_ascii=False)}\n"
        for each in run.statements
    )
