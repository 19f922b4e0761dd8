"""Obituaries: the ages of a person whose births and death the article dates."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pipeline.checks.ages import is_birth
from pipeline.checks.check import Pitfall
from pipeline.checks.context import left
from pipeline.checks.passage import Passage, Reading
from pipeline.checks.year_points import AGES, Found, Point, judge_years, year_points, years_of
from schemas import Quantity

_TOP = 3  # sentences: who has died stands there
_DIED = re.compile(r"\b(?:died|has\s+died|passed\s+away|was\s+killed)\b[^.;]{0,40}$")
_WAS = re.compile(r"^(He|She)\s+was\s+(?:aged\s+)?$")
_BORN = re.compile(r"^(?:(He|She)|((?:[A-Z][\w'’-]+\s+)+))was\s+born\b")
_WHEN = re.compile(r"\bwhen\s+(he|she)\s+was\s+$")
_REACH = 30  # characters from the year to "when she was 19"


class _Life(NamedTuple):
    """Years of a birth and a death, and "he" or "she" of who died."""

    born: Point
    died: Point
    pronoun: str
    told: Quantity
    """The age at death."""


def ages_of_life(passage: Passage) -> Iterator[Pitfall]:
    """Yield each age of who the article says has died that the years of the life do not make."""
    life = _life(passage.reading) if passage.quantities else None
    if life is None:
        return
    for age in passage.quantities:
        number = years_of(passage, age)
        if number is None:
            continue
        named = (life.born.quantity,)
        if age is life.told:
            yield from judge_years(age, number, Found(life.born.year, life.died.year, AGES, named))
        when = _WHEN.search(left(passage, age))
        year = _year_before(passage, age)
        if when and when[1] == life.pronoun and year and year.year > life.born.year:
            yield from judge_years(
                age, number, Found(life.born.year, year.year, AGES, (*named, year.quantity))
            )


def _year_before(passage: Passage, age: Quantity) -> Point | None:
    """Return the year that stands right before "when she was 19"."""
    some = [each for each in year_points(passage) if each.quantity.span.end <= age.span.start]
    near = some and age.span.start - some[-1].quantity.span.end <= _REACH
    return some[-1] if near else None


@lru_cache(maxsize=2)
def _life(reading: Reading) -> _Life | None:
    """Return the life of who has died at the top of the article: "She was 91" stands behind that."""
    for passage in reading.passages[1 : _TOP + 2]:
        before = passage.previous
        ages = [(each, _WAS.match(left(passage, each))) for each in passage.quantities[:1]]
        died = _death(before) if before else None
        if not died or not before or not ages or not ages[0][1]:
            continue
        told, pronoun = ages[0][0], ages[0][1][1]
        births = [each for some in reading.passages for each in _births(some, before.text, pronoun)]
        if len(births) == 1:
            return _Life(births[0], died, pronoun.lower(), told)
    return None


def _death(passage: Passage) -> Point | None:
    points = year_points(passage)
    some = [each for each in points if _DIED.search(left(passage, each.quantity))]
    return some[0] if len(some) == len(points) == 1 else None


def _births(passage: Passage, top: str, pronoun: str) -> Iterator[Point]:
    """Yield the year of "Roe was born in 1940", of a name that has died at the top, or of "she"."""
    subject = _BORN.match(passage.text)
    if not subject:
        return
    named = subject[2] and subject[2].split()[-1] in top
    if named or subject[1] == pronoun:
        yield from (p for p in year_points(passage) if is_birth(passage, p.quantity))
