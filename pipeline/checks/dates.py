"""Checks of dates: days that do not exist, weekdays, and the years between two points in time.

::

    age     = "born in" year … age                       Lind, born in 1980, is 50
            | age "," "born in" year                     Lind, 50, born in 1980
            | "born in" year … age "in" year             born in 1980, she was 50 in 2026
    stretch = year … "after" years … year                opened in 1990, shut after 30 years in 2015
            | years "ago" "," "in" year                  40 years ago, in 1995
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from contextlib import suppress
from datetime import MAXYEAR, MINYEAR, date
from functools import lru_cache
from typing import NamedTuple

from pipeline.checks.check import Check, Pitfall
from pipeline.checks.passage import Passage, Reading, is_broken
from pipeline.numbers.grammar import lexicon
from pipeline.reconcile.values import LOWER, SOFT, UPPER
from schemas import Modifier, Quantity, QuantityKind

# --- days ---

_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = {number: name.capitalize() for name, number in reversed(lexicon.MONTHS.items())}
_DAY_NAME = r"(Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b"
_DAY_WITHIN = re.compile(rf"^{_DAY_NAME}")
_DAY_BEFORE = re.compile(rf"{_DAY_NAME}\.?,?\s*\(?\s*(?:the\s+)?$")
_DATE = re.compile(r"(\d{4}|-)-(\d\d)-(\d\d)$")
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|"
    r"\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WHEN = r"\b(?:on|until|by|through|before|after|due|to|from|since|the|born|and|[A-Z][a-z]+day,?)\s+"
_AFTER_MONTH = re.compile(rf"{_WHEN}{_MONTH}\s+(?:the\s+)?$")
_BEFORE_MONTH = re.compile(rf"^(?:\s+of)?\s+{_MONTH}\b")
_SOME_DAY = re.compile(rf"{_WHEN}$")
# "In June 31 people died" counts people.
_COUNTS = re.compile(r"\d\s+(?:people|men|women|[a-z]{4,}s)\s")
_TWO_DIGITS = re.compile(r"(\d\d)(?:st|nd|rd|th)?")
_LONGEST_MONTH = 31
_GREGORIAN = 1800
"""From here on all of what is written of used the calendar of today, but for Russia."""
_NEAR_DAYS = 240  # a weekday is given with a date of the months around
_LEAP_YEAR = 2000  # 29 February exists when no year is given


def a11_date(passage: Passage) -> Iterator[Pitfall]:
    """Yield each date that does not exist, and each that is no such weekday."""
    for quantity in passage.all_quantities:
        days = _days(quantity)
        missing = next((day for day in days if not _exists(*day)), None)
        if _is_beyond_any_month(passage, quantity):
            yield Pitfall(f"{quantity.text}: no month has so many days", (quantity,))
        elif missing:
            if not _COUNTS.match(f"{quantity.text[-1]}{passage.after(quantity)}"):
                yield Pitfall(f"{quantity.text}: {_length_of_month(*missing)}", (quantity,))
        elif len(days) == 1:
            yield from _other_weekday(passage, quantity, *days[0])


def _days(quantity: Quantity) -> list[tuple[int | None, int, int]]:
    """Return the days of a date as year, month and day; of an interval its first and last."""
    told = quantity.date if quantity.kind is QuantityKind.DATE else None
    parts = [_DATE.match(part) for part in (told or "").split("/")]
    return [(None if p[1] == "-" else int(p[1]), int(p[2]), int(p[3])) for p in parts if p]


def _exists(year: int | None, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year or _LEAP_YEAR, month)[1]


def _length_of_month(year: int | None, month: int, _day: int) -> str:
    if not 1 <= month <= 12:
        return "there is no such month"
    named = f"{_MONTHS[month]} {year}" if year and month == 2 else _MONTHS[month]
    return f"{named} has {monthrange(year or _LEAP_YEAR, month)[1]} days"


def _is_beyond_any_month(passage: Passage, quantity: Quantity) -> bool:
    """Return whether a number beside a month stands where its day would: due on 38 May, July 32.

    "In May 68" is a year: the words before must be a day's.
    """
    digits = _TWO_DIGITS.fullmatch(quantity.text)
    if not digits or int(digits[1]) <= _LONGEST_MONTH:
        return False
    before, after = passage.before(quantity), passage.after(quantity)
    dated = _SOME_DAY.search(before) and _BEFORE_MONTH.match(after)
    return bool(_AFTER_MONTH.search(before) or dated)


def _other_weekday(
    passage: Passage, quantity: Quantity, year: int | None, month: int, day: int
) -> Iterator[Pitfall]:
    named = _DAY_WITHIN.search(quantity.text) or _DAY_BEFORE.search(passage.before(quantity))
    meant = _meant(passage, year, month, day) if named else []
    if named is None or not meant or meant[0].year < _GREGORIAN:
        return
    said = next(at for at, name in enumerate(_WEEKDAYS) if name.startswith(named[1][:3]))
    if said not in {each.weekday() for each in meant}:
        weekday = _WEEKDAYS[meant[0].weekday()]
        message = f"{quantity.text} is a {weekday}, not a {_WEEKDAYS[said]}"
        yield Pitfall(message, (quantity,), f"{meant[0].isoformat()} is a {weekday}")


def _meant(passage: Passage, year: int | None, month: int, day: int) -> list[date]:
    """Return the days that may be meant, nearest first: of no year, those not far from today's."""
    if year:
        return [date(year, month, day)]
    today = _today(passage.reading)
    if today is None:
        return []
    years = range(max(MINYEAR, today.year - 1), min(MAXYEAR, today.year + 1) + 1)
    some = [date(each, month, day) for each in years if _exists(each, month, day)]
    near = [each for each in some if abs((each - today).days) <= _NEAR_DAYS]
    return sorted(near, key=lambda each: abs((each - today).days))


_TOP_SENTENCES = 3  # in which a full date is that of the day


@lru_cache(maxsize=2)
def _today(reading: Reading) -> date | None:
    """Return the day of publication, or else the newest full date at the top of the article."""
    if reading.published:
        return reading.published
    top = reading.source.article.sentences[:_TOP_SENTENCES]
    days = []
    for each in reading.source.within(frozenset(sentence.sentence_id for sentence in top)):
        if re.fullmatch(r"\d{4}-\d\d-\d\d", each.quantity.date or ""):
            with suppress(ValueError):  # a date that does not exist
                days.append(date.fromisoformat(each.quantity.date or ""))
    return max(days, default=None)


# --- years between ---

_YEAR = re.compile(r"((?:1[5-9]|20)\d\d)(?:-\d\d(?:-\d\d)?)?$")
_FOUR_DIGITS = re.compile(r"\d{4}")
_MOST_YEARS = 12  # of a sentence; more are a table
_BORN = re.compile(
    r"(?<![\w-])(?:[Bb]orn|date\s+of\s+birth)(?:\s+(?:in|at|"
    r"near)\s+(?:the\s+)?[A-Z][\w\s.,'’-]{1,30}?"
    r",?)?(?:,?\s+(?:in|on))?:?\s+$"
)
_SAID_AS_AGE = re.compile(
    r"(?:\b(?:aged?|age\s+of|is|was|now|turn(?:ed|s|ing)?|at|just|only|be)|,(?:\s+now)?)\s+$",
    re.IGNORECASE,
)
_OLDEST = 120
_WAS = re.compile(r"\bwas\s+(?:aged\s+|only\s+|just\s+)?$")
_BORN_BEHIND = re.compile(r"^,\s+(?:who\s+was\s+)?born\b[^,;]{0,40}$")
_AT_AGE = re.compile(r"\b(?:aged|age(?:\s+of)?|was|turn(?:ed|s|ing)?|at)\s+$", re.IGNORECASE)
_AGE_REACH, _MOMENT_REACH = 60, 30  # characters
_AGO = re.compile(r"\s+ago\b")
_BESIDE_AGO = re.compile(r"(?:\s+ago)?\s*[,(—–]?\s*(?:in|or|some|about|that\s+is)?\s*")
_AFTER = re.compile(
    r"\b(?:after|for|over|spent|wait(?:ed)?|lasting|lasted|within|spanning|or)\s+$|[,(—–]\s*$",
    re.IGNORECASE,
)
_TIED = re.compile(
    r"(?:[\s,(—–-]|\b(?:later|after|for|over|or|until|lasting|within|spanning|about|some|just|only|"
    r"exactly|in|on|of|from|between|since|that\s+is|an?|the|period|span|run|reign|total)\b)*"
)
_ROUGH_YEARS = 2  # or a tenth: "about 30 years" is said of 27
_AGES, _STRETCHES = (0, 1), (-1, 1)
"""Who is 50 was born 50 or 51 years ago; of a stretch the first and last year may count or not."""


class _Point(NamedTuple):
    """A year with the quantity that it was read from."""

    year: int
    quantity: Quantity


class _Between(NamedTuple):
    """The two years that a number of years stands for, and by how much it may differ."""

    start: int
    end: int
    allowed: tuple[int, int]
    named: tuple[Quantity, ...]


def a16_elapsed(passage: Passage) -> Iterator[Pitfall]:
    """Yield each age and each stretch of years that the years given with it do not make."""
    points = _points(passage)
    for quantity in passage.all_quantities if points else ():
        between = _of_age(passage, quantity, points) or _of_stretch(passage, quantity, points)
        yield from _judged(passage, quantity, between)


def _judged(passage: Passage, quantity: Quantity, between: _Between | None) -> Iterator[Pitfall]:
    """Yield that a stated number of years is not what the two years make."""
    number = _years_of(passage, quantity) if between else None
    gone = between.end - between.start if between else -1
    if between and number and gone >= 0 and not _allows(quantity, number, gone, between.allowed):
        message = f"from {between.start} to {between.end} are {gone} years, not {quantity.text}"
        formula = f"{between.end} - {between.start} = {gone}"
        yield Pitfall(message, (*between.named, quantity), formula)


def _allows(quantity: Quantity, number: int, gone: int, allowed: tuple[int, int]) -> bool:
    """Return whether so many years are what was said, as exactly as it was said."""
    if quantity.modifier in {Modifier.JUST_OVER, *LOWER}:
        return gone >= number + allowed[0]
    rough = max(_ROUGH_YEARS, number // 10) if quantity.modifier in SOFT else 0
    return number + allowed[0] - rough <= gone <= number + allowed[1] + rough


def _points(passage: Passage) -> tuple[_Point, ...]:
    """Return the years of the sentence in order, of a date its year."""
    points: list[_Point] = []
    for quantity in passage.all_quantities:
        told = quantity.kind in {QuantityKind.YEAR, QuantityKind.DATE} and quantity.date
        # "Last year" and "Wednesday" say no year.
        if not told or not _FOUR_DIGITS.search(quantity.text) or len(points) >= _MOST_YEARS:
            continue
        year = _YEAR.match(told)
        if year:
            points.append(_Point(int(year[1]), quantity))
    return tuple(points)


def _years_of(passage: Passage, quantity: Quantity) -> int | None:
    """Return the years that a quantity says: an age, a length in years, 40 years ago."""
    now, value = _this_year(passage), quantity.value
    if now and quantity.kind is QuantityKind.YEAR and quantity.text.endswith("years ago"):
        return now - int((quantity.date or "0")[:4])
    if value is None or value != int(value) or quantity.modifier in UPPER:
        return None
    length = quantity.kind is QuantityKind.DURATION and quantity.unit in {"year", "decade"}
    bare = quantity.kind is QuantityKind.COUNT and value < _OLDEST
    aged = bare and _SAID_AS_AGE.search(passage.before(quantity))
    if quantity.kind is QuantityKind.AGE or length or aged:
        return int(value) * (10 if quantity.unit == "decade" else 1)
    return None


def _this_year(passage: Passage) -> int | None:
    today = _today(passage.reading)
    return today.year if today else None


def _of_age(passage: Passage, age: Quantity, points: tuple[_Point, ...]) -> _Between | None:
    """Return the years of birth and of the moment at which somebody is said to be of an age."""
    if age.kind not in {QuantityKind.AGE, QuantityKind.COUNT}:
        return None
    born = next((p for p in points if _BORN.search(passage.before(p.quantity))), None)
    words = passage.between(age, born.quantity) if born else ";"
    if born is None or len(words) > _AGE_REACH:
        return None
    later = [p for p in points if p.year > born.year]
    moment = next((p for p in later if _is_moment_of(passage, age, p.quantity)), None)
    if moment:
        return _Between(born.year, moment.year, _AGES, (born.quantity, moment.quantity))
    now = _this_year(passage)
    past = _WAS.search(passage.before(age))
    if now is None or past or (later and not _BORN_BEHIND.match(words)):
        return None
    return _Between(born.year, now, _AGES, (born.quantity,))


def _is_moment_of(passage: Passage, age: Quantity, moment: Quantity) -> bool:
    """Return whether an age is that of the year next to it: aged 50 in 2026."""
    words = passage.between(age, moment)
    near = len(words) <= _MOMENT_REACH and not is_broken(words)
    return near and bool(_AT_AGE.search(passage.before(age)))


def _of_stretch(passage: Passage, length: Quantity, points: tuple[_Point, ...]) -> _Between | None:
    """Return the years between which a stretch of years is said to lie."""
    if length.kind not in {QuantityKind.YEAR, QuantityKind.DURATION}:
        return None
    if length.kind is QuantityKind.YEAR or _AGO.match(passage.after(length)):
        return _until_now(passage, length, points)
    return _both_ends(passage, length, points)


def _until_now(passage: Passage, ago: Quantity, points: tuple[_Point, ...]) -> _Between | None:
    """Return the year that stands beside "40 years ago", and the present one."""
    now = _this_year(passage)
    for point in points:
        words = passage.between(ago, point.quantity)
        close = _BESIDE_AGO.fullmatch(words)
        if now and close and point.quantity is not ago and point.year < now:
            return _Between(point.year, now, _STRETCHES, (point.quantity,))
    return None


def _both_ends(passage: Passage, length: Quantity, points: tuple[_Point, ...]) -> _Between | None:
    """Return the two years that a stretch is said to run between, in order."""
    if len(points) != 2:
        return None
    first, last = sorted(points, key=lambda point: point.year)
    told = _AFTER.search(passage.before(length))
    tied = any(_TIED.fullmatch(passage.between(length, p.quantity)) for p in points)
    if not told or not tied or first.year == last.year:
        return None
    return _Between(first.year, last.year, _STRETCHES, (first.quantity, last.quantity))


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
    Check(
        "A16",
        "elapsed",
        "An age or a stretch of years is not what the years given with it make.",
        fires="Mara Lind, born in 1980, was 50 in 2026.",
        silent="Mara Lind, born in 1980, was 45 in 2026.",
        settles="The year of birth or beginning in the source.",
        find=a16_elapsed,
    ),
)
