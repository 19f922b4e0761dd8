"""Proportions: shares, multiples, changes in per cent and amounts per period, from the source."""

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.numbers.reconcile.derivation import Derivation, shown, value_of, words_of
from pipeline.numbers.reconcile.dimensions import dimension
from pipeline.numbers.reconcile.operands import alike, between, is_share, speaks_of
from pipeline.numbers.reconcile.source import SourceQuantity
from schemas import Direction, Quantity, QuantityKind

# Words of a statement that speak of a change or of two things compared.
SAYS_CHANGE = re.compile(
    r"\b(?:more|less|fewer|lower|higher|larger|smaller|cheaper|dearer|rose|risen|rises?|fell|fallen|"
    r"falls?|drop\w*|climb\w*|gr[eo]w\w*|increas\w*|decreas\w*|declin\w*|up|down|by|cut|rais\w*|"
    r"lift\w*|gain\w*|lost|los\w*|shr[aiu]nk|above|below|reduc\w*|sl[iu]\w+|jump\w*|since|on the year|"
    r"bigger|longer|shorter|faster|slower|over|exceed\w*|sank|plung\w*|soar\w*|tumbl\w*|surg\w*)\b",
    re.IGNORECASE,
)
# Without one of these, what is left of 78% is no 22% of the same thing.
_REST = re.compile(
    r"\b(?:below|less|fewer|lower|rest|remain\w*|others?|not|never|no|un\w+|without|yet|still|left|"
    r"fail\w*|miss\w*|lack\w*|refus\w*)\b",
    re.IGNORECASE,
)
_AVERAGE = re.compile(
    r"\b(?:average|each|every|per|a (?:year|month|week|day)|annual\w*|times)\b", re.IGNORECASE
)
_BOTH = re.compile(r"\b(?:both|the two|two|together)\b", re.IGNORECASE)
# "92% had not been vaccinated" leaves 8% of whom nothing is denied.
_DENIED = re.compile(r"^\W+(?:[\w'’]+\s+){0,5}?(?:not|never|stopped|refused|without)\b")
_YEAR = re.compile(r"\b(?:year|annual|12 months|52 weeks)")
_YEARLY = {"month": 12, "week": 52}
# What is spread over a length of time: money, tons, visitors a day.
_SPREAD = {QuantityKind.MONEY, QuantityKind.MEASURE, QuantityKind.COUNT}
_SHARED_OUT = {QuantityKind.MONEY, QuantityKind.MEASURE}  # among so many heads
_SIDE_BY_SIDE = 40  # characters
_HUNDRED = Decimal(100)


def from_one(stated: Quantity, statement: str, one: SourceQuantity) -> Iterator[Derivation]:
    """Yield what one number gives: the share of "X of Y", a rest, a change as a multiple."""
    quantity = one.quantity
    if quantity.low is None:
        return
    if quantity.kind is QuantityKind.RATIO and quantity.whole:
        yield from _of_ratio(stated, one, quantity.low, quantity.whole)
    percent = quantity.kind is stated.kind is QuantityKind.PERCENT
    left = speaks_of(_REST, statement) or _DENIED.search(one.mention.after)
    if percent and quantity.low < _HUNDRED and left:
        rest = _HUNDRED - quantity.low
        yield Derivation(rest, f"100 − {words_of(quantity)} = {rest:f} %", (one.span,))
    if stated.kind is QuantityKind.MULTIPLIER and quantity.kind is QuantityKind.PERCENT:
        yield from _as_multiple(one, quantity)
    if percent and quantity.low > _HUNDRED and speaks_of(SAYS_CHANGE, statement) and _is_of(one):
        more = quantity.low - _HUNDRED
        yield Derivation(more, f"{words_of(quantity)} − 100 = {more:f} %", (one.span,))
    if stated.kind is QuantityKind.COUNT and quantity.kind is QuantityKind.SCORE and quantity.high:
        apart = abs(quantity.high - quantity.low)
        yield Derivation(apart, f"{words_of(quantity)}: {apart:f} apart", (one.span,))
    if stated.unit == "fahrenheit" and quantity.unit == "celsius":
        degrees = quantity.low * 9 / 5 + 32
        yield Derivation(degrees, f"{words_of(quantity)} × 9/5 + 32 = {degrees:f}", (one.span,))
    each = one.mention.words_after[:1] in {("each",), ("apiece",)}
    if each and quantity.unit == stated.unit and speaks_of(_BOTH, statement):
        total = value_of(quantity) * 2
        yield Derivation(total, f"2 × {words_of(quantity)} = {shown(total, stated)}", (one.span,))
    times = _YEARLY.get(quantity.per or "")
    if times and quantity.unit == stated.unit and speaks_of(_YEAR, statement):
        total = value_of(quantity) * times
        formula = f"{words_of(quantity)} × {times} = {shown(total, stated)}"
        yield Derivation(total, formula, (one.span,))


def _of_ratio(
    stated: Quantity, one: SourceQuantity, part: Decimal, whole: Decimal
) -> Iterator[Derivation]:
    if is_share(stated):
        share = part / whole * _HUNDRED
        yield Derivation(share, f"{part:f} / {whole:f} = {share:.1f} %", (one.span,))
        rest = _HUNDRED - share
        yield Derivation(rest, f"1 − {part:f} / {whole:f} = {rest:.1f} %", (one.span,))
    if stated.kind is QuantityKind.COUNT:
        left = whole - part
        yield Derivation(left, f"{whole:f} − {part:f} = {left:f}", (one.span,))


def _is_of(one: SourceQuantity) -> bool:
    """Return whether a percentage is of something: "151% of the level"."""
    return one.mention.words_after[:1] == ("of",)


def _as_multiple(one: SourceQuantity, quantity: Quantity) -> Iterator[Derivation]:
    """Yield a percentage as a multiple: an increase of 400% is fivefold, 150% of it half as much again."""
    if quantity.low and _is_of(one) and not quantity.direction:
        times = quantity.low / _HUNDRED
        yield Derivation(times, f"{words_of(quantity)} = {times:f} times", (one.span,))
    if quantity.direction and quantity.low is not None:
        sign = 1 if quantity.direction is Direction.UP else -1
        times = 1 + sign * quantity.low / _HUNDRED
        yield Derivation(times, f"1 + {words_of(quantity)} = {times:f}", (one.span,))


def from_two(
    stated: Quantity, statement: str, one: SourceQuantity, other: SourceQuantity
) -> Iterator[Derivation]:
    """Yield the share, the multiple and the product that two numbers make, in this order."""
    first, second = value_of(one.quantity), value_of(other.quantity)
    together = alike(one, other) and first > 0 < second
    if is_share(stated) and (together or _is_per(one, other)) and 0 < first != second > 0:
        yield from _share(stated, statement, one, other)
    if stated.kind is QuantityKind.MULTIPLIER and together:
        times = first / second
        formula = f"{words_of(one.quantity)} / {words_of(other.quantity)} = {times:.2f}"
        yield Derivation(times, formula, (one.span, other.span))
    if dimension(other.quantity) == dimension(stated) not in {"percent", "points"}:
        yield from _scaled(stated, statement, one, other)


def _is_per(one: SourceQuantity, other: SourceQuantity) -> bool:
    """Return whether the second number is what the first is counted by: "5 cases per 1,000"."""
    return between(one, other).rstrip().endswith((" per", " in every"))


def _share(
    stated: Quantity, statement: str, one: SourceQuantity, other: SourceQuantity
) -> Iterator[Derivation]:
    share = value_of(one.quantity) / value_of(other.quantity) * _HUNDRED
    text = f"{words_of(one.quantity)} / {words_of(other.quantity)}"
    places = (one.span, other.span)
    if share < _HUNDRED:
        yield Derivation(share, f"{text} = {share:.1f} %", places)
    change = share - _HUNDRED
    wrong_way = {Direction.UP: change < 0, Direction.DOWN: change > 0}
    agrees = not (stated.direction and wrong_way[stated.direction])
    is_part = stated.noun and not stated.direction  # "more than a third of the branches"
    if agrees and not is_part and speaks_of(SAYS_CHANGE, statement):
        yield Derivation(abs(change), f"{text} − 1 = {change:.1f} %", places)


def _scaled(
    stated: Quantity, statement: str, one: SourceQuantity, other: SourceQuantity
) -> Iterator[Derivation]:
    """Yield a share of an amount, its rest, and an amount per period."""
    first, second = one.quantity, other.quantity
    if second.whole or second.value is None:
        return
    places, texts = (one.span, other.span), (words_of(first), words_of(second))
    if is_share(first) and stated.kind is second.kind:
        share = value_of(first) / _HUNDRED
        for part, sign in ((share, "×"), (1 - share, "× the rest of")):
            value = value_of(second) * part
            yield Derivation(
                value, f"{texts[0]} {sign} {texts[1]} = {shown(value, stated)}", places
            )
    yield from _whole_of(stated, one, other)
    time = first.kind is QuantityKind.DURATION and first.low
    heads = first.kind is QuantityKind.COUNT and stated.kind in _SHARED_OUT and first.value
    if stated.per == first.unit and first.kind is QuantityKind.MEASURE and first.value:
        each = value_of(second) / first.value
        yield Derivation(each, f"{texts[1]} / {texts[0]} = {shown(each, stated)}", places)
    if (divisor := time or heads) and stated.kind in _SPREAD and speaks_of(_AVERAGE, statement):
        each = value_of(second) / divisor
        yield Derivation(each, f"{texts[1]} / {divisor:f} = {shown(each, stated)}", places)


def _whole_of(stated: Quantity, one: SourceQuantity, other: SourceQuantity) -> Iterator[Derivation]:
    """Yield the whole of which an amount is a share, said side by side: "40%, or 520,000 homes"."""
    share, part = one.quantity, other.quantity
    apart = between(one, other) or between(other, one)
    if not is_share(share) or part.kind is not stated.kind or len(apart) > _SIDE_BY_SIDE:
        return
    if one.position == other.position and value_of(share) > 0:
        whole = value_of(part) / value_of(share) * _HUNDRED
        formula = f"{words_of(part)} / {words_of(share)} = {shown(whole, stated)}"
        yield Derivation(whole, formula, (one.span, other.span))
