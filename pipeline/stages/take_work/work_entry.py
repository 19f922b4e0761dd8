"""What stands in the fields of one row, understood as spreadsheets and people write it."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.errors import WorkError
from schemas import WorkedRow, WorkStatus

_STATUSES = {status.value: status for status in WorkStatus}
_BETWEEN_WORDS = re.compile(r"[\s_-]+")
# Nobody types these, and an XLSX file cannot hold them.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def field_name(text: str) -> str:
    """Return a heading or status as we spell it: "Row ID" and "row-id" are row_id."""
    return _BETWEEN_WORDS.sub("_", text.strip()).casefold()


class Fields(NamedTuple):
    """What stands in the fields of a row, as it was written; None where there is no such field."""

    status: str | None
    evidence: Iterable[str] | None
    note: str | None
    checker: str | None


def entry_of(where: str, row_id: str, group_id: str | None, fields: Fields) -> WorkedRow:
    """Return the work on one row; `where` names file and row in the error.

    Line ends become line feeds, white space at either end goes, and addresses are what white space
    separates. Raises WorkError for a status that there is none of.
    """
    status, evidence, note, checker = fields
    addresses = None if evidence is None else [a for e in evidence for a in _tidy(e).split()]
    return WorkedRow(
        row_id=row_id.strip(),
        group_id=(group_id or "").strip() or None,
        status=None if status is None else _status(where, status),
        evidence=None if addresses is None else tuple(dict.fromkeys(addresses)),
        note=None if note is None else _tidy(note),
        checker=None if checker is None else _tidy(checker),
    )


def _status(where: str, text: str) -> WorkStatus:
    status = _STATUSES.get(field_name(text) or WorkStatus.OPEN)
    if status is None:
        allowed = ", ".join(_STATUSES)
        raise WorkError(f"{where}: the status {text!r} is unknown; write one of {allowed}")
    return status


def _tidy(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    # Half of a pair that makes one character cannot be written to any file.
    whole = lines.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _CONTROL.sub("", whole).strip()
