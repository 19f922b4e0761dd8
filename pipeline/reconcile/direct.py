"""Direct evidence: numbers of a source compared with a stated one, and which of them is meant.

Which number belongs to the words of a statement is told with the values hidden (`described`): a
linear score of the fit of each number, made a chance by comparison with its rivals.
"""

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from pipeline.numbers.grammar import lexicon
from pipeline.reconcile.align import Fit, Stated, fit
from pipeline.reconcile.frames import Frame, Role, told_by
from pipeline.reconcile.moments import relate_moments
from pipeline.reconcile.values import BORNE_OUT, Relation, Value, is_bare, relation
from schemas import Modifier, Quantity, QuantityKind

_MOST_COMPARED, MOST_ALIKE = 400, 100
"""Numbers of a source; of a larger one, so many of one value or moment."""
_MOST_TOUCH = 2.0  # words; more of a phrase that two numbers share tells no more
_RATES = frozenset(
    "second minute hour day night week fortnight month quarter season term year".split()
)
FORM_PART, FORM_RANK, FORM_OPEN, FORM_BARE, FORM_WHOLE = 1, 2, 3, 4, 5
"""The 22 of "22 of 32" or a side of a score; a rank; another unit that the words leave open; no
unit; the 32.
"""


class Direct(NamedTuple):
    """A number of the source compared with a stated one."""

    frame: Frame
    relation: Relation
    form: int
    """0 as it stands, else one of the forms above."""
    fit: Fit


def compare_all(stated: Stated) -> list[Direct]:
    """Return each number of the source that has to do with a stated one, in order.

    Of a table or a book with more than 400 numbers, only the first 100 of its very value.
    """
    mine, source = stated.frame, stated.source
    some: Sequence[Frame] = source.frames
    if len(some) > _MOST_COMPARED:
        some = source.with_value(mine.quantity)[:MOST_ALIKE]
    return [
        Direct(other, found[0], found[1], fit(stated, other))
        for other in some
        if (found := relate(mine, other)) is not None
    ]


def relate(mine: Frame, other: Frame) -> tuple[Relation, int] | None:
    """Return the best relation of two numbers over all readings of the source's, and its form."""
    one, two = mine.quantity, other.quantity
    if one.date or two.date:
        found = relate_moments(one, two)
        if found is not None:
            return found, 0
        if mine.value is None or other.value is None:
            return None
    if mine.value is None:
        return None
    best = _best_reading(mine, other)
    if best is not None and best[0] in BORNE_OUT:
        if _are_other_rates(mine, other):
            return Relation.UNIT, 0
        if _are_opposed(mine, other):
            return Relation.WAY, 0
        if {told_by(mine.left), told_by(other.left)} == {"by", "to"}:
            return Relation.PART, 0
    return best


def _best_reading(mine: Frame, other: Frame) -> tuple[Relation, int] | None:
    """Return the best relation over what the two numbers may be read as, and its form."""
    best: tuple[Relation, int] | None = None
    stated = [(mine.value, 0)] if mine.value else []
    for value, form in (*stated, *((each, FORM_OPEN) for each in mine.also)):
        for theirs, their_form in _readings(mine, value, other):
            found = relation(value, theirs)
            worse = max(form, their_form)
            if found is None or (worse and found not in {Relation.EQUAL, Relation.HEDGED}):
                continue
            if best is None or (found, worse) < best:
                best = found, worse
    return best


def _are_opposed(mine: Frame, other: Frame) -> bool:
    """Return whether two numbers are said to be changes, one up and one down."""
    return mine.role is other.role is Role.CHANGE and mine.way * other.way < 0


def _are_other_rates(mine: Frame, other: Frame) -> bool:
    """Return whether two numbers are by unlike times or units: tonnes an acre, tonnes a hectare."""
    rates = {mine.per, other.per}
    return len(rates) == 2 and all(rate in _RATES or rate in lexicon.UNITS for rate in rates)


def _readings(mine: Frame, stated: Value, other: Frame) -> Iterator[tuple[Value, int]]:
    """Yield the values that a number of the source may stand for, each with its form."""
    quantity, value = other.quantity, other.value
    if quantity.kind is QuantityKind.SCORE:
        yield from _sides(mine, stated, quantity)
    elif value is None:
        return
    elif value.dimension == "ordinal":
        if mine.quantity.kind is QuantityKind.ORDINAL:
            yield value, 0
        elif stated.dimension in {"count", "time"} and mine.quantity.low == quantity.low:
            yield replace(stated, modifier=Modifier.NONE), FORM_RANK
    else:
        yield value, 0
        yield from ((each, FORM_OPEN) for each in other.also)
        if quantity.kind is QuantityKind.RATIO and stated.dimension == "count":
            yield _count(quantity.low, quantity.modifier), FORM_PART
            yield _count(quantity.whole, quantity.modifier), FORM_WHOLE
        if stated.dimension != value.dimension and _are_bare_alike(mine.quantity, quantity):
            yield replace(stated, modifier=value.modifier), FORM_BARE


def _sides(mine: Frame, stated: Value, score: Quantity) -> Iterator[tuple[Value, int]]:
    """Yield a score both ways round, or its sides for a count."""
    sides = [_count(side, Modifier.NONE) for side in (score.low, score.high)]
    if mine.quantity.kind is QuantityKind.SCORE:
        low, high = (side.low for side in sides)
        yield replace(sides[0], high=high), 0
        yield replace(sides[1], high=low), 0
    elif stated.dimension == "count":
        yield from ((side, FORM_PART) for side in sides)


def _count(number: Decimal | None, modifier: Modifier) -> Value:
    value = float(number or 0)
    return Value("count", value, value, 1.0, modifier)


def _are_bare_alike(one: Quantity, other: Quantity) -> bool:
    """Return whether two numbers are equal, no shares, and one does not say what it counts."""
    same = (one.low, one.high) == (other.low, other.high)
    is_share = one.whole or other.whole or "percent" in {one.unit, other.unit}
    return same and not is_share and (is_bare(one) or is_bare(other))


def is_candidate(each: Direct) -> bool:
    """Return whether a number of the source could be the one that is meant, whatever its value."""
    return each.relation in BORNE_OUT or not each.form


def described(mine: Frame, each: Direct, places: Sequence[Sequence[int]]) -> dict[str, float]:
    """Return the figures, by name, for a number of the source being meant; its value is not used.

    `places` are the sentences in which each other number of the statement was found, in order.
    """
    f = each.fit
    at = each.frame.position
    gaps = [_gap(at, some) for some in places]
    return {
        "near": f.near,
        "tight": f.tight,
        "wide": f.wide,
        "names": max(f.names, 0.0),
        "touch": min(f.touch, _MOST_TOUCH),
        "noun": f.noun,
        "time": f.time,
        "role": f.role,
        "way": f.way,
        "mood": f.mood,
        "base": f.base,
        "beside": sum(gap == 0 for gap in gaps) / len(gaps) if gaps else 0.0,
        "near_beside": sum(gap <= 1 for gap in gaps) / len(gaps) if gaps else 0.0,
        "headline": float(at == 0),
        "same_role": float(each.frame.role == mine.role),
    }


def _gap(at: int, places: Sequence[int]) -> int:
    """Return how far the nearest of the places is; they are in order."""
    behind = bisect_left(places, at)
    return min(abs(place - at) for place in places[max(0, behind - 1) : behind + 1])


def chances(scores: Sequence[float]) -> list[float]:
    """Return log scores as chances that add up to 1."""
    most = max(scores, default=0.0)
    exp = [math.exp(score - most) for score in scores]
    total = sum(exp) or 1.0
    return [each / total for each in exp]
