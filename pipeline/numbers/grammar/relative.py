"""Points in time that are told from the day of publication: yesterday, last week, two years ago.

::

    day    = "today" | "tonight" | "yesterday" | "tomorrow" | ("last" | "next" | "this")? weekday
    period = ("last" | "this" | "next") ("week" | "month" | "quarter" | "year")
    month  = ("in" | "since" | "by" | "until" | "last" | "next") month         without a year
    ago    = number unit ("ago" | "earlier")                                   two years ago

Without the day of publication none of them is read, nor what lies outside the years 1 to 9999.
"""

from contextlib import suppress
from datetime import MAXYEAR, MINYEAR, date, timedelta
from decimal import Decimal

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.grammar.numerals import read_numeral
from pipeline.numbers.grammar.reading import Reading, read_point
from pipeline.numbers.grammar.tokens import Tokens
from schemas import QuantityKind

_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_TURNS = {"last": -1, "this": 0, "next": 1}
_PERIODS = {"week", "month", "quarter", "year"}
_WEEKDAYS = {name: place for place, name in enumerate(
    "monday tuesday wednesday thursday friday saturday sunday".split()
)}  # fmt: skip
_BEFORE_A_MONTH = {"in", "since", "by", "until", "last", "next", "this", "early", "late", "mid"}
_AHEAD = {
    "will",
    "would",
    "due",
    "expected",
    "expects",
    "scheduled",
    "set",
    "plans",
    "next",
}
_UP_TO = {"until", "by"}
_REACH = 8  # tokens before a day in which a word can say that it is still to come
_MOST_YEARS = 500


def read_relative(tokens: Tokens, at: int, published: date) -> Reading | None:
    """Return the point in time that starts at this token, told from a day, or None."""
    try:
        return (
            _day(tokens, at, published)
            or _weekday(tokens, at, published)
            or _period(tokens, at, published)
            or _month(tokens, at, published)
            or _ago(tokens, at, published)
        )
    except OverflowError:  # before the year 1 or behind 9999, which `date` does not know
        return None


def with_year(found: Reading, tokens: Tokens, published: date) -> Reading:
    """Return a quarter or half without a year as the nearest one: Q2 as 2025-Q2."""
    part = found.date or ""
    if len(part) != 2 or part[0] not in {"Q", "H"}:
        return found
    months = (int(part[1]) - 1) * (3 if part[0] == "Q" else 6) + 1
    with suppress(OverflowError):
        year = _year_of(months, published, ahead=_is_ahead(tokens, found.start))
        return read_point(found.kind, found.start, found.end, f"{year}-{part}")
    return found


def _year_of(month: int, published: date, *, ahead: bool) -> str:
    """Return the year in which a month lies: the last one begun, or the next one."""
    if ahead:
        return _in_digits(published.year + (month < published.month))
    return _in_digits(published.year - (month > published.month))


def _in_digits(year: int) -> str:
    """Return a year in the four digits of ISO 8601; raises OverflowError, as `date` does."""
    if not MINYEAR <= year <= MAXYEAR:
        raise OverflowError
    return f"{year:04}"


def _is_ahead(tokens: Tokens, at: int) -> bool:
    """Return whether the words before say that something is still to come."""
    beside = tokens[at - 1].lower in _UP_TO
    return beside or bool(_AHEAD & set(tokens.lowers(at - _REACH, _REACH)))


def _day(tokens: Tokens, at: int, published: date) -> Reading | None:
    token = tokens[at]
    if token.kind != "word" or token.lower not in _DAYS:
        return None
    day = published + timedelta(days=_DAYS[token.lower])
    return read_point(QuantityKind.DATE, at, at + 1, day.isoformat())


def _weekday(tokens: Tokens, at: int, published: date) -> Reading | None:
    turned = tokens[at].lower in _TURNS
    place = _WEEKDAYS.get(tokens[at + turned].lower)
    if place is None or not tokens[at + turned].capitalised:
        return None
    passed = (published.weekday() - place) % 7
    day = published - timedelta(days=passed)
    if tokens[at].lower == "last" and passed == 0:
        day -= timedelta(days=7)
    if _is_ahead(tokens, at + turned) and (passed or tokens[at].lower == "next"):
        day += timedelta(days=7)
    return read_point(QuantityKind.DATE, at, at + turned + 1, day.isoformat())


def _period(tokens: Tokens, at: int, published: date) -> Reading | None:
    turn, unit = _TURNS.get(tokens[at].lower), tokens[at + 1].lower
    if turn is None or unit not in _PERIODS or tokens[at - 1].lower == "the":
        return None  # "the last year" is a length of time
    if unit == "year":
        return _year(at, at + 2, published.year + turn)
    return read_point(QuantityKind.DATE, at, at + 2, _moved(published, unit, turn))


def _moved(day: date, unit: str, by: int) -> str:
    """Return a day, week, month or quarter so many of them later, as far as it is known."""
    if unit == "week":
        number, week, _ = (day + timedelta(weeks=by)).isocalendar()
        return f"{_in_digits(number)}-W{week:02}"
    if unit == "day":
        return (day + timedelta(days=by)).isoformat()
    months = day.year * 12 + day.month - 1 + by * (3 if unit == "quarter" else 1)
    number, month = divmod(months, 12)
    year = _in_digits(number)
    return f"{year}-Q{month // 3 + 1}" if unit == "quarter" else f"{year}-{month + 1:02}"


def _year(at: int, end: int, year: int) -> Reading:
    value = Decimal(year)
    return Reading(
        QuantityKind.YEAR, at, end, at, end,
        low=value, high=value, step=Decimal(1), date=_in_digits(year), checkable=False,
    )  # fmt: skip


def _month(tokens: Tokens, at: int, published: date) -> Reading | None:
    token = tokens[at]
    month = lexicon.MONTHS.get(token.lower) if token.capitalised else None
    if month is None or tokens[at - 1].lower not in _BEFORE_A_MONTH:
        return None
    if tokens[at + 1].kind == "numeral" or tokens[at + 2].kind == "numeral":
        return None  # a date of its own
    year = _year_of(month, published, ahead=_is_ahead(tokens, at))
    return read_point(QuantityKind.DATE, at, at + 1, f"{year}-{month:02}")


def _ago(tokens: Tokens, at: int, published: date) -> Reading | None:
    one = tokens[at].lower in {"a", "an"} and tokens[at + 1].lower in lexicon.UNITS
    number = None if one else read_numeral(tokens, at)
    if not one and (number is None or number.low != number.high or number.low > _MOST_YEARS):
        return None
    end = at + 1 if number is None else number.end
    count = Decimal(1) if number is None else number.low
    unit = lexicon.UNITS.get(tokens[end].lower)
    if unit is None or tokens[end + 1].lower != "ago" or count != count.to_integral_value():
        return None
    if unit.name == "year":
        return _year(at, end + 2, published.year - int(count))
    if unit.name not in {"day", "week", "month", "quarter"}:
        return None
    return read_point(QuantityKind.DATE, at, end + 2, _moved(published, unit.name, -int(count)))


STARTERS = frozenset({*_DAYS, *_TURNS})
"""The words in small letters that only a relative date begins with."""
