"""A reading: what one rule of the grammar made of some tokens, before its context is looked at."""

from decimal import Decimal
from typing import NamedTuple

from schemas import QuantityKind


class Reading(NamedTuple):
    """Tokens `start` to `end` read as one quantity; `number_end` is where the number alone ends.

    `scale` is the magnitude that was written (a million), which a range may share.
    """

    kind: QuantityKind
    start: int
    end: int
    number_start: int
    number_end: int
    low: Decimal | None = None
    high: Decimal | None = None
    whole: Decimal | None = None
    step: Decimal | None = None
    scale: Decimal = Decimal(1)
    unit: str | None = None
    date: str | None = None
    checkable: bool = True


class UnitRead(NamedTuple):
    """A unit behind a numeral: `factor` is 0.01 for pence; `end` is the token after it."""

    kind: QuantityKind
    name: str
    end: int
    factor: Decimal = Decimal(1)


def read_value(
    kind: QuantityKind,
    at: int,
    end: int,
    low: Decimal,
    high: Decimal | None = None,
    unit: str | None = None,
) -> Reading:
    """Return some tokens read as a value of whole steps, or as all from `low` to `high`."""
    high = low if high is None else high
    return Reading(kind, at, end, at, end, low=low, high=high, step=Decimal(1), unit=unit)


def read_point(kind: QuantityKind, at: int, end: int, date: str) -> Reading:
    """Return some tokens read as a point in time."""
    return Reading(kind, at, end, at, end, date=date, checkable=False)
