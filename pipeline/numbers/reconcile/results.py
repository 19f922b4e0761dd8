"""Results: a score is two numbers and no range. 3-1 is not within 3-0, and 1-3 is 3-1 told by the loser."""

from pipeline.numbers.reconcile.comparison import Comparison, quoted, spelling
from schemas import Quantity, QuantityKind, Status


def compare_scores(stated: Quantity, source: Quantity) -> Comparison | None:
    """Return how a score, or the count of one side, stands to a score of the source.

    A score that shares one side is the source's, told wrongly; unless another score of the source is
    equal, which is better.
    """
    said, meant = (stated.low, stated.high), (source.low, source.high)
    if source.kind is not QuantityKind.SCORE:
        return None
    if stated.kind is not QuantityKind.SCORE:
        return _side_of(stated, source) if stated.kind is QuantityKind.COUNT else None
    if said == meant:
        return spelling(stated, source)
    if said == meant[::-1]:
        return Comparison(Status.REFORMATTED, "reformatted", f"the source writes {quoted(source)}")
    if said[0] == meant[0] or said[1] == meant[1]:
        return Comparison(Status.CHANGED, "score", f"the source says {quoted(source)}")
    return None


def _side_of(stated: Quantity, source: Quantity) -> Comparison | None:
    """Find a count in a score or a vote: nine in "9-4"."""
    if stated.low != stated.high or stated.low not in {source.low, source.high}:
        return None
    return Comparison(Status.REFORMATTED, "reformatted", f"stands in {quoted(source)}")
