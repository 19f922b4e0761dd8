"""Arithmetic: what follows from the numbers of a source, one table for everybody who asks.

Each entry is a value with its operation and its operands. The operation gives the type of what comes
out, its role and its sign: the difference of two percentages is points, a change knows whether it went
up or down. Operands may stand anywhere in a source of up to `_ALL` numbers; in a longer one they stand
within `_WITHIN` sentences of each other, and with at most `_PARTNERS` others.
"""

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple

from pipeline.numbers.grammar import lexicon
from pipeline.reconcile.frames import Frame, Role
from pipeline.reconcile.values import DAYS_A_MONTH, DAYS_A_YEAR, measure
from schemas import Quantity, QuantityKind

_ALL, _WITHIN, _PARTNERS = 60, 3, 30
_LONGEST_SUM = 8
_MOST_TRIPLES = 24
_NEAR_TIME = 8  # steps within which a time is that of a number


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


class Operand(NamedTuple):
    """A number that enters a calculation: of a frame, or one of the two counts of "22 of 32"."""

    value: float
    dimension: str
    frame: Frame
    step: float
    noun: frozenset[str]
    per: str | None = None


class Result(NamedTuple):
    """What follows: a value in the base unit of its dimension, how and from what."""

    value: float
    op: Op
    operands: tuple[Operand, ...]
    way: int = 0
    """1 where it went up from the first operand to the second by their order in time, -1 down; 0 unsaid."""


@dataclass(frozen=True, eq=False)
class Arithmetic:
    """All that follows from the numbers of a source; made on first use."""

    frames: Sequence[Frame]
    lists: Sequence[tuple[int, Frame]] = ()
    published: date | None = None

    @cached_property
    def operands(self) -> tuple[Operand, ...]:
        """The numbers that may enter a calculation, in order."""
        return tuple(o for frame in self.frames for o in _operands(frame))

    @cached_property
    def _table(self) -> dict[str, tuple[list[float], list[Result]]]:
        found: dict[str, list[tuple[float, int, Result]]] = {}
        for order, (dimension, result) in enumerate(self._results()):
            found.setdefault(dimension, []).append((result.value, order, result))
        table = {}
        for dimension, some in found.items():
            some.sort(key=lambda each: each[:2])
            table[dimension] = [each[0] for each in some], [each[2] for each in some]
        return table

    def between(self, dimension: str, low: float, high: float) -> list[Result]:
        """Return what follows of a dimension within two values, by value."""
        values, results = self._table.get(dimension, ([], []))
        return results[bisect_left(values, low) : bisect_right(values, high)]

    def count_between(self, dimension: str, low: float, high: float) -> int:
        """Return how much follows of a dimension within two values."""
        values, _ = self._table.get(dimension, ([], []))
        return bisect_right(values, high) - bisect_left(values, low)

    def _results(self) -> Iterator[tuple[str, Result]]:
        for each in self.operands:
            yield from _from_one(each)
        for one, other in self._pairs():
            yield from _from_two(one, other)
        yield from self._sums()
        yield from self._ages()
        for count, frame in self.lists:
            operand = Operand(float(count), "count", frame, 1.0, frame.noun)
            yield "count", Result(float(count), Op.LISTED, (operand,))

    def _ages(self) -> Iterator[tuple[str, Result]]:
        """Yield how old somebody was in a year, and when somebody was born, from an age and a year."""
        years = [each for each in self.operands if each.dimension == "year"][:_MOST_TRIPLES]
        ages = [each for each in self.operands if each.frame.quantity.kind is QuantityKind.AGE]
        for age in ages[:_MOST_TRIPLES]:
            for now in years:
                born = now.value - age.value / DAYS_A_YEAR
                for then in years:
                    at = then.value - born
                    if then.value != now.value and 0 < at < 110:
                        yield "time", Result(at * DAYS_A_YEAR, Op.AGE_AT, (age, now, then))

    def _pairs(self) -> Iterator[tuple[Operand, Operand]]:
        some = self.operands
        everywhere = len(some) <= _ALL
        for at, one in enumerate(some):
            partners = some[at + 1 :] if everywhere else some[at + 1 : at + 1 + _PARTNERS]
            for other in partners:
                if not everywhere and other.frame.position - one.frame.position > _WITHIN:
                    break
                if other.frame is not one.frame or other.dimension != one.dimension:
                    yield one, other

    def _sums(self) -> Iterator[tuple[str, Result]]:
        """Yield sums of three and more that stand in a row, and what they leave of a whole."""
        rows: dict[str, list[Operand]] = {}
        for each in self.operands:
            if each.dimension not in {"year", "date", "clock", "times", "ordinal"}:
                rows.setdefault(each.dimension, []).append(each)
        for dimension, some in rows.items():
            for start in range(len(some)):
                total = some[start].value
                for end in range(start + 1, min(len(some), start + _LONGEST_SUM)):
                    if some[end].frame.position - some[start].frame.position > _WITHIN:
                        break
                    if some[end].frame is some[end - 1].frame:
                        break
                    total += some[end].value
                    parts = tuple(some[start : end + 1])
                    if end - start >= 2:
                        yield dimension, Result(total, Op.SUM_MANY, parts)
                        yield dimension, Result(total / len(parts), Op.MEAN, parts)
                    if dimension == "percent" and total < 100:
                        yield dimension, Result(100 - total, Op.COMPLEMENT, parts)
            if len(some) <= _MOST_TRIPLES:
                yield from _triples(dimension, some)


def _triples(dimension: str, some: Sequence[Operand]) -> Iterator[tuple[str, Result]]:
    """Yield a number less two others, and the sum of two less another."""
    for one, other in itertools.combinations(some, 2):
        if one.frame is other.frame or abs(one.frame.position - other.frame.position) > _WITHIN:
            continue
        both = one.value + other.value
        for whole in some:
            if whole.frame is one.frame or whole.frame is other.frame:
                continue
            if whole.frame.position > other.frame.position or (
                whole.frame.position == other.frame.position
                and whole.frame.start > other.frame.start
            ):
                yield dimension, Result(both + whole.value, Op.SUM_MANY, (one, other, whole))
            if whole.value > both:
                yield dimension, Result(whole.value - both, Op.REST_MANY, (whole, one, other))
            if whole.value > both > 0 and dimension != "percent":
                share = Result(100 * both / whole.value, Op.SHARE_OF_SHARE, (one, other, whole))
                yield "percent", share


def _operands(frame: Frame) -> Iterator[Operand]:
    quantity, value = frame.quantity, frame.value
    years = years_of(quantity)
    for year in years:
        yield Operand(float(year), "year", frame, 1.0, frozenset())
    if years:
        if quantity.date and (day := day_of(quantity.date, frame.year)) is not None:
            yield Operand(day, "date", frame, 1.0, frozenset())
        return
    if quantity.date and (day := day_of(quantity.date, frame.year)) is not None:
        yield Operand(day, "date", frame, 1.0, frozenset())
        return
    if quantity.kind is QuantityKind.TIME and value is None:
        if (minutes := minutes_of(quantity.date or "")) is not None:
            yield Operand(minutes, "clock", frame, 1.0, frozenset())
        return
    if value is None or quantity.kind in {QuantityKind.VAGUE, QuantityKind.ORDINAL}:
        return
    noun, per = frame.noun, value.per or frame.per
    if quantity.whole and quantity.low is not None:
        yield Operand(value.low, "percent", frame, value.step, noun)
        if quantity.kind is QuantityKind.RATIO:
            for count in (quantity.low, quantity.whole):
                yield Operand(float(count), "count", frame, 1.0, noun)
        return
    yield Operand(value.low, value.dimension, frame, value.step, noun, per)
    for each in frame.also:
        yield Operand(each.low, each.dimension, frame, each.step, noun, per)
    if not value.single:
        yield Operand(value.high, value.dimension, frame, value.step, noun, per)


_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")


def years_of(quantity: Quantity) -> tuple[int, ...]:
    """Return the years that a date names: one, or both ends of a span of years."""
    if not quantity.date:
        return ()
    return tuple(int(each) for each in _YEAR.findall(quantity.date)[:2])


def day_of(iso: str, year: int) -> float | None:
    """Return a full date as a day, one without a year in this year; None of anything else."""
    first = iso.split("/", maxsplit=1)[0]
    try:
        if first.startswith("--") and len(first) == len("--12-31"):
            return float(date(year, int(first[2:4]), int(first[5:7])).toordinal())
        if len(first) == len("2001-12-31"):
            return float(date.fromisoformat(first).toordinal())
    except ValueError:
        return None
    return None


def minutes_of(clock: str) -> float | None:
    """Return a time of day in minutes; None of anything else."""
    hours, _, minutes = clock.partition(":")
    if not (hours.isdecimal() and minutes[:2].isdecimal()):
        return None
    return int(hours) * 60.0 + int(minutes[:2])


_PERIODS = {
    "day": 365.0,
    "week": 52.0,
    "fortnight": 26.0,
    "month": 12.0,
    "quarter": 4.0,
    "year": 1.0,
}


def _from_one(one: Operand) -> Iterator[tuple[str, Result]]:
    quantity, itself = one.frame.quantity, (one,)
    if one.dimension == "percent" and 0 < one.value < 100:
        yield "percent", Result(100 - one.value, Op.COMPLEMENT, itself)
    if quantity.kind is QuantityKind.RATIO and quantity.whole and one.dimension == "percent":
        rest = float(quantity.whole) - float(quantity.low or 0)
        yield "count", Result(rest, Op.DIFFERENCE, itself)
    if (
        quantity.kind is QuantityKind.SCORE
        and quantity.low is not None
        and quantity.high is not None
    ):
        low, high = float(quantity.low), float(quantity.high)
        yield "count", Result(abs(low - high), Op.DIFFERENCE, itself)
        yield "count", Result(low + high, Op.SUM, itself)
    value = one.frame.value
    if value is not None and not value.single and one.value == value.low:
        yield one.dimension, Result(value.high - value.low, Op.RANGE_WIDTH, itself)
        yield one.dimension, Result((value.high + value.low) / 2, Op.MEAN, itself)
    years = years_of(quantity)
    if len(years) == 2 and one.value == years[0]:
        yield "time", Result((years[1] - years[0]) * DAYS_A_YEAR, Op.SPAN, itself)
    if one.per in _PERIODS:
        for period, times in _PERIODS.items():
            if period != one.per:
                yield (
                    one.dimension,
                    Result(one.value * _PERIODS[one.per] / times, Op.PERIODS, itself),
                )


def _from_two(one: Operand, other: Operand) -> Iterator[tuple[str, Result]]:
    if one.dimension == other.dimension:
        yield from _of_one_measure(one, other)
        return
    for first, second in ((one, other), (other, one)):
        yield from _of_two_measures(first, second)


def _of_one_measure(one: Operand, other: Operand) -> Iterator[tuple[str, Result]]:
    both, dimension = (one, other), one.dimension
    high, low = max(one.value, other.value), min(one.value, other.value)
    if dimension == "year":
        if high > low:
            yield "time", Result((high - low) * DAYS_A_YEAR, Op.SPAN, both)
        return
    if dimension == "date":
        if high > low:
            yield "time", Result(high - low, Op.SPAN, both)
        return
    if dimension == "clock":
        yield "time", Result((high - low) / 1440, Op.CLOCK, both)
        yield "time", Result((1440 - high + low) / 1440, Op.CLOCK, both)
        return
    if dimension in {"ordinal", "times"} or one.frame is other.frame:
        return
    way = 1 if later_of(one, other) is (one if one.value > other.value else other) else -1
    known = way if earlier_later(one, other) else 0
    if high > low:
        yield dimension, Result(high - low, Op.DIFFERENCE, both, known)
        if dimension == "percent":
            yield "points", Result(high - low, Op.DIFFERENCE, both, known)
    if dimension != "percent" or high + low <= 101:
        yield dimension, Result(high + low, Op.SUM, both)
    if low > 0 and high > low and dimension != "points":
        yield "times", Result(high / low, Op.TIMES, both)
        yield "times", Result(low / high, Op.TIMES, both)
        if dimension != "percent":
            yield "percent", Result(low / high * 100, Op.SHARE, both)
            for part in (low, high):
                yield "percent", Result(part / (low + high) * 100, Op.SHARE_OF_SUM, both)
            yield "count", Result(high / low, Op.QUOTIENT, both)
        if dimension == "count":
            yield "count", Result(high * low, Op.PRODUCT, both)
        if bool(one.per) is not bool(other.per) and (days := _DAYS.get(one.per or other.per or "")):
            rate, amount = (one, other) if one.per else (other, one)
            if rate.value > 0:
                yield "time", Result(amount.value / rate.value * days, Op.HOW_LONG, both)
        yield "percent", Result((high - low) / low * 100, Op.CHANGE, both, known or 1)
        yield "percent", Result((high - low) / high * 100, Op.CHANGE, both, known or -1)
    yield dimension, Result((high + low) / 2, Op.MEAN, both)


def earlier_later(one: Operand, other: Operand) -> bool:
    """Return whether the words say which of two numbers was first."""
    return (one.frame.role is Role.ORIGIN) is not (other.frame.role is Role.ORIGIN) or _time_order(
        one, other
    ) != 0


def later_of(one: Operand, other: Operand) -> Operand:
    """Return the number that came later, as far as the words say; else the first told."""
    if one.frame.role is Role.ORIGIN and other.frame.role is not Role.ORIGIN:
        return other
    if other.frame.role is Role.ORIGIN and one.frame.role is not Role.ORIGIN:
        return one
    return other if _time_order(one, other) > 0 else one


def _time_order(one: Operand, other: Operand) -> int:
    """Return 1 where the second number is of a later time, -1 of an earlier one, 0 unsaid."""
    first, second = _era(one.frame), _era(other.frame)
    if first is None or second is None or first == second:
        return 0
    if first[0] != second[0]:
        # Beside any other time, what was before is the earlier.
        earlier = ("relative", 0.0)
        return 1 if first == earlier else -1 if second == earlier else 0
    return 1 if second > first else -1


def _era(frame: Frame) -> tuple[str, float] | None:
    """Return when a number is of: a scale, and the place on it; only order counts."""
    near = min(frame.times.items(), key=lambda each: each[1], default=None)
    if near is None or near[1] > _NEAR_TIME:
        return None
    time = near[0]
    if time.startswith("y"):
        return "year", float(time[1:5])
    if time.startswith("m"):
        return "month", float(time[1:])
    if time.startswith("previous") or time == "previously" or time.endswith("-ago"):
        return "relative", 0.0
    if time == "now" or time.startswith("this"):
        return "relative", 1.0
    return ("relative", 2.0) if time.startswith("next") else None


def _of_two_measures(one: Operand, other: Operand) -> Iterator[tuple[str, Result]]:
    """Yield what follows from a number of a measure (`other`) by one of another (`one`)."""
    both, dimension = (one, other), other.dimension
    if one.dimension == "year" and dimension == "time" and other.value >= DAYS_A_YEAR * 0.9:
        years = round(other.value / DAYS_A_YEAR)
        yield "year", Result(one.value + years, Op.YEAR, both)
        yield "year", Result(one.value - years, Op.YEAR, both)
        return
    if one.dimension == "date" and dimension == "time" and other.value >= 1:
        yield "date", Result(one.value + round(other.value), Op.YEAR, both)
        yield "date", Result(one.value - round(other.value), Op.YEAR, both)
        return
    if one.dimension == "clock" and dimension == "time" and other.value < 1:
        yield "clock", Result((one.value + other.value * 1440) % 1440, Op.CLOCK, both)
        yield "clock", Result((one.value - other.value * 1440) % 1440, Op.CLOCK, both)
        return
    if {one.dimension, dimension} & {"year", "date", "clock", "ordinal"}:
        return
    if one.dimension == "percent" and dimension not in {"points", "times"} and one.value > 0:
        share = one.value / 100
        if share < 1:
            yield dimension, Result(other.value * share, Op.PART_OF, both)
            yield dimension, Result(other.value * (1 - share), Op.REST_OF, both)
            yield dimension, Result(other.value / share, Op.WHOLE_FROM, both)
            yield dimension, Result(other.value / (1 - share), Op.BEFORE_CHANGE, both, -1)
        yield dimension, Result(other.value * (1 + share), Op.AFTER_CHANGE, both, 1)
        yield dimension, Result(other.value / (1 + share), Op.BEFORE_CHANGE, both, 1)
        yield dimension, Result(other.value * share / (1 + share), Op.CHANGE_AMOUNT, both, 1)
        if share < 1:
            yield dimension, Result(other.value * share / (1 - share), Op.CHANGE_AMOUNT, both, -1)
        return
    if one.dimension == "points" and dimension == "percent":
        yield "percent", Result(other.value + one.value, Op.AFTER_CHANGE, both, 1)
        if other.value > one.value:
            yield "percent", Result(other.value - one.value, Op.AFTER_CHANGE, both, -1)
        return
    if one.dimension == "points" and dimension == "count":
        yield dimension, Result(other.value + one.value, Op.AFTER_CHANGE, both, 1)
        yield dimension, Result(abs(other.value - one.value), Op.AFTER_CHANGE, both, -1)
        return
    if one.dimension == "times" and dimension not in {"percent", "points"} and one.value > 0:
        yield dimension, Result(other.value * one.value, Op.MULTIPLE, both)
        yield dimension, Result(other.value / one.value, Op.MULTIPLE, both)
        return
    if {one.dimension, dimension} & {"percent", "points", "times"} or one.value <= 0:
        return
    if one.dimension == "time" and other.per:
        unit = _DAYS.get(other.per)
        if unit:
            yield dimension, Result(other.value * one.value / unit, Op.RATE_TIME, both)
    elif one.dimension == "time" and one.value > 0:
        for days in _DAYS.values():
            if days < one.value:
                yield dimension, Result(other.value * days / one.value, Op.RATE_TIME, both)
    if other.per in lexicon.UNITS and measure(other.per, None)[0] == one.dimension:
        amount = other.value * one.value / measure(other.per, None)[1]
        yield dimension, Result(amount, Op.RATE_TIME, both)
    if one.dimension == "count":
        yield dimension, Result(other.value * one.value, Op.PRODUCT, both)
        if one.value > 1:
            yield dimension, Result(other.value / one.value, Op.PER_HEAD, both)
    elif dimension != "count" and one.dimension != "time":
        yield dimension, Result(other.value / one.value, Op.PER_HEAD, both)


_DAYS = {
    "day": 1.0,
    "week": 7.0,
    "fortnight": 14.0,
    "month": DAYS_A_MONTH,
    "quarter": DAYS_A_YEAR / 4,
    "year": DAYS_A_YEAR,
    "hour": 1 / 24,
    "minute": 1 / 1440,
}
