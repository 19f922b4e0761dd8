"""Points: the years of a sentence, and the numbers of years that are told of them."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from pipeline.checks.check import Pitfall
from pipeline.checks.context import gap, left, right
from pipeline.checks.passage import Passage, Reading
from schemas import Modifier, Quantity, QuantityKind

_YEAR = re.compile(r"((?:1[5-9]|20)\d\d)(?:-\d\d(?:-\d\d)?)?$")
_SPAN = re.compile(
    r"^((?:1[5-9]|20)\d\d)\s*(?:-|–|to|and|until|through|/)\s*((?:1[5-9]|20)\d\d|\d\d)$"
)
_DIGITS = re.compile(r"\d{4}")
_AGED = re.compile(
    r"\b(?:aged|age(?:\s+of)?|is|was|now|turn(?:ed|s|ing)?|at|just|only|be)\s+$|,\s+(?:now\s+)?$",
    re.IGNORECASE,
)
_OLD = re.compile(r"^\s*(?:[,.;)—–]|$|and\b|in\b|years?\s+old|on\b|this\b|now\b)")
_ANNIVERSARY = re.compile(
    r"^\s+(?:anniversary|birthday|year\s+in\s+business|jubilee)\b", re.IGNORECASE
)
_PLACE = re.compile(r"\s*[A-Z][A-Z.,'’ -]+(?:[A-Z][a-z.]+)?,?\s*\(?")
_DASH = re.compile(r"^\)?\s*(?:\([\w /]+\)\s*)?(?:--?|–|—)\s")
_NTH = re.compile(r"\bin\s+(?:its|his|her|their)\s+$")
_YEAR_OF = re.compile(r"^\s+year\b")
_MOST_POINTS = 12
_FIRST = 3  # sentences in which a full date is that of the day
_ROUGH = 2  # years, or a tenth: "about 30 years" is said of 27
_CEILINGS = {Modifier.LESS_THAN, Modifier.AT_MOST}
_FLOORS = {Modifier.MORE_THAN, Modifier.AT_LEAST, Modifier.JUST_OVER}
_ROUGHLY = {Modifier.APPROXIMATE, Modifier.JUST_UNDER, Modifier.JUST_OVER}

AGES, STRETCHES, NTH_YEAR = (0, 1), (-1, 0, 1), (-1, 0)
"""Who is 50 was born 50 or 51 years ago; what is in its 50th year began 49 or 50 years ago. Parts of the first and last year may count or not."""


class Point(NamedTuple):
    """A year with the quantity that it was read from."""

    year: int
    quantity: Quantity


class Found(NamedTuple):
    """The two years that a number of years stands for, and by how much it may differ."""

    start: int
    end: int
    allowed: tuple[int, ...]
    named: tuple[Quantity, ...]


@lru_cache(maxsize=64)  # each rule asks, of the sentences around too
def year_points(passage: Passage) -> tuple[Point, ...]:
    """Return the years of the sentence in order, of a date its year; a span is two."""
    found: list[Point] = []
    for each in passage.all_quantities:
        if len(found) >= _MOST_POINTS:
            break  # a table of years, and no sentence
        if each.kind not in {QuantityKind.YEAR, QuantityKind.DATE} or not each.date:
            continue
        if not _DIGITS.search(each.text):
            continue  # "last year" and "Wednesday" say no year
        if _is_dateline(passage, each):
            continue
        span, year = _SPAN.match(each.date), _YEAR.match(each.date)
        if span:
            last = span[2] if len(span[2]) == 4 else span[1][:2] + span[2]
            found += [Point(int(span[1]), each), Point(int(last), each)]
        elif year:
            found.append(Point(int(year[1]), each))
    return tuple(found)


def _is_dateline(passage: Passage, day: Quantity) -> bool:
    """Return whether a date only says when the article was written: OSLO, 12 May 2011 - He was ..."""
    return bool(_PLACE.fullmatch(left(passage, day)) and _DASH.match(right(passage, day)))


def years_of(passage: Passage, quantity: Quantity) -> int | None:
    """Return the years that a quantity says: an age, a length in years, the rank of an anniversary."""
    value = quantity.value
    if value is None or value != value.to_integral_value() or quantity.modifier in _CEILINGS:
        return None
    length = quantity.kind is QuantityKind.DURATION and quantity.unit in {"year", "decade"}
    rank = quantity.kind is QuantityKind.ORDINAL
    ranked = rank and (
        _ANNIVERSARY.match(right(passage, quantity))
        or (_NTH.search(left(passage, quantity)) and _YEAR_OF.match(right(passage, quantity)))
    )
    bare = quantity.kind is QuantityKind.COUNT and _OLD.match(right(passage, quantity))
    aged = bare and value < 120 and is_said_as_age(passage, quantity)
    if quantity.kind is QuantityKind.AGE or length or ranked or aged:
        return int(value) * (10 if quantity.unit == "decade" else 1)
    return None


def is_nth_year(passage: Passage, rank: Quantity) -> bool:
    """Return whether a rank counts years that are not all over: in its 25th year."""
    return bool(_YEAR_OF.match(right(passage, rank)))


def judge_years(stated: Quantity, number: int, found: Found) -> Iterator[Pitfall]:
    """Yield that a stated number of years is not what the two years make."""
    gone = found.end - found.start
    if gone >= 0 and not _allows(stated, number, gone, found.allowed):
        message = f"from {found.start} to {found.end} are {gone} years, not {stated.text}"
        yield Pitfall(message, (*found.named, stated), f"{found.end} - {found.start} = {gone}")


def _allows(quantity: Quantity, number: int, gone: int, allowed: tuple[int, ...]) -> bool:
    """Return whether so many years are what was said, as exactly as it was said."""
    if quantity.modifier in _FLOORS:
        return gone >= number + allowed[0]
    rough = max(_ROUGH, number * _ROUGH // 20) if quantity.modifier in _ROUGHLY else 0
    return number + allowed[0] - rough <= gone <= number + allowed[-1] + rough


def words_between(passage: Passage, one: Quantity, other: Quantity) -> str:
    """Return the words between two quantities of a sentence, whichever stands first."""
    first, second = (one, other) if one.span.start < other.span.start else (other, one)
    return gap(passage, first, second)


def reference_year(reading: Reading) -> int | None:
    """Return the year in which the article was written, as far as it is known."""
    today = reference_day(reading)
    return today.year if today else None


@lru_cache(maxsize=2)
def reference_day(reading: Reading) -> date | None:
    """Return the day of publication; where unknown, the newest full date at the top of the article."""
    if reading.published:
        return reading.published
    return max(_full_dates(reading, _top(reading)), default=None)


def _full_dates(reading: Reading, sentences: list[str]) -> Iterator[date]:
    for each in reading.source.within(frozenset(sentences)):
        if re.fullmatch(r"\d{4}-\d\d-\d\d", each.quantity.date or ""):
            with suppress(ValueError):  # a date that does not exist
                yield date.fromisoformat(each.quantity.date or "")


def _top(reading: Reading) -> list[str]:
    return [each.sentence_id for each in reading.source.article.sentences[:_FIRST]]


def is_said_as_age(passage: Passage, quantity: Quantity) -> bool:
    """Return whether the words before a bare number make it an age: "is 50", "aged 50", ", 50,"."""
    return bool(_AGED.search(left(passage, quantity)))
