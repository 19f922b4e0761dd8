"""Deriving numbers: what follows from the source by arithmetic on at most two of its numbers.

Arithmetic can explain anything, so operands must stand close together, near words of the
statement, and measure the same. What is left to chance is measured: where other values would be
derivable as well, the answer is not trusted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.numbers.derivation import Derivation, as_duration, value_of
from pipeline.numbers.dimensions import factor
from pipeline.numbers.operands import is_share, near, pairs
from pipeline.numbers.parts import counts_two, splits
from pipeline.numbers.proportions import from_one, from_two
from pipeline.numbers.reversals import before_changes
from pipeline.numbers.source import Source
from pipeline.numbers.sums import sums_and_differences
from pipeline.numbers.year_arithmetic import time_between_years, years_from
from schemas import Modifier, Quantity, QuantityKind

# Random values in place of true ones, in the labelled statements that come with the project, were
# accepted in about one try of ten without this guard (`python -m bench.coincidence`).
_TRIES, _MOST_ACCEPTED = 40, 3
_LOOSE = Decimal("0.02")


@dataclass(frozen=True, slots=True)
class Derived:
    """The derivation of a stated number; `coincidence` when other numbers would do as well."""

    derivation: Derivation
    coincidence: bool


def derive(stated: Quantity, statement: str, source: Source) -> Derived | None:
    """Return how the stated number follows from at most two numbers of the source, or None."""
    if stated.kind is QuantityKind.YEAR:
        found = next(years_from(stated, source), None)
        return Derived(found, coincidence=False) if found else None
    stated = as_duration(stated)
    if stated.low is None or stated.low != stated.high or stated.date or counts_two(stated):
        return None
    found_all = (*_derivations(stated, statement, source), *time_between_years(stated, source))
    match = next((each for each in found_all if _agrees(stated, value_of(stated), each)), None)
    if match is None:
        return None
    others = sum(
        any(_agrees(stated, value, each) for each in found_all) for value in _neighbours(stated)
    )
    return Derived(match, coincidence=others > _MOST_ACCEPTED)


def _derivations(stated: Quantity, statement: str, source: Source) -> Iterator[Derivation]:
    numbers = near(statement, source)
    for one in numbers:
        yield from from_one(stated, statement, one)
    yield from before_changes(stated, statement, numbers)
    if is_share(stated):
        yield from splits(numbers)
    for one, other in pairs(numbers):
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
    small = value * (Decimal("0.3") if stated.whole else Decimal("0.1"))
    match stated.modifier:
        case Modifier.MORE_THAN | Modifier.AT_LEAST | Modifier.JUST_OVER:
            return value <= found.value <= value + small
        case Modifier.LESS_THAN | Modifier.AT_MOST | Modifier.JUST_UNDER:
            return value - small <= found.value <= value
        case Modifier.APPROXIMATE:
            return abs(value - found.value) <= max(_reach(stated), abs(value) * _LOOSE)
        case _:
            # Trailing zeros give a wide step: 420m would be anything from 415 to 425.
            reach = min(_reach(stated), max(abs(value) * _LOOSE, Decimal("0.05")))
            exact = stated.kind is QuantityKind.COUNT and value < 1000
            return abs(value - found.value) <= (0 if exact else reach)
