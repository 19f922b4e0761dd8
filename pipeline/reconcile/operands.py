"""Operands: the numbers of a source that may enter a calculation, and which of two was first."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pipeline.reconcile.frames import LEAST_RANK, Frame, Role
from schemas import Quantity, QuantityKind

_BEFORE, _NOW = ("relative", 0.0), ("relative", 1.0)
_NEAR_TIME = 8  # steps within which a time is that of a number


class Operand(NamedTuple):
    """A number that enters a calculation: of a frame, or one of the two counts of "22 of 32"."""

    value: float
    dimension: str
    """That of the value, or `year`, `date` (a day), `clock` (minutes of a day), `ordinal`."""
    frame: Frame
    step: float = 1.0
    noun: frozenset[str] = frozenset()
    per: str | None = None


def operands_of(frame: Frame) -> Iterator[Operand]:
    """Yield what a number of the source may be reckoned with as."""
    quantity = frame.quantity
    if quantity.date:
        yield from _points_in_time(frame, quantity.date)
    if quantity.date and not (frame.value is not None and quantity.kind is QuantityKind.TIME):
        return
    if frame.value is None or quantity.kind is QuantityKind.VAGUE:
        return
    if quantity.kind is QuantityKind.ORDINAL:
        if frame.value.low >= LEAST_RANK:
            yield Operand(frame.value.low, "ordinal", frame)
    elif quantity.whole and quantity.low is not None:
        yield Operand(frame.value.low, "percent", frame, frame.value.step, frame.noun)
        if quantity.kind is QuantityKind.RATIO:
            yield Operand(float(quantity.low), "count", frame, noun=frame.noun)
            yield Operand(float(quantity.whole), "count", frame, noun=frame.noun)
    else:
        yield from _amounts(frame)


def _amounts(frame: Frame) -> Iterator[Operand]:
    """Yield a value, what else it may measure, and the upper end of a range."""
    value = frame.value
    if value is None:
        return
    per = value.per or frame.per
    for each in (value, *frame.also):
        yield Operand(each.low, each.dimension, frame, each.step, frame.noun, per)
    if not value.single:
        yield Operand(value.high, value.dimension, frame, value.step, frame.noun, per)


def _points_in_time(frame: Frame, iso: str) -> Iterator[Operand]:
    for year in years_of(frame.quantity):
        yield Operand(float(year), "year", frame)
    if (day := day_of(iso, frame.year)) is not None:
        yield Operand(day, "date", frame)
    elif frame.value is None and (minutes := minutes_of(iso)) is not None:
        yield Operand(minutes, "clock", frame)


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


def order_of(one: Operand, other: Operand) -> int:
    """Return 1 where the second number is the later, -1 where it is the earlier, 0 where unsaid."""
    origins = one.frame.role is Role.ORIGIN, other.frame.role is Role.ORIGIN
    if origins[0] is not origins[1]:
        return 1 if origins[0] else -1
    return _order_of_times(one.frame, other.frame)


def _order_of_times(one: Frame, other: Frame) -> int:
    first, second = _era(one), _era(other)
    if first == second:
        return 0
    if first is None or second is None or first[0] != second[0]:
        # Beside any other time, what was before is the earlier, and what is now the later.
        if _BEFORE in {first, second}:
            return 1 if first == _BEFORE else -1
        return (1 if second == _NOW else -1) if _NOW in {first, second} else 0
    return 1 if second > first else -1


def _era(frame: Frame) -> tuple[str, float] | None:
    """Return when a number is of: a scale, and the place on it; only order counts."""
    time, gap = frame.nearest_time
    if gap > _NEAR_TIME:
        return None
    if time.startswith("y"):
        return "year", float(time[1:5])
    if time.startswith("m"):
        return "month", float(time[1:])
    if time.startswith("previous") or time == "previously" or time.endswith("-ago"):
        return _BEFORE
    if time == "now" or time.startswith("this"):
        return _NOW
    return ("relative", 2.0) if time.startswith("next") else None
