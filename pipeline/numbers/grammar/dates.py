"""Dates: points in time, set aside from the quantities to verify.

::

    date    = weekday? ","? (month days ("," year)? | days month year?) | month ","? year
            | month "-" month | numeric          2025-06-09, 25/12/2024, 6.5.2024, 9/11
    days    = day ("-" day)?
    quarter = ("Q" | "H") digit year?
            | rank "-"? ("quarter" | "half") ("of" year)?
"""

import re

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.grammar.clock import read_clock, read_hour, read_race_time
from pipeline.numbers.grammar.reading import Reading, read_point
from pipeline.numbers.grammar.tokens import SPAN_DASHES, Token, Tokens
from pipeline.numbers.grammar.years import PARTS_OF_YEAR, YEAR_WORDS, is_year, read_year
from schemas import QuantityKind

_ORDINAL_ENDINGS = {"st", "nd", "rd", "th"}
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
STARTERS = frozenset({*PARTS_OF_YEAR, *_QUARTERS, "final"})
"""The words in small letters that a date begins with."""
# 2025-06-09 with a clock time or not, 25/12/2024, 6.5.2024, 06-05-2024
_NUMERIC = re.compile(
    r"(?P<first>\d{1,4})(?P<sign>[-/.])(?P<second>\d{1,2})(?P=sign)(?P<third>\d{1,4})"
    r"(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?)?(?![\w-])"
)


def read_date(tokens: Tokens, at: int) -> Reading | None:
    """Return the date, year or time that starts at this token, or None."""
    for rule in _RULES.get(tokens[at].kind, _SIGN_FIRST):
        if (found := rule(tokens, at)) is not None:
            return found
    return None


def _is_day(token: Token) -> bool:
    text = token.text
    return token.kind == "numeral" and len(text) <= 2 and text.isdecimal() and 1 <= int(text) <= 31


def _numeric(tokens: Tokens, at: int) -> Reading | None:
    """Read a date in digits alone; 9/11 is the day it stands for."""
    found = _NUMERIC.match(tokens.text, tokens[at].start)
    if found is None:
        slashed = tokens[at].text == "9" and tokens[at + 1].text == "/"
        if slashed and tokens[at + 2].text == "11":
            return read_point(QuantityKind.DATE, at, at + 3, "2001-09-11")
        return None
    date = _numeric_date(found)
    end = at + 1
    while tokens[end].start < found.end() and tokens[end].kind != "break":
        end += 1
    return read_point(QuantityKind.DATE, at, end, date) if date else None


def _numeric_date(found: re.Match[str]) -> str | None:
    """Return the ISO date; the year alone where day and month could change places.

    Dots part day, month and year in this order wherever they are used.
    """
    first, second, third = found["first"], found["second"], found["third"]
    if len(first) == 4 and len(third) <= 2 and found["sign"] != ".":
        return f"{first}-{second:0>2}-{third:0>2}" if int(second) <= 12 else None
    if len(third) != 4 or len(first) > 2 or not 1 <= min(int(first), int(second)) <= 12:
        return None
    if max(int(first), int(second)) > 31:
        return None
    if int(first) > 12 or found["sign"] == "." or first == second:
        return f"{third}-{second:0>2}-{first:0>2}"
    return f"{third}-{first:0>2}-{second:0>2}" if int(second) > 12 else third


def _weekday_first(tokens: Tokens, at: int) -> Reading | None:
    """Read "Saturday 6 September", "Tuesday, June 9": the weekday belongs to its date."""
    if tokens[at].lower not in lexicon.WEEKDAYS:
        return None
    start = at + 1 + (tokens[at + 1].text == ",")
    start += tokens[start].lower == "the"
    found = _month_first(tokens, start) or _day_first(tokens, start)
    return found._replace(start=at, number_start=at) if found else None


def _month(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """Return the month at this token and the token after it: "Sept." takes two."""
    token = tokens[at]
    if token.lower not in lexicon.MONTHS or not token.capitalised:
        return None
    dotted = len(token.text) <= 4 and token.lower not in {"may", "june", "july"}
    dotted = dotted and tokens[at + 1].text == "." and tokens[at + 1].glued
    return lexicon.MONTHS[token.lower], at + 1 + dotted


def _days(tokens: Tokens, at: int) -> tuple[str, str, int] | None:
    """Return the first and last day of "9th" or "9-11", and the token after them."""
    if not _is_day(tokens[at]):
        return None
    first = last = tokens[at].text.zfill(2)
    end = at + 1 + (tokens[at + 1].lower in _ORDINAL_ENDINGS)
    linked = tokens[end].text in SPAN_DASHES or tokens[end].lower in {"to", "and"}
    if linked and _is_day(tokens[end + 1]) and int(tokens[end + 1].text) > int(first):
        after = end + 2 + (tokens[end + 2].lower in _ORDINAL_ENDINGS)
        return first, tokens[end + 1].text.zfill(2), after
    return first, last, end


def _span(year: str, month: int, days: tuple[str, str, int]) -> str:
    """Return a day, or the first and last day, as ISO 8601 writes an interval."""
    first, last = (f"{year}-{month:02}-{day}" for day in days[:2])
    return first if first == last else f"{first}/{last}"


_AMOUNTS = {"%", "$", "percent", "per", "pc", *lexicon.MAGNITUDES}
"""What stands behind a number that is no day: "In July 23 percent of them left"."""


def _month_first(tokens: Tokens, at: int) -> Reading | None:
    month = _month(tokens, at)
    if month is None:
        return None
    number, after = month
    days = _days(tokens, after)
    if days and tokens[days[2]].lower not in _AMOUNTS:
        return _with_year(tokens, at, number, days)
    year = after + (tokens[after].text == "," or tokens[after].lower == "of")
    if is_year(tokens[year]):
        date = f"{tokens[year].text}-{number:02}"
        return read_point(QuantityKind.DATE, at, year + 1, date)
    other = _month(tokens, after + 1) if tokens[after].text in SPAN_DASHES else None
    if other and tokens[after].glued:
        return read_point(QuantityKind.DATE, at, other[1], f"--{number:02}/--{other[0]:02}")
    return None


def _with_year(tokens: Tokens, at: int, month: int, days: tuple[str, str, int]) -> Reading:
    end = days[2]
    year = end + (tokens[end].text == ",")
    if is_year(tokens[year]):
        return read_point(QuantityKind.DATE, at, year + 1, _span(tokens[year].text, month, days))
    return read_point(QuantityKind.DATE, at, end, _span("-", month, days))


def _day_first(tokens: Tokens, at: int) -> Reading | None:
    days = _days(tokens, at)
    if days is None:
        return None
    after = days[2] + (tokens[days[2]].lower == "of")
    month = _month(tokens, after)
    if month is None or tokens[after].glued:
        return None
    number, end = month
    if is_year(tokens[end]):
        return read_point(QuantityKind.DATE, at, end + 1, _span(tokens[end].text, number, days))
    return read_point(QuantityKind.DATE, at, end, _span("-", number, days))


def _quarter(tokens: Tokens, at: int) -> Reading | None:
    """Read "Q3" or "H1", with its year where one follows: 2023-Q3."""
    token, digit = tokens[at], tokens[at + 1]
    if token.text not in {"Q", "H"} or not digit.glued or digit.text not in {"1", "2", "3", "4"}:
        return None
    return _of_year(tokens, at, at + 2, token.text + digit.text)


def _quarter_in_words(tokens: Tokens, at: int) -> Reading | None:
    """Read "third quarter of 2023", "third-quarter", "3rd quarter"; a half only with its year."""
    number = _QUARTERS.get(tokens[at].lower)
    digits = tokens[at + 1].glued and tokens[at + 1].lower in _ORDINAL_ENDINGS
    if digits and tokens[at].text in {"1", "2", "3", "4"}:
        number = int(tokens[at].text)
    noun_at = tokens.after_hyphen(at + 1 + digits)
    if tokens[noun_at].lower == "quarter" and number:
        return _of_year(tokens, at, noun_at + 1, f"Q{number}")
    if tokens[noun_at].lower == "half" and number in {1, 2}:
        found = _of_year(tokens, at, noun_at + 1, f"H{number}")
        return found if found.end > noun_at + 1 else None
    return None


def _of_year(tokens: Tokens, at: int, end: int, part: str) -> Reading:
    """Return a part of a year with the year that follows, if one does."""
    year = end + (tokens[end].lower in {"of", ",", "in"})
    year += tokens[year].lower == "fiscal"
    if is_year(tokens[year]):
        return read_point(QuantityKind.DATE, at, year + 1, f"{tokens[year].text}-{part}")
    return read_point(QuantityKind.DATE, at, end, part)


def _year_in_words(tokens: Tokens, at: int) -> Reading | None:
    """Ask for a year only where a word stands that one begins with: "early", "AD", "nineteen"."""
    return read_year(tokens, at) if tokens[at].lower in YEAR_WORDS else None


_SIGN_FIRST = (read_year,)  # '90s
_RULES = {
    "numeral": (
        _numeric,
        _day_first,
        read_race_time,
        read_clock,
        _quarter_in_words,
        read_year,
    ),
    "word": (
        _weekday_first,
        _month_first,
        _quarter,
        _quarter_in_words,
        read_hour,
        _year_in_words,
    ),
}
