"""Parts of a whole: whether "X of Y" belongs together in the source, or follows from it.

The source may say it the other way round ("14 of 17" for three that did not), or as a score or a
vote that adds up to the whole.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from pipeline.numbers.reconcile.comparison import Comparison
from pipeline.numbers.reconcile.derivation import Derivation
from pipeline.numbers.reconcile.operands import between
from pipeline.numbers.reconcile.source import Source, SourceQuantity
from schemas import Quantity, QuantityKind, Status

_VOTES_APART = 4  # words between the two sides of a vote
_NEXT_TO = 1  # sentences that the part and the whole may stand apart


def counts_two(quantity: Quantity) -> bool:
    """Return whether a number is an "X of Y" that counts two things, not a share as "one in six"."""
    return (
        quantity.kind is QuantityKind.RATIO
        and " of " in quantity.text
        and "out of" not in quantity.text
    )


def follows(stated: Quantity, source: Source) -> Derivation | None:
    """Return how an "X of Y" follows from one number of the source: as the rest, or from a score."""
    for each in source.quantities:
        other = each.quantity
        if other.low is None or stated.low is None:
            continue
        if (
            other.kind is QuantityKind.RATIO
            and other.whole == stated.whole == stated.low + other.low
        ):
            formula = f"{other.whole:f} − {other.low:f} = {stated.low:f}"
            return Derivation(stated.low, formula, (each.span,))
        if other.kind is QuantityKind.SCORE and other.high is not None:
            games = other.low + other.high
            if stated.whole == games and stated.low in {other.low, other.high}:
                formula = f"{other.low:f} + {other.high:f} = {games:f}"
                return Derivation(stated.low, formula, (each.span,))
    return None


def from_vote(stated: Quantity, source: Source) -> Derivation | None:
    """Return how a score or "X of Y" follows from a vote in words: "nine votes to four" is 9-4."""
    for one, other in pairwise(source.quantities):
        first, second = one.quantity.value, other.quantity.value
        if first is None or second is None or one.position != other.position:
            continue
        if stated.kind is QuantityKind.SCORE:
            same = (stated.low, stated.high) in {(first, second), (second, first)}
        else:
            same = stated.whole == first + second and stated.low in {first, second}
        if same and _face(one, other):
            formula = f"{first:f} to {second:f} of {first + second:f}"
            return Derivation(first, formula, (one.span, other.span))
    return None


def of_another_whole(stated: Quantity, source: Source) -> tuple[SourceQuantity, Comparison] | None:
    """Return where the source has the part of an "X of Y" as part of another whole, or None."""
    for each in source.quantities:
        other = each.quantity
        if counts_two(other) and other.low == stated.low and other.whole != stated.whole:
            reason = f"the source says “{other.label()}”"
            return each, Comparison(Status.CHANGED, "whole", reason)
    return None


def apart(part: SourceQuantity, whole: SourceQuantity) -> Comparison | None:
    """Return that two counts do not belong together, because they stand far from one another."""
    if abs(part.position - whole.position) <= _NEXT_TO:
        return None
    reason = "the source has both numbers, but not of one another"
    return Comparison(Status.ELSEWHERE, "pair", reason)


def splits(near: tuple[SourceQuantity, ...]) -> Iterator[Derivation]:
    """Yield, in percent, the shares of votes and scores: "5,217 votes to 1,304" is four in five."""
    for one, other in pairwise(near):
        first, second = one.quantity.value, other.quantity.value
        if one.position != other.position or not first or not second or not _face(one, other):
            continue
        for value in (first, second):
            share = value / (first + second) * 100
            formula = f"{value:f} / ({first:f} + {second:f}) = {share:.1f} %"
            yield Derivation(Decimal(share), formula, (one.span, other.span))


def _face(one: SourceQuantity, other: SourceQuantity) -> bool:
    """Return whether two counts stand against each other: "votes to", "for and … against"."""
    words = between(one, other).lower().split()
    counts = one.quantity.kind is other.quantity.kind is QuantityKind.COUNT
    return counts and len(words) <= _VOTES_APART and words[-1:] in (["to"], ["against"], ["versus"])
