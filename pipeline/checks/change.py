"""Checks of changes: points, percent, amounts and multiples against their two levels.

::

    levels = "from" old "to" new | new … "from" old | new ("compared with" | "against" | "than") old
    change = "up" change | "by" change | "a" change "rise" | "rise of" change | levels ", or" change

Which part a number plays, the reader and the frames say. Whatever is said around it, a change that
some other two numbers close by do give is no error.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache, partial

from pipeline.checks.check import Check, Pitfall
from pipeline.checks.passage import AGAINST, Passage, is_broken
from pipeline.checks.relations import Relation, formula, gives, is_explained
from pipeline.checks.rounding import Measured, admits, figure, is_bound, is_one_in, measured
from pipeline.numbers.dimensions import dimension
from pipeline.reconcile.frames import COMPARES, Frame, Role, told_by
from pipeline.reconcile.operations import Op
from schemas import Part, Quantity, QuantityKind

_LEVELS = {
    QuantityKind.COUNT,
    QuantityKind.MONEY,
    QuantityKind.PERCENT,
    QuantityKind.MEASURE,
    QuantityKind.DURATION,
    QuantityKind.TEMPERATURE,
    QuantityKind.PERCENTAGE_POINT,
}
_UNITS = {QuantityKind.MONEY, QuantityKind.MEASURE, QuantityKind.RATIO}
_RELATIVE = {QuantityKind.PERCENT, QuantityKind.FRACTION, QuantityKind.MULTIPLIER}
_IN_POINTS = {QuantityKind.PERCENT, QuantityKind.PERCENTAGE_POINT}
_MOST_TIMES = 30  # one level of a thing is hardly ever so many times another
_NEAR = 4  # quantities to either side of a change in which its levels may stand
_CLOSE = 8  # characters of ", or about"
_ONE = Decimal(1)
_OPS = {
    QuantityKind.PERCENTAGE_POINT: Op.DIFFERENCE,
    QuantityKind.MULTIPLIER: Op.TIMES,
    QuantityKind.PERCENT: Op.CHANGE,
    QuantityKind.FRACTION: Op.CHANGE,
}
"""By which operation a change follows from its levels; an amount is their difference."""

_FROM = frozenset({"from"})
_TO, _ON = frozenset({"to"}), frozenset({"on"})
_THE_NUMBER = re.compile(r"\s+(?:the|its|their)\s+\W?\d")
_AGAIN = frozenset({"or", "(", "—", "–"})
_OWN_BASE = AGAINST | {"since", "over", "on"}
_JOINED = re.compile(
    r"\b(?:and|after|because|with)\b|:|[—–](?!\s*(?:an?|up|down)\b)", re.IGNORECASE
)
_NO_OBJECT = frozenset("from to at : ( , — –".split())
"""What follows a multiple of the levels, and of nothing else: "doubled from 4 to 5"."""


def _is_level(passage: Passage, quantity: Quantity) -> bool:
    """Return whether a number may say where something stood, and by how much it moved it does not.

    A count "22 of the 32" is a level too, and "one in five" is none.
    """
    counted = quantity.kind is QuantityKind.RATIO and not is_one_in(quantity)
    moved = quantity.part is Part.CHANGE or _is_difference(passage, quantity)
    return quantity.value is not None and not moved and (counted or quantity.kind in _LEVELS)


def _is_difference(passage: Passage, quantity: Quantity) -> bool:
    """Return whether a number is said to be so much more or less: 30 more, 20 percent fewer."""
    compared = passage.is_followed_by(quantity, COMPARES)
    return compared and not passage.is_followed_by(quantity, _ON)


def _compares(passage: Passage, stated: Quantity) -> bool:
    """Return whether a change stands before what it is measured from: 30 more than, twice the."""
    if stated.kind is QuantityKind.MULTIPLIER:
        return bool(_THE_NUMBER.match(passage.after(stated)))
    return _is_difference(passage, stated) or passage.is_followed_by(stated, _ON)


def _are_alike(one: Quantity, other: Quantity) -> bool:
    """Return whether two levels may be of one thing: one measure, or one of them left bare."""
    if (one.per and other.per and one.per != other.per) or one.value is None or other.value is None:
        return False
    kinds = {one.kind, other.kind}
    bare = QuantityKind.COUNT in kinds and not (one.noun and other.noun) and kinds & _UNITS
    low, high = sorted((abs(one.value), abs(other.value)))
    return bool(_measure(one) == _measure(other) or bare) and high <= low * _MOST_TIMES


def _measure(quantity: Quantity) -> str:
    return "count" if quantity.kind is QuantityKind.RATIO else dimension(quantity)


def _in_order(
    passage: Passage, stated: Quantity, one: Quantity, other: Quantity
) -> tuple[Quantity, Quantity] | None:
    """Return the old and the new level, as the words that lead to them tell; None if not."""
    if is_broken(passage.between(one, other)):
        return None
    between = one.span.start < stated.span.start < other.span.start
    if between and stated.kind in _OPS and _compares(passage, stated):
        return other, one
    if passage.is_led_by(one, _FROM) and passage.is_led_by(other, _TO):
        return one, other
    return (other, one) if passage.is_led_by(other, AGAINST) else None


# --- changes ---


def _may_change(passage: Passage, quantity: Quantity) -> bool:
    """Return whether a number may say by how much something moved, in all and not each year."""
    if quantity.part in {Part.LEVEL, Part.ORIGIN} or quantity.per:
        return False
    return quantity.kind in _OPS or _is_change(passage, quantity)


def _is_change(passage: Passage, quantity: Quantity) -> bool:
    """Return whether the words make a number a change: up 5, a rise of 5, 5 more."""
    frame = passage.frame(quantity)
    if frame is None or quantity.kind is QuantityKind.MULTIPLIER:
        plain = frame is not None and _NO_OBJECT.issuperset(frame.right[:1])
        return plain or _compares(passage, quantity)
    moved = quantity.part is Part.CHANGE or frame.role is Role.CHANGE
    return moved or _is_difference(passage, quantity) or _is_apposed(frame)


def _is_apposed(frame: Frame) -> bool:
    """Return whether a number names in apposition what was said: ", an improvement of 5"."""
    left = frame.left[2:] if frame.left[:1] == ("of",) else frame.left
    return left[:1] in {("a",), ("an",)} and left[1:2] in {(",",), ("—",), ("–",), ("(",)}


def _changes(passage: Passage) -> Iterator[Relation]:
    """Yield each change that is stated with the two levels that it is between."""
    some = passage.quantities
    for place, stated in enumerate(some if len(some) > 2 else ()):
        if not _may_change(passage, stated):
            continue
        near = some[max(0, place - _NEAR) : place + 1 + _NEAR]
        levels = [each for each in near if each is not stated and _is_level(passage, each)]
        for at, other in enumerate(levels):
            one = next((each for each in reversed(levels[:at]) if _are_alike(each, other)), None)
            order = _in_order(passage, stated, one, other) if one else None
            if order and _belongs(passage, stated, *order):
                yield Relation(_OPS.get(stated.kind, Op.DIFFERENCE), order, stated)
                break


def _belongs(passage: Passage, stated: Quantity, old: Quantity, new: Quantity) -> bool:
    """Return whether the change is that between the two levels, and of no other base."""
    first, last = sorted((old, new), key=lambda each: each.span.start)
    frame = passage.frame(stated)
    if frame is not None and told_by(frame.left) in _AGAIN:
        return _is_told_again(passage, stated, old, last)
    if not _is_change(passage, stated):
        return False
    apposed = last is new or _compares(passage, stated) or (frame and _is_apposed(frame))
    if not apposed and not _is_earlier(passage, old):
        return False
    between = first.span.start < stated.span.start < last.span.start
    nearest = first if between or stated.span.start < first.span.start else last
    own_base = _OWN_BASE if nearest is last else COMPARES
    if not between and passage.is_followed_by(stated, own_base):
        return False
    words = passage.between(stated, nearest)
    if stated.kind is QuantityKind.MULTIPLIER:
        words = words.lstrip(" :")  # prices tripled: a dozen now cost $5
    return not is_broken(words) and not _JOINED.search(words)


def _is_earlier(passage: Passage, old: Quantity) -> bool:
    """Return whether a level is said to be of another time, and so not of somebody else."""
    frame = passage.frame(old)
    return passage.is_led_by(old, _FROM) or (frame is not None and bool(frame.times))


def _is_told_again(passage: Passage, stated: Quantity, old: Quantity, last: Quantity) -> bool:
    """Return whether the change is told again behind: "to $12 from $10, or 20 percent"."""
    if stated.span.start < last.span.end or passage.after(stated).startswith(" of "):
        return False
    return passage.is_led_by(old, _FROM) or len(passage.between(last, stated)) <= _CLOSE


# --- arithmetic ---


def _pitfalls(check_id: str, passage: Passage) -> Iterator[Pitfall]:
    """Yield the changes of a sentence that are wrong under the id of one check."""
    return (pitfall for id_, pitfall in _wrong_changes(passage) if id_ == check_id)


@lru_cache(maxsize=8)  # four checks ask for the same sentence, one after the other
def _wrong_changes(passage: Passage) -> tuple[tuple[str, Pitfall], ...]:
    judged = [(change, _judge(change)) for change in _changes(passage)]
    return tuple(
        (wrong[0], wrong[1])
        for change, wrong in judged
        if wrong and not is_explained(passage, change)
    )


def _judge(change: Relation) -> tuple[str, Pitfall] | None:
    """Return what is wrong with a change; None where it is right or cannot be computed."""
    old, new = change.operands
    levels = _in_unit_of(new, old), _in_unit_of(old, new)
    first, last = map(measured, levels)
    if first is None or last is None or first.value <= 0 or last.value < 0:
        return None
    # Both are as exact as the better one: "from 3.5% to 5%" means 5.0.
    exact = min(first.error, last.error)
    values = first._replace(error=exact), last._replace(error=exact)
    check_id = _wrong(change, levels, values)
    if check_id is None:
        return None
    result = gives(change.op, *values)
    words = figure(result) + _UNIT.get(change.stated.kind, "")
    if check_id == "A02":
        words = f"{figure(gives(Op.DIFFERENCE, *values))} percentage points, or {words}"
    op = Op.DIFFERENCE if check_id == "A02" else change.op
    made = formula(op, old, new, gives(op, *values))
    message = f"from {old.text} to {new.text} is {words}, not {change.stated.text}"
    return check_id, Pitfall(message, (old, new, change.stated), made)


_UNIT = {
    QuantityKind.PERCENTAGE_POINT: " points",
    QuantityKind.MULTIPLIER: " times",
    QuantityKind.PERCENT: " %",
    QuantityKind.FRACTION: " %",
}


def _wrong(
    change: Relation, levels: tuple[Quantity, Quantity], values: tuple[Measured, Measured]
) -> str | None:
    """Return the id of the check that a change is wrong under, or None where it may be right."""
    stated, result = change.stated, gives(change.op, *values)
    apart, ratio = gives(Op.DIFFERENCE, *values), gives(Op.SHARE, *values)
    percents = all(each.kind in _IN_POINTS for each in levels)
    match stated.kind:
        case QuantityKind.PERCENTAGE_POINT:
            return "A01" if percents and not admits(stated, result) else None
        case QuantityKind.PERCENT | QuantityKind.FRACTION:
            # From 84% to 88% may be a rise of 4%, of 4.8% far more likely: who says 4% subtracted.
            step = stated.step or _ONE
            subtracted = stated.value == apart.value and abs(result.value - apart.value) > step / 2
            if admits(stated, result) and not (percents and subtracted):
                return None
            if percents and admits(stated, apart):
                return "A02"
            return "A04" if admits(stated, ratio) and not is_bound(stated) else "A03"
        case QuantityKind.MULTIPLIER:
            # "Three times more" of some is four times as much of others: B02.
            more = Measured(result.value - _ONE, result.error)
            ways = (result, more, *([gives(Op.TIMES, *values[::-1])] if values[1].value else []))
            return None if any(admits(stated, way) for way in ways) else "A03"
    value, bare = measured(stated), stated.kind is QuantityKind.COUNT and not stated.unit
    alike = stated.kind is levels[1].kind and dimension(stated) == dimension(levels[1])
    if value is None or admits(stated, apart) or not (alike or (bare and not percents)):
        return None
    return "A04" if value.value == values[1].value else "A03"


def _in_unit_of(other: Quantity, level: Quantity) -> Quantity:
    """Return a bare level in the unit of the other: "1.8 million tonnes, from 2.5 million"."""
    if level.kind is not QuantityKind.COUNT or other.kind is not QuantityKind.MEASURE:
        return level
    return level.model_copy(update={"kind": other.kind, "unit": other.unit})


CHECKS = (
    Check(
        "A01",
        "points-arithmetic",
        "The points that are stated are not the difference of the two percentages.",
        fires="The rate rose from 3.5% to 5%, up 2.5 points.",
        silent="The rate rose from 3.5% to 5%, up 1.5 points.",
        settles="The two percentages in the source; the points follow from them.",
        find=partial(_pitfalls, "A01"),
    ),
    Check(
        "A02",
        "percent-for-points",
        "The difference of two percentages is given in percent: it is in percentage points.",
        fires="The rate rose from 3.5% to 5%, a 1.5% increase.",
        silent="The rate rose from 3.5% to 5%, a 43% increase.",
        settles="Whether points or percent are meant; both follow from the two percentages.",
        find=partial(_pitfalls, "A02"),
    ),
    Check(
        "A03",
        "change-arithmetic",
        "The change that is stated is not what its two levels give.",
        fires="Sales rose from $10m to $15m, up 40%.",
        silent="Sales rose from $10m to $15m, up 50%.",
        settles="Both levels in the source; the change follows from them.",
        find=partial(_pitfalls, "A03"),
    ),
    Check(
        "A04",
        "to-vs-by",
        "The new level is given as the change: to four times is by 300%, not by 400%.",
        fires="Cases rose from 100 to 400, an increase of 400%.",
        silent="Cases rose from 100 to 400, an increase of 300%.",
        settles="Both levels in the source, and whether 'to' or 'by' is meant.",
        find=partial(_pitfalls, "A04"),
    ),
)
