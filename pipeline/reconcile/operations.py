"""Operations: what follows from one or two numbers, with the type, role and sign of the result.

The difference of two percentages is points, a share of money is money, a change knows whether it
went up or down. Every operation is a generator of `(dimension, result)`.
"""

from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from pipeline.numbers.grammar import lexicon
from pipeline.reconcile.operands import Operand, order_of, years_of
from pipeline.reconcile.values import DAYS_A_MONTH, DAYS_A_YEAR, measure
from schemas import QuantityKind

_ALL = 100.0
_MOST_PERCENT = 101  # of which two shares are parts, rounding allowed
_MINUTES_A_DAY = 1440
_POINTS_IN_TIME = frozenset({"year", "date", "clock", "ordinal"})
_PURE = frozenset({"percent", "points", "times"})
_PERIODS_A_YEAR = {
    "day": 365.0,
    "week": 52.0,
    "fortnight": 26.0,
    "month": 12.0,
    "quarter": 4.0,
    "year": 1.0,
}
_DAYS = {
    "minute": 1 / _MINUTES_A_DAY,
    "hour": 1 / 24,
    "day": 1.0,
    "week": 7.0,
    "fortnight": 14.0,
    "month": DAYS_A_MONTH,
    "quarter": DAYS_A_YEAR / 4,
    "year": DAYS_A_YEAR,
}


class Op(IntEnum):
    """What was reckoned."""

    DIFFERENCE = 0
    SUM = 1
    TIMES = 2
    SHARE = 3
    CHANGE = 4
    MEAN = 5
    PART_OF = 6
    REST_OF = 7
    WHOLE_FROM = 8
    AFTER_CHANGE = 9
    BEFORE_CHANGE = 10
    MULTIPLE = 11
    PRODUCT = 12
    PER_HEAD = 13
    RATE_TIME = 14
    SPAN = 15
    YEAR = 16
    COMPLEMENT = 17
    SUM_MANY = 18
    REST_MANY = 19
    RANGE_WIDTH = 20
    PERIODS = 21
    CLOCK = 22
    LISTED = 23
    SHARE_OF_SHARE = 24
    SHARE_OF_SUM = 25
    CHANGE_AMOUNT = 26
    AGE_AT = 27
    QUOTIENT = 28
    HOW_LONG = 29


class Result(NamedTuple):
    """What follows: a value in the base unit of its dimension, how and from what."""

    value: float
    op: Op
    operands: tuple[Operand, ...]
    way: int = 0
    """1 where it went up in time, -1 down; 0 where no time is said."""


Results = Iterator[tuple[str, Result]]


def from_one(one: Operand) -> Results:
    """Yield what follows from one number: rest to 100, width of a range, rate by another time."""
    quantity, itself = one.frame.quantity, (one,)
    if one.dimension == "percent" and 0 < one.value < _ALL:
        yield "percent", Result(_ALL - one.value, Op.COMPLEMENT, itself)
        if quantity.kind is QuantityKind.RATIO and quantity.whole:
            rest = float(quantity.whole) - float(quantity.low or 0)
            yield "count", Result(rest, Op.DIFFERENCE, itself)
    low, high = float(quantity.low or 0), float(quantity.high or 0)
    if quantity.kind is QuantityKind.SCORE and high:
        yield "count", Result(abs(low - high), Op.DIFFERENCE, itself)
        yield "count", Result(low + high, Op.SUM, itself)
    value = one.frame.value
    if value is not None and not value.single and one.value == value.low:
        yield one.dimension, Result(value.high - value.low, Op.RANGE_WIDTH, itself)
        yield one.dimension, Result((value.high + value.low) / 2, Op.MEAN, itself)
    match years_of(quantity):
        case (first, last) if one.value == first:
            yield "time", Result((last - first) * DAYS_A_YEAR, Op.SPAN, itself)
    if one.per in _PERIODS_A_YEAR:
        yearly = one.value * _PERIODS_A_YEAR[one.per]
        for period, times in _PERIODS_A_YEAR.items():
            if period != one.per:
                yield one.dimension, Result(yearly / times, Op.PERIODS, itself)


@lru_cache(maxsize=4096)
def dimensions_from(one: str, other: str) -> frozenset[str]:
    """Return the dimensions of all that may follow from two numbers of these dimensions."""
    if one != other:
        return frozenset({one, other})
    return frozenset({one, "percent", "points", "times", "count", "time"})


def from_two(one: Operand, other: Operand) -> Results:
    """Yield what follows from two numbers, whichever is told first."""
    if one.dimension != other.dimension:
        for first, second in ((one, other), (other, one)):
            yield from _of_two_measures(first, second)
    elif one.dimension in _POINTS_IN_TIME:
        yield from _between(one, other)
    elif one.dimension != "times" and one.frame is not other.frame:
        yield from _compared(one, other)


def _between(one: Operand, other: Operand) -> Results:
    """Yield what lies between two years, days, times of day or ranks."""
    both, apart = (one, other), abs(one.value - other.value)
    if one.dimension == "clock":
        yield "time", Result(apart / _MINUTES_A_DAY, Op.CLOCK, both)
        yield "time", Result(1 - apart / _MINUTES_A_DAY, Op.CLOCK, both)
    elif apart and one.dimension == "ordinal":
        yield "count", Result(apart, Op.DIFFERENCE, both)
    elif apart:
        days = DAYS_A_YEAR if one.dimension == "year" else 1
        yield "time", Result(apart * days, Op.SPAN, both)


def _compared(one: Operand, other: Operand) -> Results:
    """Yield what follows from two numbers of one measure."""
    both, dimension = (one, other), one.dimension
    high, low = max(one.value, other.value), min(one.value, other.value)
    rises = 1 if other.value > one.value else -1
    way = rises * order_of(one, other)
    if high > low:
        yield dimension, Result(high - low, Op.DIFFERENCE, both, way)
        if dimension == "percent":
            yield "points", Result(high - low, Op.DIFFERENCE, both, way)
    if dimension != "percent" or high + low <= _MOST_PERCENT:
        yield dimension, Result(high + low, Op.SUM, both)
    yield dimension, Result((high + low) / 2, Op.MEAN, both)
    if low > 0 and high > low and dimension != "points":
        yield from _ratios(both, high, low)
        if way >= 0:
            yield "percent", Result((high - low) / low * _ALL, Op.CHANGE, both, 1)
        if way <= 0:
            yield "percent", Result((high - low) / high * _ALL, Op.CHANGE, both, -1)


def _ratios(both: tuple[Operand, Operand], high: float, low: float) -> Results:
    """Yield how often one number goes into another of its measure, and what share it is."""
    one, other = both
    yield "times", Result(high / low, Op.TIMES, both)
    yield "times", Result(low / high, Op.TIMES, both)
    if one.dimension != "percent":
        yield "percent", Result(low / high * _ALL, Op.SHARE, both)
        for part in (low, high):
            yield "percent", Result(part / (low + high) * _ALL, Op.SHARE_OF_SUM, both)
        yield "count", Result(high / low, Op.QUOTIENT, both)
    if one.dimension == "count":
        yield "count", Result(high * low, Op.PRODUCT, both)
    days = _DAYS.get(one.per or other.per or "")
    if days and bool(one.per) is not bool(other.per):
        rate, amount = both if one.per else (other, one)
        yield "time", Result(amount.value / rate.value * days, Op.HOW_LONG, both)


def _of_two_measures(one: Operand, other: Operand) -> Results:
    """Yield what follows from a number of one measure (`other`) by one of another (`one`)."""
    if one.dimension in _POINTS_IN_TIME:
        yield from _later(one, other)
    elif other.dimension in _POINTS_IN_TIME or one.value <= 0:
        return
    elif one.dimension == "percent":
        if other.dimension not in _PURE:
            yield from _by_share(one, other)
    elif one.dimension == "points":
        yield from _by_points(one, other)
    elif one.dimension == "times":
        if other.dimension not in _PURE:
            yield other.dimension, Result(other.value * one.value, Op.MULTIPLE, (one, other))
            yield other.dimension, Result(other.value / one.value, Op.MULTIPLE, (one, other))
    elif other.dimension not in _PURE:
        yield from _by_rate(one, other)
        yield from _by_number(one, other)


def _later(one: Operand, other: Operand) -> Results:
    """Yield the point in time so much later or earlier, and the ranks from a count to a rank."""
    both = (one, other)
    if one.dimension == "ordinal" and other.dimension == "count" and one.value != other.value:
        yield "count", Result(abs(other.value - one.value), Op.DIFFERENCE, both)
    if other.dimension != "time":
        return
    if one.dimension == "clock" and other.value < 1:
        minutes = other.value * _MINUTES_A_DAY
        for time in (one.value + minutes, one.value - minutes):
            yield "clock", Result(time % _MINUTES_A_DAY, Op.CLOCK, both)
    unit = {"year": DAYS_A_YEAR, "date": 1.0}.get(one.dimension)
    if unit and (count := round(other.value / unit)):
        yield one.dimension, Result(one.value + count, Op.YEAR, both)
        yield one.dimension, Result(one.value - count, Op.YEAR, both)


def _by_share(one: Operand, other: Operand) -> Results:
    """Yield what a percentage makes of an amount: part, rest, whole, before and after a change."""
    both, dimension, amount, share = (one, other), other.dimension, other.value, one.value / _ALL
    if share < 1:
        yield dimension, Result(amount * share, Op.PART_OF, both)
        yield dimension, Result(amount * (1 - share), Op.REST_OF, both)
        yield dimension, Result(amount / share, Op.WHOLE_FROM, both)
        yield dimension, Result(amount / (1 - share), Op.BEFORE_CHANGE, both, -1)
        yield dimension, Result(amount * share / (1 - share), Op.CHANGE_AMOUNT, both, -1)
    yield dimension, Result(amount * (1 + share), Op.AFTER_CHANGE, both, 1)
    yield dimension, Result(amount / (1 + share), Op.BEFORE_CHANGE, both, 1)
    yield dimension, Result(amount * share / (1 + share), Op.CHANGE_AMOUNT, both, 1)


def _by_points(one: Operand, other: Operand) -> Results:
    """Yield a percentage, or an index without a unit, so many points up or down."""
    if other.dimension not in {"percent", "count"}:
        return
    yield other.dimension, Result(other.value + one.value, Op.AFTER_CHANGE, (one, other), 1)
    if other.value > one.value:
        yield other.dimension, Result(other.value - one.value, Op.AFTER_CHANGE, (one, other), -1)


def _by_rate(one: Operand, other: Operand) -> Results:
    """Yield a rate times a time or a number of its units, and an amount by the time it took."""
    both, dimension = (one, other), other.dimension
    if one.dimension == "time" and other.per in _DAYS:
        yield dimension, Result(other.value * one.value / _DAYS[other.per], Op.RATE_TIME, both)
    elif one.dimension == "time" and not other.per:
        for days in _DAYS.values():
            if days < one.value:
                yield dimension, Result(other.value * days / one.value, Op.RATE_TIME, both)
    elif other.per in lexicon.UNITS and measure(other.per)[0] == one.dimension:
        units = one.value / measure(other.per)[1]
        yield dimension, Result(other.value * units, Op.RATE_TIME, both)


def _by_number(one: Operand, other: Operand) -> Results:
    """Yield an amount for each of many, and so many times an amount."""
    both, dimension = (one, other), other.dimension
    if one.dimension == "count":
        yield dimension, Result(other.value * one.value, Op.PRODUCT, both)
        if one.value > 1:
            yield dimension, Result(other.value / one.value, Op.PER_HEAD, both)
    elif dimension != "count" and one.dimension != "time":
        yield dimension, Result(other.value / one.value, Op.PER_HEAD, both)
