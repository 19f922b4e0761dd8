"""Clock times: how long it is from one to another, overnight as well."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations

from pipeline.numbers.reconcile.derivation import Derivation
from pipeline.numbers.reconcile.source import Source
from schemas import Quantity, QuantityKind

_DAY = 24 * 60  # minutes
_MOST = 40  # clock times that are tried with each other; a timetable has thousands
_UNITS = {"hour", "minute"}


def time_between_clocks(stated: Quantity, source: Source) -> Iterator[Derivation]:
    """Yield, in seconds, the times from each clock time of the article to each other one."""
    if stated.kind is not QuantityKind.DURATION or stated.unit not in _UNITS:
        return
    clocks = [
        (minutes, q) for q in source.quantities if (minutes := _minutes(q.quantity)) is not None
    ]
    for (start, one), (end, other) in permutations(clocks[:_MOST], 2):
        length = (end - start) % _DAY
        if length:
            formula = (
                f"{one.quantity.date} to {other.quantity.date} = {length // 60} h {length % 60} min"
            )
            yield Derivation(Decimal(length * 60), formula, (one.span, other.span))


def _minutes(quantity: Quantity) -> int | None:
    """Return a clock time in minutes from midnight; None for anything else."""
    hours, _, minutes = (quantity.date or "").partition(":")
    clock = quantity.kind is QuantityKind.TIME and hours.isdecimal() and minutes.isdecimal()
    return int(hours) * 60 + int(minutes) if clock else None
