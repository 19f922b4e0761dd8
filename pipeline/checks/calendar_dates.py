"""Checks of dates: the calendar, weekdays, and the years between two points in time."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from pipeline.checks.check import Check, Pitfall
from pipeline.checks.context import left, right
from pipeline.checks.passage import Passage
from schemas import Quantity, QuantityKind

_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_DAY_NAME = r"(Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b"
_BEFORE = re.compile(_DAY_NAME + r"\.?,?\s*\(?\s*(?:the\s+)?$")
_WITHIN = re.compile(r"^" + _DAY_NAME)
_BEHIND = re.compile(
    r"^,?\s*(?:\(|(?:was|is|fell\s+on|falls\s+on|which\s+(?:was|is|fell\s+on|falls\s+on)|will\s+be)?\s*an?\s+|"
    r"(?:fell\s+on|falls\s+on|which\s+(?:fell|falls)\s+on)\s+(?:a\s+)?)"
    + _DAY_NAME
    + r"(?!\s+(?:that|when|after|before))"
)
_DATE = re.compile(r"(\d{4}|-)-(\d\d)-(\d\d)$")
_COUNTS = re.compile(
    r"^\s+(?!in\b|at\b|to\b|and\b|or\b|but\b|the\b|a\b|of\b|for\b|on\b|by\b|as\b|from\b|with\b|is\b|was\b|after\b|when\b|that\b|deadline\b|meeting\b|vote\b|election\b|hearing\b)[a-z]{3,}"
)
_IN = re.compile(r"\b(?:in|since|last|this|until|during|by)\s+$", re.IGNORECASE)
_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_GREGORIAN = 1800
"""From here on all of what is written of used the calendar of today, but for Russia and its neighbours."""
_LONGEST_MONTHS = 2000  # a leap year: February 29 exists when no year is given


def a11_date(passage: Passage) -> Iterator[Pitfall]:
    """Yield each date that does not exist, and each that is no such weekday."""
    for each in passage.all_quantities:
        days = _days(each)
        if each.kind is not QuantityKind.DATE or not days:
            continue
        missing = next((day for day in days if not _exists(*day)), None)
        if missing:
            if not _counts(passage, each):
                yield Pitfall(f"{each.text}: {_month_of(*missing)}", (each,))
        elif len(days) == 1:
            yield from _weekday_of(passage, each, *days[0])


def _days(quantity: Quantity) -> tuple[tuple[int | None, int, int], ...]:
    """Return the days of a date as year, month and day; of an interval its first and last."""
    found = [_DATE.match(part) for part in (quantity.date or "").split("/")]
    return tuple(
        (None if each[1] == "-" else int(each[1]), int(each[2]), int(each[3]))
        for each in found
        if each
    )


def _exists(year: int | None, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year or _LONGEST_MONTHS, month)[1]


def _month_of(year: int | None, month: int, _day: int) -> str:
    if not 1 <= month <= 12:
        return "there is no such month"
    days = monthrange(year or _LONGEST_MONTHS, month)[1]
    named = f"{_MONTHS[month - 1]} {year}" if year and month == 2 else _MONTHS[month - 1]
    return f"{named} has {days} days"


def _counts(passage: Passage, quantity: Quantity) -> bool:
    """Return whether the day is a count: "in June 31 people died"."""
    plain = quantity.text[-1:].isdecimal() and " " in quantity.text
    behind, before = right(passage, quantity), left(passage, quantity)
    return plain and bool(_COUNTS.match(behind)) and bool(_IN.search(before))


def _weekday_of(
    passage: Passage, quantity: Quantity, year: int | None, month: int, day: int
) -> Iterator[Pitfall]:
    said = weekday(passage, quantity)
    if said is None:
        return
    years = (year,) if year else _years_around(passage.reading.published)
    if not years or min(years) < _GREGORIAN:
        return
    meant = [date(each, month, day).weekday() for each in years if _exists(each, month, day)]
    if meant and said not in meant:
        right_day = _WEEKDAYS[meant[len(meant) // 2]]
        message = f"{quantity.text} is a {right_day}, not a {_WEEKDAYS[said]}"
        computed = f"{years[len(years) // 2]}-{month:02}-{day:02} is a {right_day}"
        yield Pitfall(message, (quantity,), computed)


def _years_around(published: date | None) -> tuple[int, ...]:
    """Return the years that a date without one may be of: last year, this, or next."""
    return () if published is None else (published.year - 1, published.year, published.year + 1)


def weekday(passage: Passage, quantity: Quantity) -> int | None:
    """Return the weekday that is given with a date, from 0 for Monday; None where none is."""
    found = (
        _WITHIN.search(quantity.text)
        or _BEFORE.search(left(passage, quantity))
        or _BEHIND.match(right(passage, quantity))
    )
    if found is None:
        return None
    return next(at for at, name in enumerate(_WEEKDAYS) if name.startswith(found[1][:3]))


CHECKS = (
    Check(
        "A11",
        "date",
        "A date that does not exist, or that is another weekday than the one given with it.",
        fires="They met on Tuesday, March 4, 2026.",
        silent="They met on Wednesday, March 4, 2026.",
        settles="A calendar, and the day in the source.",
        find=a11_date,
    ),
)
