"""The brief and the claims, each tied to its place in the article; and what was withheld."""

from enum import StrEnum

from schemas.article import TextSpan
from schemas.base import FrozenModel
from schemas.drafted import ClaimKind
from schemas.worklist import WorkStatus


class Origin(StrEnum):
    """Who put the claim on the list."""

    MODEL = "model"
    EXTRACTIVE = "extractive"
    SWEEP = "sweep"
    """Found by code, because no drafted claim states this number."""


class Claim(FrozenModel):
    """One atomic statement; `quote` is `Article.text[span.start:span.end]`."""

    claim_id: str
    text: str
    quote: str
    span: TextSpan
    sentence_id: str
    speaker: str | None
    quoted: bool
    """Whether the words stand inside quotation marks in the article."""
    kind: ClaimKind
    origin: Origin


class CheckerVerdict(FrozenModel):
    """What a person found of a figure or sentence that a point rests on."""

    row_id: str
    figure: str
    """The figure with what it counts, or the sentence."""
    status: WorkStatus
    note: str
    checker: str


class Point(FrozenModel):
    """One sentence of the brief with the sentences it rests on.

    `origin` tells a model's words from the article's own, which stand in where too few of the
    model's points could be shown.
    """

    point_id: str
    text: str
    origin: Origin
    sentence_ids: tuple[str, ...]
    spans: tuple[TextSpan, ...]
    verdicts: tuple[CheckerVerdict, ...] = ()
    """What people marked wrong, misleading, unverifiable or without a source; of a withheld point
    none.
    """


class Withheld(FrozenModel):
    """A point or headline that the brief does not show as fact, and why."""

    point: Point
    reason: str


class Brief(FrozenModel):
    """What an editor reads. Every number in `headline` and `points` is supported by the article."""

    headline: Point
    points: tuple[Point, ...]
    withheld: tuple[Withheld, ...]
