"""Arithmetic done for the checker: what follows from a figure, or agrees with it.

Only within a sentence or beside it, and only of one unit: a share of a whole, a sum that agrees, what a
change makes in percent, a stated change that agrees, money a head.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, pairwise

from pipeline.checks.rounding import Measured, is_hedged, measured
from pipeline.numbers.dimensions import dimension, factor
from pipeline.reconcile import SourceQuantity
from pipeline.stages.prioritise.figure import Figure
from pipeline.stages.prioritise.sums import MILLION, are_alike, plain, unit_of
from schemas import Part, Quantity, QuantityKind

_MOST = 3
_MOST_A_HEAD = 1_000_000
_LONG = 100
"""Millions from which digits written out are hard to read."""
_BESIDE = 4
"""Quantities to either side that are tried: a table in one line is no sentence."""
_HEADS = re.compile(
    r"\b(?:people|persons|households?|famil(?:y|ies)|residents?|pupils?|students?|patients?|workers?|employees?|"
    r"nurses?|staff|passengers?|children|taxpayers?|voters?)$",
    re.IGNORECASE,
)
_BETWEEN_HEADS = re.compile(r"[^,;:“”\"—–()]{1,40}")


def computed_of(figure: Figure) -> tuple[str, ...]:
    """Return each thing that follows from a figure or agrees with it, as a formula; three at most."""
    beside = _beside(figure)
    found = (
        *_share(figure.quantity),
        *_agreeing_changes(figure, beside),
        *figure.sums,
        *_course(figure, beside),
        *_a_head(figure, beside),
    )
    return tuple(dict.fromkeys(found))[:_MOST]


def _percent(share: Decimal) -> str:
    """Return a share in whole percent; finer where it is below one or ends with a tenth."""
    tenths = share * 10
    if tenths == tenths.to_integral_value():
        return plain(share)
    return f"{share:.0f}" if share >= 1 else f"{share:.2f}"


def _beside(figure: Figure) -> tuple[SourceQuantity, ...]:
    """Return the quantities of the sentence around a figure, itself among them."""
    some = [each for each in figure.beside if each.quantity.checkable]
    at = next(at for at, each in enumerate(some) if each is figure.main)
    return tuple(some[max(0, at - _BESIDE) : at + _BESIDE + 1])


def _share(quantity: Quantity) -> Iterator[str]:
    one_of = quantity.text.lower().startswith("one of")  # "one of four who voted no" is no share
    ratio = quantity.kind is QuantityKind.RATIO and not one_of
    if ratio and quantity.low is not None and quantity.whole:
        share = quantity.low / quantity.whole * 100
        yield f"{quantity.low:,f} / {quantity.whole:,f} = {_percent(share)} %"


def _agreeing_changes(figure: Figure, beside: tuple[SourceQuantity, ...]) -> Iterator[str]:
    """Yield each change that is stated in the sentence and follows from two other figures of it."""
    changes = {QuantityKind.PERCENT, QuantityKind.PERCENTAGE_POINT}
    main = figure.main
    for change in (each for each in beside if each.quantity.kind in changes):
        for one, other in combinations([each for each in beside if each is not change], 2):
            is_of_it = change is main or one is main or other is main
            if is_of_it and one.quantity.kind is other.quantity.kind:
                yield from _agreeing(change.quantity, one.quantity, other.quantity)


def _agreeing(change: Quantity, one: Quantity, other: Quantity) -> Iterator[str]:
    of_amounts = one.kind is not QuantityKind.PERCENT and one.unit == other.unit
    in_percent = change.kind is QuantityKind.PERCENT and change.direction and of_amounts
    of_shares = one.kind is QuantityKind.PERCENT
    in_points = change.kind is QuantityKind.PERCENTAGE_POINT and of_shares
    if not (in_percent or in_points) or dimension(one) != dimension(other):
        return
    stated, first, second = measured(change), measured(one), measured(other)
    if stated is None or first is None or second is None:
        return
    old, new = (
        (second, first)
        if other.part is Part.ORIGIN or _is_less(change, one, other)
        else (first, second)
    )
    if not old.value:
        return
    if in_percent:
        made = new.over(old)
        percent = Measured((made.value - 1) * 100, made.error * 100)
        if Measured(abs(percent.value), percent.error).agrees(stated):
            unit = factor(one)
            if min(new.value, old.value) / unit >= _LONG * MILLION:
                unit *= MILLION
            shown = f"{plain(new.value / unit)} / {plain(old.value / unit)}"
            yield f"{shown} − 1 = {_signed(percent.value)} %"
    if in_points:
        made = new.minus(old)
        if Measured(abs(made.value), made.error).agrees(stated):
            high, low = max(new.value, old.value), min(new.value, old.value)
            yield f"{plain(high)} − {plain(low)} = {plain(high - low)} points"


def _is_less(change: Quantity, one: Quantity, other: Quantity) -> bool:
    """Return whether the figure that a change is measured from stands second: "8% less than the 40"."""
    return one.span.end <= change.span.start < other.span.start


def _course(figure: Figure, beside: tuple[SourceQuantity, ...]) -> Iterator[str]:
    """Yield what a change from one level to another makes in percent."""
    quantities = [q.quantity for q in beside]
    if all(each.part is not Part.ORIGIN for each in quantities):
        return
    for old, new in combinations(quantities, 2):
        pair = (old, new) if old.part is Part.ORIGIN else (new, old)
        if pair[0].part is not Part.ORIGIN or pair[1].part is not Part.LEVEL:
            continue
        start, end = measured(pair[0]), measured(pair[1])
        if figure.quantity in pair and start and end and start.value and are_alike(*pair):
            percent = (end.value / start.value - 1) * 100
            low, high = pair[0].low or Decimal(0), pair[1].low or Decimal(0)
            scale, word = (
                (MILLION, " million") if min(low, high) >= _LONG * MILLION else (Decimal(1), "")
            )
            levels = f"from {plain(low / scale)} to {plain(high / scale)}{word}{unit_of(pair[0])}"
            yield f"{levels} is {_signed(percent)} %"


def _a_head(figure: Figure, beside: tuple[SourceQuantity, ...]) -> Iterator[str]:
    """Yield money divided by those whom the same clause counts."""
    for one, other in pairwise(beside):
        money, heads = (one, other) if one.quantity.kind is QuantityKind.MONEY else (other, one)
        sum_, count = money.quantity, heads.quantity
        is_of_it = one is figure.main or other is figure.main
        if not is_of_it or not _are_heads(sum_, count):
            continue
        start = figure.span.start
        between = figure.reading[one.span.end - start : other.span.start - start]
        if _BETWEEN_HEADS.fullmatch(between) and sum_.low and count.low:
            yield f"{plain(sum_.low)} / {plain(count.low)} = {plain(round(sum_.low / count.low, 2))}{unit_of(sum_)} a head"


def _are_heads(money: Quantity, heads: Quantity) -> bool:
    counted = heads.kind is QuantityKind.COUNT and heads.noun and _HEADS.search(heads.noun)
    exact = money.value is not None and heads.value is not None and not is_hedged(heads)
    told = (money.low or 0) < _MOST_A_HEAD * (heads.low or 0)
    return bool(money.kind is QuantityKind.MONEY and not money.per and counted and exact and told)


def _signed(percent: Decimal) -> str:
    return f"{'+' if percent > 0 else '−'}{plain(round(abs(percent), 1))}"
