"""Checks of dates: the calendar, weekdays, and the years between two points in time."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from pipeline.checks.check import Check, Pitfall
from pipeline.checks.context import left, right
from pipeline.checks.passage import Passage
from pipeline.checks.year_points import reference_day
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
_MONTH = r"(Jan(?:uary|\.)?|Feb(?:ruary|\.)?|March|Mar\.|April|Apr\.?|May|June?|July?|Aug(?:ust|\.)?|Sept(?:ember|\.)?|Sep\.?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
_SOME_DAY = (
    r"\b(?:on|until|till|by|through|before|after|due|to|from|since|the|born|and|"
    + _DAY_NAME[:-2]
    + r"\b\.?,?)\s+"
)
_MONTH_BEFORE = re.compile(_MONTH + r"\s+(?:the\s+)?$")
_DAY_BEFORE = re.compile(_SOME_DAY + "$", re.IGNORECASE)
_MONTH_BEHIND = re.compile(r"^(?:\s+of)?\s+" + _MONTH + r"\b")
_YEAR_BEHIND = re.compile(r"^,?\s+(?:1[6-9]|20)\d\d\b")
_ENDS_DAY = re.compile(
    r"^(?:\s*[.,;:)\"”—–]|\s*$|,?\s+(?:1[6-9]|20)\d\d\b|\s+(?:and|at|in|to|for|or|when|as|with|but|after|before|by|that|next|last|this|until|is|was|will)\b)"
)
_TWO_DIGITS = re.compile(r"(\d\d)(?:st|nd|rd|th)?")
_LONGEST_MONTH = 31
_MOST_DAY = 99
_GREGORIAN = 1800
"""From here on all of what is written of used the calendar of today, but for Russia and its neighbours."""
_NEAR = 240
"""Days: a weekday is given with a date of the months around."""
_LONGEST_MONTHS = 2000  # a leap year: February 29 exists when no year is given


def a11_date(passage: Passage) -> Iterator[Pitfall]:
    """Yield each date that does not exist, and each that is no such weekday."""
    for each in passage.all_quantities:
        if _is_no_day(passage, each):
            yield Pitfall(f"{each.text}: no month has so many days", (each,))
            continue
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


def _is_no_day(passage: Passage, quantity: Quantity) -> bool:
    """Return whether a number beside a month stands where its day would: due on 38 May, July 32.

    "In May 68" is a year, and "40 March on the hall" no date: the words around must be a day's.
    """
    digits = _TWO_DIGITS.fullmatch(quantity.text)
    if not digits or not _LONGEST_MONTH < int(digits[1]) <= _MOST_DAY:
        return False
    before, behind = left(passage, quantity), right(passage, quantity)
    month = _MONTH_BEFORE.search(before)
    if month:
        told = _DAY_BEFORE.search(before[: month.start()])
        return bool(_YEAR_BEHIND.match(behind) or (told and _ENDS_DAY.match(behind)))
    month = _MONTH_BEHIND.match(behind)
    if not month:
        return False
    rest = behind[month.end() :]
    return bool(_YEAR_BEHIND.match(rest) or (_DAY_BEFORE.search(before) and _ENDS_DAY.match(rest)))


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
    meant = _meant(passage, year, month, day)
    if meant and said not in {each.weekday() for each in meant} and meant[0].year >= _GREGORIAN:
        right_day = _WEEKDAYS[meant[0].weekday()]
        message = f"{quantity.text} is a {right_day}, not a {_WEEKDAYS[said]}"
        yield Pitfall(message, (quantity,), f"{meant[0].isoformat()} is a {right_day}")


def _meant(passage: Passage, year: int | None, month: int, day: int) -> list[date]:
    """Return the days that may be meant, nearest first: of no year, those not far from today's."""
    today = reference_day(passage.reading)
    if year:
        return [date(year, month, day)]
    if today is None:
        return []
    some = [
        date(y, month, day) for y in range(today.year - 1, today.year + 2) if _exists(y, month, day)
    ]
    near = [each for each in some if abs((each - today).days) <= _NEAR]
    return sorted(near, key=lambda each: abs((each - today).days))


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
