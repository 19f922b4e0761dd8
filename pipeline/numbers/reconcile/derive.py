"""Deriving numbers: what follows from the source by arithmetic on two of its numbers, or on a list.

Arithmetic can explain anything, so operands must stand close together, near words of the
statement, and measure the same. What is left to chance is measured: where other values would be
derivable as well, the answer is not trusted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, islice

from pipeline.numbers.reconcile.clock_arithmetic import bound_by_clock, time_between_clocks
from pipeline.numbers.reconcile.derivation import Derivation, as_duration, value_of
from pipeline.numbers.reconcile.dimensions import dimension, factor
from pipeline.numbers.reconcile.operands import is_share, near, pairs
from pipeline.numbers.reconcile.parts import counts_two, splits
from pipeline.numbers.reconcile.proportions import from_one, from_two
from pipeline.numbers.reconcile.reversals import before_changes, shares_of_changes
from pipeline.numbers.reconcile.several import sums_of_several
from pipeline.numbers.reconcile.source import Source
from pipeline.numbers.reconcile.sums import sums_and_differences
from pipeline.numbers.reconcile.year_arithmetic import time_between_years, years_from
from schemas import Modifier, Quantity, QuantityKind

# Random values in place of true ones, in the labelled statements that come with the project, were
# accepted in about one try of ten without this guard (`python -m bench.coincidence`).
_TRIES, _MOST_ACCEPTED = 40, 3
_LOOSE = Decimal("0.02")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PAIR = 2  # operands of what is no list
_OF_ANYTHING = {"percent", "points", "times"}
_HALF_A_POINT = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Derived:
    """The derivation of a stated number; `coincidence` when other numbers would do as well."""

    derivation: Derivation
    coincidence: bool


def derive(stated: Quantity, statement: str, source: Source) -> Derived | None:
    """Return how the stated number follows from numbers of the source, or None."""
    if stated.kind is QuantityKind.YEAR:
        year = next(years_from(stated, source), None)
        return Derived(year, coincidence=False) if year else None
    if stated.kind is QuantityKind.TIME and stated.date and stated.date.count(":") == 1:
        clock = next(bound_by_clock(stated, statement, source), None)
        return Derived(clock, coincidence=False) if clock else None
    stated = as_duration(stated)
    if stated.low is None or stated.low != stated.high or stated.date or counts_two(stated):
        return None
    found = (
        *_derivations(stated, statement, source),
        *time_between_years(stated, source),
        *time_between_clocks(stated, source),
    )
    matches = [
        each
        for each in found
        if _agrees(stated, value_of(stated), each) and _of_its_year(stated, each, source)
    ]
    if not matches:
        return None
    simplest = min(matches, key=lambda each: _steps(each, source))
    far = abs(value_of(stated)) * 4 + _reach(stated) * 2  # beyond it no neighbour lies
    most = _steps(simplest, source)
    close = (each for each in found if abs(each.value) <= far)
    simple = {each.value: each for each in close if _steps(each, source) <= most}.values()
    others = (
        value
        for value in _neighbours(stated)
        if any(_agrees(stated, value, each) for each in simple)
    )
    too_many = next(islice(others, _MOST_ACCEPTED, None), None) is not None
    return Derived(simplest, coincidence=too_many)


def _of_its_year(stated: Quantity, found: Derivation, source: Source) -> bool:
    """Return whether a change "since 2019" is reckoned from a number of 2019, where both name their year."""
    said = _YEAR.findall(stated.period or "")
    operands = [each for place in found.places if (each := source.at(place)) is not None]
    years = [_YEAR.findall(each.quantity.period or "") for each in operands]
    if not said or len(years) < _PAIR or not all(years):
        return True
    return not set(said).isdisjoint(chain.from_iterable(years))


def _steps(found: Derivation, source: Source) -> int:
    """Return how far-fetched a derivation is: from one number 0, one sentence 1, several 2.

    One is weighed only against others as simple: that 11 of 18 are 61% is no chance, however many
    numbers stand around.
    """
    if len(found.places) == 1 or len(found.places) > _PAIR:  # a list is one thing as well
        return 0
    homes = {each.position for place in found.places if (each := source.at(place)) is not None}
    return 1 if len(homes) == 1 else 2


def _derivations(stated: Quantity, statement: str, source: Source) -> Iterator[Derivation]:
    numbers = near(statement, source)
    for one in numbers:
        yield from from_one(stated, statement, one)
    yield from before_changes(stated, statement, numbers)
    yield from sums_of_several(stated, statement, numbers)
    if is_share(stated):
        yield from splits(numbers)
        yield from shares_of_changes(stated, statement, numbers)
    # A share or a multiple is made of two numbers of anything; what else there is, of one of its own.
    measured = dimension(stated)
    second = None if measured in _OF_ANYTHING else measured
    for one, other in pairs(numbers, second):
        yield from sums_and_differences(stated, statement, one, other)
        yield from from_two(stated, statement, one, other)


def _neighbours(stated: Quantity) -> Iterator[Decimal]:
    """Yield other values of the same size, as precise as the stated one: from 0.3 to 3 times it."""
    value, step = value_of(stated), _reach(stated) * 2 or Decimal(1)
    for turn in range(_TRIES):
        other = value * (Decimal("0.3") + Decimal("2.7") * turn / _TRIES)
        rounded = (other / step).to_integral_value() * step
        if rounded != value:
            yield rounded


def _reach(stated: Quantity) -> Decimal:
    """Return half a unit of the last digit that was stated; a point for a fraction in words."""
    if stated.whole:
        return Decimal(1)
    return (stated.step or Decimal(1)) * factor(stated) / 2


def _agrees(stated: Quantity, value: Decimal, found: Derivation) -> bool:
    """Return whether a derived value is what is stated, under its hedge or bound."""
    coarse = stated.whole or stated.kind is QuantityKind.MULTIPLIER
    small = value * (Decimal("0.3") if coarse else Decimal("0.1"))
    match stated.modifier:
        case Modifier.MORE_THAN:
            return value < found.value <= value + small
        case Modifier.AT_LEAST | Modifier.JUST_OVER:
            return value <= found.value <= value + small
        case Modifier.LESS_THAN:
            return value - small <= found.value < value
        case Modifier.AT_MOST | Modifier.JUST_UNDER:
            return value - small <= found.value <= value
        case Modifier.APPROXIMATE:
            return abs(value - found.value) <= max(_reach(stated), abs(value) * _LOOSE)
        case _:
            # Trailing zeros give a wide step: 420m would be anything from 415 to 425. A percentage
            # is rounded to the point, however small it is.
            least = _HALF_A_POINT if is_share(stated) else Decimal("0.05")
            reach = min(_reach(stated), max(abs(value) * _LOOSE, least))
            exact = stated.kind is QuantityKind.COUNT and value < 1000
            return abs(value - found.value) <= (0 if exact or found.exact else reach)
