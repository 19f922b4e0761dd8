"""Work as it travels: what a person entered, in the form that `report.html` exports."""

from typing import Literal

from schemas.base import FrozenModel
from schemas.worklist import WorkStatus


class WorkedRow(FrozenModel):
    """What was entered for one row; None is what the file does not speak of."""

    row_id: str
    group_id: str | None = None
    status: WorkStatus | None = None
    evidence: tuple[str, ...] | None = None
    """Where it was found: an address, or some words as they were typed."""
    note: str | None = None
    checker: str | None = None


class WorkFile(FrozenModel):
    """The work on one worklist; `factdesk worklist import` reads it."""

    factdesk: Literal["work"] = "work"
    version: Literal[1] = 1
    article_id: str | None
    """The article that it belongs to; None where the file does not say, as a table."""
    rows: tuple[WorkedRow, ...]
