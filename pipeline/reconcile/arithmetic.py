"""Arithmetic: what follows from the numbers of a source, one table for everybody who asks.

Each entry is a value with its operation and its operands. Operands may stand anywhere in a source
of up to `_ALL` of them; in a longer one they stand within `_WITHIN` sentences of each other, each
with at most `_PARTNERS` others, so that the table grows no faster than the source.
"""

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from pipeline.reconcile.frames import Frame
from pipeline.reconcile.operands import Operand, operands_of
from pipeline.reconcile.operations import Op, Result, Results, dimensions_from, from_one, from_two
from pipeline.reconcile.values import DAYS_A_YEAR
from schemas import QuantityKind

_ALL, _WITHIN, _PARTNERS = 60, 3, 30
_LONGEST_SUM = 8
_MOST_TOGETHER = 30
"""Numbers of one measure up to which any three of them are tried together."""
_OLDEST = 110
_LEAST_MANY = 3
_NO_SUMS = frozenset({"year", "date", "clock", "times", "ordinal"})
_HUNDRED = 100.0
_VALUE = attrgetter("value")


@dataclass(frozen=True, eq=False)
class Arithmetic:
    """All that follows from the numbers of a source; made on first use."""

    frames: Sequence[Frame]
    lists: Sequence[tuple[int, Frame]] = ()
    """How many things each list of the source names, and the frame that stands for it."""
    within: int = _WITHIN
    """Sentences of each other within which three and more operands are tried together."""
    beside: Sequence[tuple[Operand, Operand]] = ()
    """Pairs of further numbers that are tried, too."""

    @cached_property
    def operands(self) -> tuple[Operand, ...]:
        """The numbers that may enter a calculation, in order."""
        return tuple(o for frame in self.frames for o in operands_of(frame))

    def between(
        self, dimension: str, low: float, high: float, most: int | None = None
    ) -> list[Result]:
        """Return what follows of a dimension within two values, by value; the first, if so many."""
        if dimension not in self._tables:
            some = sorted(self._results(dimension), key=_VALUE)
            self._tables[dimension] = [result.value for result in some], some
        values, results = self._tables[dimension]
        start, end = bisect_left(values, low), bisect_right(values, high)
        return results[start : end if most is None else min(end, start + most)]

    @cached_property
    def _tables(self) -> dict[str, tuple[list[float], list[Result]]]:
        """What was asked for, by dimension: values and results in the order of the values."""
        return {}

    def _results(self, wanted: str) -> Iterator[Result]:
        return (result for dimension, result in self._all(wanted) if dimension == wanted)

    def _all(self, wanted: str) -> Results:
        """Yield all that follows of a dimension, and some of others."""
        for each in self.operands:
            yield from from_one(each)
        for one, other in self._pairs():
            if wanted in dimensions_from(one.dimension, other.dimension):
                yield from from_two(one, other)
        for dimension, some in self._by_measure().items():
            if wanted == dimension:
                yield from _sums_in_a_row(dimension, some, self.within)
            if wanted in {dimension, "percent"} and len(some) <= _MOST_TOGETHER:
                yield from _any_three(dimension, some, self.within)
        if wanted == "time":
            yield from self._ages()
        for count, frame in self.lists:
            yield "count", Result(float(count), Op.LISTED, (Operand(float(count), "count", frame),))

    def _pairs(self) -> Iterator[tuple[Operand, Operand]]:
        yield from self.beside
        some = self.operands
        everywhere = len(some) <= _ALL
        for at, one in enumerate(some):
            partners = some[at + 1 :] if everywhere else some[at + 1 : at + 1 + _PARTNERS]
            for other in partners:
                if not everywhere and other.frame.position - one.frame.position > _WITHIN:
                    break
                if other.frame is not one.frame:
                    yield one, other

    def _by_measure(self) -> dict[str, list[Operand]]:
        found: dict[str, list[Operand]] = {}
        for each in self.operands:
            if each.dimension not in _NO_SUMS:
                found.setdefault(each.dimension, []).append(each)
        return found

    def _ages(self) -> Results:
        """Yield how old somebody was in a year, from an age and the year that it is of."""
        years = [each for each in self.operands if each.dimension == "year"][:_MOST_TOGETHER]
        ages = [each for each in self.operands if each.frame.quantity.kind is QuantityKind.AGE]
        for age, now, then in itertools.product(ages[:_MOST_TOGETHER], years, years):
            at = age.value / DAYS_A_YEAR + then.value - now.value
            if then.value != now.value and 0 < at < _OLDEST:
                yield "time", Result(at * DAYS_A_YEAR, Op.AGE_AT, (age, now, then))


def _rows(some: Sequence[Operand], within: int) -> Iterator[tuple[Operand, ...]]:
    """Yield two and more operands that stand in a row, not far from each other."""
    for start, first in enumerate(some):
        for end in range(start + 1, min(len(some), start + _LONGEST_SUM)):
            last = some[end]
            apart = last.frame.position - first.frame.position > within
            if apart or last.frame is some[end - 1].frame:
                break
            yield tuple(some[start : end + 1])


def _sums_in_a_row(dimension: str, some: Sequence[Operand], within: int) -> Results:
    """Yield sums and means of three and more in a row, and what they leave of a whole."""
    for parts in _rows(some, within):
        total = sum(part.value for part in parts)
        if dimension == "percent" and total < _HUNDRED:
            yield dimension, Result(_HUNDRED - total, Op.COMPLEMENT, parts)
        if len(parts) < _LEAST_MANY:
            continue
        yield dimension, Result(total, Op.SUM_MANY, parts)
        yield dimension, Result(total / len(parts), Op.MEAN, parts)
        if len(some) <= _MOST_TOGETHER and dimension != "percent":
            for whole in some:
                if whole.value > total and all(whole.frame is not part.frame for part in parts):
                    yield dimension, Result(whole.value - total, Op.REST_MANY, (whole, *parts))


def _any_three(dimension: str, some: Sequence[Operand], within: int) -> Results:
    """Yield the sum of three, a number less two others, and the share of two in a third."""
    for one, other in itertools.combinations(some, 2):
        if one.frame is other.frame or abs(one.frame.position - other.frame.position) > within:
            continue
        both = one.value + other.value
        for third in some:
            if third.frame is one.frame or third.frame is other.frame:
                continue
            if _stands_behind(third.frame, other.frame):
                yield dimension, Result(both + third.value, Op.SUM_MANY, (one, other, third))
            if third.value > both:
                yield dimension, Result(third.value - both, Op.REST_MANY, (third, one, other))
                if both > 0 and dimension != "percent":
                    share = both / third.value * _HUNDRED
                    yield "percent", Result(share, Op.SHARE_OF_SHARE, (one, other, third))


def _stands_behind(one: Frame, other: Frame) -> bool:
    return (one.position, one.start) > (other.position, other.start)
