"""Dates, years, decades, clock times: points in time, set aside from the quantities to verify.

::

    date   = month day ("," year)? | day month year? | month ","? year | iso
    year   = ("early" | "mid" | "late")? 4 digits | year ("-" | "to" | "and") year | decade
    time   = hour (":" | ".") minutes (am | pm)? | hour (am | pm)
"""

from decimal import Decimal

from pipeline.numbers import lexicon
from pipeline.numbers.reading import Reading
from pipeline.numbers.tokens import Token, Tokens
from schemas import QuantityKind

_YEAR_CUES = set(
    "in since by until till from to of before after during for through early mid late fiscal "
    "spring summer autumn fall winter year and between the around about".split()
)
_PARTS_OF_YEAR = {"early", "mid", "late"}
_FULL_MONTHS = {"may", "march", "april", "june", "july", "january", "february", "august"}
_NOON = {"am", "pm", "a.m.", "p.m."}


def read_date(tokens: Tokens, at: int) -> Reading | None:
    """Return the date, year or time that starts at this token, or None."""
    return (
        _iso(tokens, at)
        or _month_first(tokens, at)
        or _day_first(tokens, at)
        or _clock(tokens, at)
        or _quarter(tokens, at)
        or _years(tokens, at)
    )


def _reading(kind: QuantityKind, at: int, end: int, date: str) -> Reading:
    return Reading(kind, at, end, at, end, date=date, checkable=False)


def _is_day(token: Token) -> bool:
    return token.kind == "numeral" and token.text.isdecimal() and 1 <= int(token.text) <= 31


def _is_year(token: Token) -> bool:
    return (
        token.kind == "numeral"
        and len(token.text) == 4
        and token.text.isdecimal()
        and 1500 <= int(token.text) <= 2199
    )


def _iso(tokens: Tokens, at: int) -> Reading | None:
    year, first, month, second, day = (tokens[at + offset] for offset in range(5))
    if not (
        _is_year(year) and first.text == second.text == "-" and _is_day(month) and _is_day(day)
    ):
        return None
    return _reading(QuantityKind.DATE, at, at + 5, f"{year.text}-{month.text:0>2}-{day.text:0>2}")


def _month(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """Return the month at this token and the token after it: "Sept." takes two."""
    token = tokens[at]
    if token.lower not in lexicon.MONTHS or not token.capitalised:
        return None
    short = token.lower not in _FULL_MONTHS
    dotted = short and tokens[at + 1].text == "." and tokens[at + 1].glued
    return lexicon.MONTHS[token.lower], at + 1 + dotted


def _month_first(tokens: Tokens, at: int) -> Reading | None:
    month = _month(tokens, at)
    if month is None:
        return None
    number, after = month
    if _is_day(tokens[after]) and tokens[after + 1].text not in {"%", "$"}:
        end = after + 2 if tokens[after + 1].lower in {"st", "nd", "rd", "th"} else after + 1
        year = end + 1 if tokens[end].text == "," else end
        if _is_year(tokens[year]):
            return _reading(
                QuantityKind.DATE,
                at,
                year + 1,
                f"{tokens[year].text}-{number:02}-{tokens[after].text:0>2}",
            )
        return _reading(QuantityKind.DATE, at, end, f"--{number:02}-{tokens[after].text:0>2}")
    year = after + 1 if tokens[after].text == "," else after
    if _is_year(tokens[year]):
        return _reading(QuantityKind.DATE, at, year + 1, f"{tokens[year].text}-{number:02}")
    return None


def _day_first(tokens: Tokens, at: int) -> Reading | None:
    if not _is_day(tokens[at]):
        return None
    after = at + 2 if tokens[at + 1].lower in {"st", "nd", "rd", "th"} else at + 1
    after += tokens[after].lower == "of"
    month = _month(tokens, after)
    if month is None or tokens[after].glued:
        return None
    number, end = month
    if _is_year(tokens[end]):
        return _reading(
            QuantityKind.DATE, at, end + 1, f"{tokens[end].text}-{number:02}-{tokens[at].text:0>2}"
        )
    return _reading(QuantityKind.DATE, at, end, f"--{number:02}-{tokens[at].text:0>2}")


def _clock(tokens: Tokens, at: int) -> Reading | None:
    hour = tokens[at]
    if hour.kind != "numeral" or "," in hour.text:
        return None
    colon, minutes = tokens[at + 1], tokens[at + 2]
    end, clock = at + 1, hour.text.replace(".", ":")
    if (
        colon.text == ":"
        and colon.glued
        and minutes.glued
        and len(minutes.text) == 2
        and minutes.text.isdecimal()
    ):
        end, clock = at + 3, f"{hour.text}:{minutes.text}"
        seconds = tokens[at + 4]
        if tokens[at + 3].text == ":" and seconds.glued and len(seconds.text) == 2:
            end, clock = at + 5, f"{clock}:{seconds.text}"
    noon = tokens[end].lower in _NOON
    if not noon and end == at + 1:
        return None
    if not noon and not (hour.text.isdecimal() and int(hour.text) < 24 and int(minutes.text) < 60):
        return None
    return _reading(QuantityKind.TIME, at, end + noon, clock)


def _quarter(tokens: Tokens, at: int) -> Reading | None:
    """Read "Q3"; with its year where one follows."""
    token, digit = tokens[at], tokens[at + 1]
    if token.text not in {"Q", "H"} or not digit.glued or digit.text not in {"1", "2", "3", "4"}:
        return None
    end = at + 3 if _is_year(tokens[at + 2]) else at + 2
    return _reading(QuantityKind.DATE, at, end, token.text + digit.text)


def _years(tokens: Tokens, at: int) -> Reading | None:
    """Read a year with the words that narrow it, a span of years, or a decade."""
    first = at
    if tokens[at].lower in _PARTS_OF_YEAR:
        first = at + 2 if tokens[at + 1].text == "-" else at + 1
        first += tokens[first].lower == "the"
    year = tokens[first]
    if not _is_year(year):
        return None
    if tokens[first + 1].lower == "s" and tokens[first + 1].glued:
        return _reading(QuantityKind.YEAR, at, first + 2, year.text + "s")
    end = _second_year(tokens, first)
    if end is None and first == at and not _stands_as_year(tokens, at):
        return None
    last = end or first + 1
    date = tokens.text[tokens[first].start : tokens[last - 1].end]
    low = high = Decimal(year.text)
    if end is None:
        return Reading(
            QuantityKind.YEAR,
            at,
            last,
            first,
            last,
            low=low,
            high=high,
            step=Decimal(1),
            date=date,
            checkable=False,
        )
    return _reading(QuantityKind.YEAR, at, last, date)


def _second_year(tokens: Tokens, at: int) -> int | None:
    """Return the token after the second year of "2016 to 2021" or "2023-24", or None."""
    link, other = tokens[at + 1], tokens[at + 2]
    if link.lower in {"to", "until", "through"} and _is_year(other):
        return at + 3
    if link.text in {"-", "–", "/"} and link.glued and other.glued:
        short = other.kind == "numeral" and len(other.text) == 2
        return at + 3 if _is_year(other) or short else None
    return None


def _stands_as_year(tokens: Tokens, at: int) -> bool:
    """Return whether four digits are a year: not before a unit, a scale, or what they count."""
    before, after = tokens[at - 1], tokens[at + 1]
    if after.glued and (after.text in {"%", "-", "–", "/"} or after.kind == "word"):
        return after.text == "-" and before.lower in _YEAR_CUES
    if before.text in lexicon.SYMBOLS or after.lower in {
        *lexicon.UNITS,
        *lexicon.MAGNITUDES,
        *lexicon.CURRENCY_WORDS,
        "percent",
        "per",
    }:
        return False
    if (
        before.lower in _YEAR_CUES
        or before.lower in lexicon.MONTHS
        or before.text in {"(", "’", ","}
    ):
        counts = (
            after.kind == "word" and after.lower.endswith("s") and after.lower not in lexicon.STOPS
        )
        return not (
            counts and before.lower in {"of", "for", "and", "to", "about", "around", "from"}
        )
    return after.kind != "word" or after.lower in lexicon.STOPS or not after.lower.endswith("s")
