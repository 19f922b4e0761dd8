"""Dates, years, decades, clock times: points in time, set aside from the quantities to verify.

::

    date    = weekday? ","? (month days ("," year)? | days month year?) | month ","? year
            | month "-" month | numeric          2025-06-09, 25/12/2024, 6.5.2024, 9/11
    quarter = ("Q" | "H") digit year? | rank "-"? ("quarter" | "half") ("of" "the"? "year"? year)?
    year    = ("early" | "mid" | "late")? 4 digits | year ("-" | "to" | "and") year | decade | "AD" digits
    decade  = 4 digits "s" | "'" 2 digits "s" | "the" ("early" | …)? 2 digits "s"
    time    = hour (":" | ".") minutes (am | pm)? | hour (am | pm)
"""

import re
from dataclasses import replace
from decimal import Decimal

from pipeline.numbers import lexicon
from pipeline.numbers.reading import Reading
from pipeline.numbers.tokens import HYPHENS, Token, Tokens
from schemas import QuantityKind

_YEAR_CUES = set(
    "in since by until till from to of before after during for through early mid late fiscal "
    "spring summer autumn fall winter year and between the around about".split()
)
# Behind these a round number without a comma is a year all the same: in 1500, since 1700.
_STRONG_CUES = set("in since by until till before after during early mid late year circa".split())
# Nouns that a year stands before: the 2018 sales, the 2024 elections, the 2010 games.
_YEARLY = set(
    "sales results elections earnings figures profits revenues olympics games levels prices accounts "
    "losses returns models awards championships finals protests targets goals talks riots floods "
    "fires numbers polls primaries guidelines reforms".split()
)
_COUNT_CUES = {"of", "for", "and", "to", "about", "around", "from", "the"}
_PARTS_OF_YEAR = {"early", "mid", "late"}
_NOON = {"am": 0, "a.m.": 0, "pm": 12, "p.m.": 12}
_ORDINAL_ENDINGS = {"st", "nd", "rd", "th"}
_DASHES = {"-", "–", "‑"}
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
STARTERS = frozenset({*_PARTS_OF_YEAR, *_QUARTERS, "mid", "final"})
"""The words in small letters that a date begins with."""
# 2025-06-09 with a clock time or not, 25/12/2024, 6.5.2024, 06-05-2024
_NUMERIC = re.compile(
    r"(?P<first>\d{1,4})(?P<sign>[-/.])(?P<second>\d{1,2})(?P=sign)(?P<third>\d{1,4})"
    r"(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?)?(?![\w-])"
)
_ROUND = 100


def read_date(tokens: Tokens, at: int) -> Reading | None:
    """Return the date, year or time that starts at this token, or None."""
    token = tokens[at]
    if token.kind == "numeral":
        rules = _DIGITS_FIRST
    elif token.kind == "word":
        rules = _WORD_FIRST
    else:
        return _short_decade(tokens, at)
    return next((found for rule in rules if (found := rule(tokens, at))), None)


def _reading(kind: QuantityKind, at: int, end: int, date: str) -> Reading:
    return Reading(kind, at, end, at, end, date=date, checkable=False)


def _is_day(token: Token) -> bool:
    text = token.text
    return token.kind == "numeral" and len(text) <= 2 and text.isdecimal() and 1 <= int(text) <= 31


def _is_year(token: Token) -> bool:
    text = token.text
    return (
        token.kind == "numeral"
        and len(text) == 4
        and text.isdecimal()
        and 1500 <= int(text) <= 2199
    )


def _numeric(tokens: Tokens, at: int) -> Reading | None:
    """Read a date in digits alone; 9/11 is the day it stands for."""
    found = _NUMERIC.match(tokens.text, tokens[at].start)
    if found is None:
        if [tokens[at + offset].text for offset in range(3)] == ["9", "/", "11"]:
            return _reading(QuantityKind.DATE, at, at + 3, "2001-09-11")
        return None
    date = _numeric_date(found)
    end = at + 1
    while tokens[end].start < found.end() and tokens[end].kind != "break":
        end += 1
    return _reading(QuantityKind.DATE, at, end, date) if date else None


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
    return replace(found, start=at, number_start=at) if found else None


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
    linked = tokens[end].text in _DASHES or tokens[end].lower in {"to", "and"}
    if linked and _is_day(tokens[end + 1]) and int(tokens[end + 1].text) > int(first):
        after = end + 2 + (tokens[end + 2].lower in _ORDINAL_ENDINGS)
        return first, tokens[end + 1].text.zfill(2), after
    return first, last, end


def _span(year: str, month: int, days: tuple[str, str, int]) -> str:
    """Return a day, or the first and last day, as ISO 8601 writes an interval."""
    first, last = (f"{year}-{month:02}-{day}" for day in days[:2])
    return first if first == last else f"{first}/{last}"


def _month_first(tokens: Tokens, at: int) -> Reading | None:
    month = _month(tokens, at)
    if month is None:
        return None
    number, after = month
    days = _days(tokens, after)
    if days and tokens[days[2]].text not in {"%", "$"} and not _is_linked_amount(tokens, after):
        return _with_year(tokens, at, number, days)
    year = after + (tokens[after].text == "," or tokens[after].lower == "of")
    if _is_year(tokens[year]):
        date = f"{tokens[year].text}-{number:02}"
        return _reading(QuantityKind.DATE, at, year + 1, date)
    other = _month(tokens, after + 1) if tokens[after].text in _DASHES else None
    if other and tokens[after].glued:
        return _reading(QuantityKind.DATE, at, other[1], f"--{number:02}/--{other[0]:02}")
    return None


def _is_linked_amount(tokens: Tokens, at: int) -> bool:
    """Return whether what follows a month counts: "May 5 to 7 percent of them leave" is none."""
    return tokens[at + 1].text in {"%", "$"} or tokens[at + 1].lower in lexicon.MAGNITUDES


def _with_year(tokens: Tokens, at: int, month: int, days: tuple[str, str, int]) -> Reading:
    end = days[2]
    year = end + (tokens[end].text == ",")
    if _is_year(tokens[year]):
        return _reading(QuantityKind.DATE, at, year + 1, _span(tokens[year].text, month, days))
    return _reading(QuantityKind.DATE, at, end, _span("-", month, days))


def _day_first(tokens: Tokens, at: int) -> Reading | None:
    days = _days(tokens, at)
    if days is None:
        return None
    after = days[2] + (tokens[days[2]].lower == "of")
    month = _month(tokens, after)
    if month is None or tokens[after].glued:
        return None
    number, end = month
    if _is_year(tokens[end]):
        return _reading(QuantityKind.DATE, at, end + 1, _span(tokens[end].text, number, days))
    return _reading(QuantityKind.DATE, at, end, _span("-", number, days))


def _clock(tokens: Tokens, at: int) -> Reading | None:
    """Read a clock time, kept in 24 hours where morning or evening is said: 18:00 for 6 p.m."""
    hour = tokens[at]
    parts, end = _clock_parts(tokens, at)
    noon = _NOON.get(tokens[end].lower)
    if noon is None and len(parts) == 1:
        return None
    if "," in hour.text or not all(part.isdecimal() for part in parts):
        return None
    if any(int(part) > 59 for part in parts[1:]) or int(parts[0]) > 24:
        return None
    if noon is None:
        return _reading(QuantityKind.TIME, at, end, ":".join(parts))
    if not 0 < int(parts[0]) <= 12:
        return _reading(QuantityKind.TIME, at, end + 1, ":".join(parts))
    minutes = parts[1:] or ["00"]
    clock = ":".join([f"{int(parts[0]) % 12 + noon:02}", *minutes])
    return _reading(QuantityKind.TIME, at, end + 1, clock)


def _clock_parts(tokens: Tokens, at: int) -> tuple[list[str], int]:
    """Return hours, minutes and seconds as far as they are given, and the token after them."""
    parts, end = [tokens[at].text], at + 1
    while len(parts) < 3 and tokens[end].text == ":" and tokens[end].glued:
        part = tokens[end + 1]
        if not (part.glued and len(part.text) == 2 and part.text.isdecimal()):
            break
        parts, end = [*parts, part.text], end + 2
    hours, dot, minutes = parts[0].partition(".")
    if dot and len(parts) == 1 and len(minutes) == 2 and tokens[end].lower in _NOON:
        return [hours, minutes], end
    return parts, end


def _quarter(tokens: Tokens, at: int) -> Reading | None:
    """Read "Q3" or "H1", with its year where one follows: 2023-Q3."""
    token, digit = tokens[at], tokens[at + 1]
    if token.text not in {"Q", "H"} or not digit.glued or digit.text not in {"1", "2", "3", "4"}:
        return None
    return _of_year(tokens, at, at + 2, token.text + digit.text)


def _quarter_in_words(tokens: Tokens, at: int) -> Reading | None:
    """Read "the third quarter of 2023", "third-quarter revenue"; a half only with its year."""
    number = _QUARTERS.get(tokens[at].lower)
    noun_at = tokens.after_hyphen(at + 1)
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
    if _is_year(tokens[year]):
        return _reading(QuantityKind.DATE, at, year + 1, f"{tokens[year].text}-{part}")
    return _reading(QuantityKind.DATE, at, end, part)


def _short_decade(tokens: Tokens, at: int) -> Reading | None:
    """Read "'90s"; the century is the one that has such a decade behind it."""
    digits = at + (tokens[at].text in {"'", "’", "‘"})
    tens, letter = tokens[digits], tokens[digits + 1]
    if not (tokens.is_number(digits) and len(tens.text) == 2 and tens.text[1] == "0"):
        return None
    if letter.lower != "s" or not letter.glued:
        return None
    early = tokens[at - 1].lower in {"the", *_PARTS_OF_YEAR} or tokens[at - 1].text in HYPHENS
    if digits == at and not (early and tokens[at - 1].lower == "the"):
        return None
    return _reading(QuantityKind.YEAR, at, digits + 2, f"{_century(tens.text)}{tens.text}s")


def _century(tens: str) -> str:
    return "20" if int(tens) < 30 else "19"


def _years(tokens: Tokens, at: int) -> Reading | None:
    """Read a year with the words that narrow it, a span of years, or a decade."""
    first = at
    if tokens[at].lower in _PARTS_OF_YEAR:
        first = at + 2 if tokens[at + 1].text in HYPHENS else at + 1
        first += tokens[first].lower == "the"
    year = tokens[first]
    if not _is_year(year):
        return None
    if tokens[first + 1].lower == "s" and tokens[first + 1].glued:
        return _reading(QuantityKind.YEAR, at, first + 2, year.text + "s")
    end = second_year(tokens, first)
    if end is None and first == at and not _stands_as_year(tokens, at):
        return None
    last = end or first + 1
    date = tokens.text[tokens[first].start : tokens[last - 1].end]
    found = _reading(QuantityKind.YEAR, at, last, date)
    if end is not None:
        return found
    value = Decimal(year.text)
    return replace(found, number_start=first, low=value, high=value, step=Decimal(1))


def second_year(tokens: Tokens, at: int) -> int | None:
    """Return the token after the second year of "2016 to 2021" or "2023-24", or None."""
    link, other = tokens[at + 1], tokens[at + 2]
    if not _is_year(tokens[at]):
        return None
    between = tokens[at - 1].lower == "between" and link.lower == "and"
    if (between or link.lower in {"to", "until", "through"}) and _is_year(other):
        return None if _counts_behind(tokens, at + 3) else at + 3
    if link.text in {*_DASHES, "/"} and link.glued and other.glued:
        short = other.kind == "numeral" and len(other.text) == 2
        return at + 3 if _is_year(other) or short else None
    return None


def _counts_behind(tokens: Tokens, at: int) -> bool:
    """Return whether a number counts what stands right behind it: a plural, a unit, a scale."""
    token = tokens[at]
    if token.kind != "word":
        return token.text in {"%", "°"}
    unit = token.lower in lexicon.UNITS or token.lower in lexicon.MAGNITUDES
    unit = unit or token.lower in lexicon.CURRENCY_WORDS or token.lower in {"percent", "per"}
    return (unit and not token.capitalised) or _is_plural(token)


def _is_plural(token: Token) -> bool:
    word = token.lower
    if token.capitalised or word in lexicon.STOPS or word in _YEARLY:
        return False
    return word in lexicon.IRREGULAR_PLURALS or (len(word) > 3 and word.endswith("s"))


def _stands_as_year(tokens: Tokens, at: int) -> bool:
    """Return whether four digits are a year: not before a unit, a scale, or what they count."""
    before, after = tokens[at - 1], tokens[at + 1]
    if after.glued and (after.text in {"%", *_DASHES, "/"} or after.kind == "word"):
        return after.text in _DASHES and before.lower in _YEAR_CUES
    if before.text in lexicon.SYMBOLS or (_counts_behind(tokens, at + 1) and not _is_plural(after)):
        return False
    if after.text in _DASHES and tokens[at + 2].kind == "numeral" and not after.glued:
        return _is_year(tokens[at + 2]) and not _counts_behind(tokens, at + 3)
    if before.lower in _STRONG_CUES or before.lower in lexicon.MONTHS:
        return not (_is_plural(after) and before.lower in _COUNT_CUES)
    value = int(tokens[at].text)
    if value % _ROUND == 0 and value != 2000:
        return False  # "an average of 1500", "2100 boats"
    cued = before.lower in _YEAR_CUES or before.text in {"(", "’", ","}
    return not (_is_plural(after) and (not cued or before.lower in _COUNT_CUES))


def _before_christ(tokens: Tokens, at: int) -> Reading | None:
    """Read "AD 1000", "A.D. 79", "44 BC", "300 BCE"."""
    if tokens[at].text in {"AD", "A.D."} and tokens.is_number(at + 1):
        year, end = tokens[at + 1].text, at + 2
    elif tokens.is_number(at) and tokens[at + 1].text in {"AD", "A.D.", "CE"}:
        year, end = tokens[at].text, at + 2
    elif tokens.is_number(at) and tokens[at + 1].text in {"BC", "B.C.", "BCE"}:
        return _reading(QuantityKind.YEAR, at, at + 2, f"-{tokens[at].text:0>4}")
    else:
        return None
    if tokens[end].lower in {"and", "to"} and tokens.is_number(end + 1) and len(year) == 4:
        other = tokens[end + 1].text
        return _reading(QuantityKind.YEAR, at, end + 2, f"{year}/{other}")
    return _reading(QuantityKind.YEAR, at, end, year.zfill(4))


_DIGITS_FIRST = (_numeric, _day_first, _clock, _before_christ, _short_decade, _years)
_WORD_FIRST = (
    _weekday_first, _month_first, _quarter, _quarter_in_words, _before_christ, _years,
)  # fmt: skip
