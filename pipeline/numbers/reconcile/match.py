"""A match: the verdict on one stated number, with where in the source it rests."""

from typing import NamedTuple

from pipeline.numbers.reconcile.comparison import Comparison
from pipeline.numbers.reconcile.source import Source, SourceQuantity
from schemas import Status, TextSpan

_BORNE_OUT = {Status.EXACT, Status.REFORMATTED, Status.WITHIN_BOUND}
_BORNE_CODES = {"hedge_dropped", "bound_dropped", "part_of_year"}


class Match(NamedTuple):
    """The best that a source has to say of one stated quantity."""

    comparison: Comparison
    places: tuple[TextSpan, ...]
    formula: str | None = None


def only_place(match: Match, source: Source) -> SourceQuantity | None:
    """Return where a number stands that is in the source as it is: not by arithmetic."""
    same = match.comparison.status in _BORNE_OUT or match.comparison.code in _BORNE_CODES
    return source.at(match.places[0]) if same and len(match.places) == 1 else None
