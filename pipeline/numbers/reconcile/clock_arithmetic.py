"""Clock times: how long it is from one to another, overnight as well, and which is before which."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations

from pipeline.numbers.reconcile.derivation import Derivation
from pipeline.numbers.reconcile.source import Source
from schemas import Quantity, QuantityKind

_DAY = 24 * 60  # minutes
_MOST_READ = 1_000  # numbers of a source
_MOST = 40  # clock times that are tried with each other; a timetable has thousands
_UNITS = {"hour", "minute"}
_NEAR = 60  # minutes: "before 10 p.m." is said of 9:59, not of noon
_BOUND = re.compile(r"\b(?P<word>before|after|past)\s*$", re.IGNORECASE)


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


def bound_by_clock(stated: Quantity, statement: str, source: Source) -> Iterator[Derivation]:
    """Yield the clock time, in minutes, that lies "before 10 p.m." or "after 7 a.m.", an hour at most."""
    bound = _BOUND.search(statement[: stated.span.start])
    limit = _minutes(stated)
    if bound is None or limit is None:
        return
    sign = -1 if bound["word"].lower() == "before" else 1
    for each in source.quantities[:_MOST_READ]:
        clock = _minutes(each.quantity)
        if clock is not None and 0 < sign * (clock - limit) < _NEAR:
            formula = f"{each.quantity.date} is {bound['word'].lower()} {stated.date}"
            yield Derivation(Decimal(clock), formula, (each.span,))


def _minutes(quantity: Quantity) -> int | None:
    """Return a clock time in minutes from midnight; None for anything else."""
    hours, _, minutes = (quantity.date or "").partition(":")
    clock = quantity.kind is QuantityKind.TIME and hours.isdecimal() and minutes.isdecimal()
    return int(hours) * 60 + int(minutes) if clock else None
