"""The brief: a headline and points, each tied to its sentences; and what was withheld."""

from schemas.article import TextSpan
from schemas.base import FrozenModel
from schemas.claim import Origin


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


class Withheld(FrozenModel):
    """A point or headline that the brief does not show as fact, and why."""

    point: Point
    reason: str


class Brief(FrozenModel):
    """What an editor reads. Every number in `headline` and `points` is supported by the article."""

    headline: Point
    points: tuple[Point, ...]
    withheld: tuple[Withheld, ...]
