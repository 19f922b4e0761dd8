"""Lifetimes: years that one sentence tells a beginning of, and the one next to it how long it lasted.

::

    age    = birth "." age "in" year                 he was born in 1926. He made a film in 1948, when he was 22
           | age "in" year "." birth                 she would have been 100 in 2013. She was born in 1913
    length = beginning "." "after" length ["in" year]    the store opened in 1958. It will close after 50 years
"""

import re
from collections.abc import Iterator

from pipeline.checks.ages import is_birth
from pipeline.checks.beginnings import is_beginning, is_doubtful
from pipeline.checks.check import Pitfall
from pipeline.checks.context import following, left, right
from pipeline.checks.passage import Passage
from pipeline.checks.year_points import (
    AGES,
    STRETCHES,
    Found,
    Point,
    judge_years,
    reference_year,
    year_points,
    years_of,
)
from schemas import Quantity, QuantityKind

_HE = re.compile(r"^(?:He|She|Born\s+in)\b")
_IT = re.compile(r"^(?:It|He|She|They|By\s+(?:19|20)\d\d,?\s+(?:it|he|she|they))\b")
_WHEN_HE_WAS = re.compile(r"\b(?:when|as)\s+(?:he|she)\s+was\s+(?:only\s+|just\s+)?$")
_HE_WAS = re.compile(r"^(?:\w+\s+){1,3}(?:was|would\s+have\s+been)\s+(?:only\s+|just\s+)?$")
_WHEN = re.compile(r"^\s+(?:when\s+(?:he|she)\b|in\s+(?:19|20)\d\d\b)")
_ANOTHER = re.compile(
    r"\b(?:whose|father|mother|son|daughter|brother|sister|wife|husband|parents)\b", re.IGNORECASE
)
_LASTED = re.compile(
    r"\b(?:after|for|for\s+the\s+(?:past|last)|lasted|spent)\s+(?:[a-z]+\s+)?$", re.IGNORECASE
)
_ENDS = re.compile(
    r"^\s*(?:[.,;]|$|of\s+(?:marriage|service|work)\b|in\s+(?:office|business|force)\b|without\b)"
)


def lifetimes(passage: Passage, points: tuple[Point, ...]) -> Iterator[Pitfall]:
    """Yield each age and each length that the years of two neighbouring sentences do not make."""
    yield from _ages(passage, points)
    yield from _lengths(passage, points)


def _ages(passage: Passage, points: tuple[Point, ...]) -> Iterator[Pitfall]:
    ages = [each for each in passage.quantities if _is_told_age(passage, each)]
    if len(points) != 1 or len(ages) != 1 or is_birth(passage, points[0].quantity):
        return
    number, year = years_of(passage, ages[0]) or ages[0].value, points[0]
    for other in (passage.previous, following(passage)):
        later = passage if other is passage.previous else other
        born = year_points(other) if other else ()
        if other is None or later is None or len(born) != 1 or not _HE.match(later.text):
            continue
        if any(_ANOTHER.search(each.text) for each in (passage, other)):
            continue
        if is_birth(other, born[0].quantity) and number is not None and year.year > born[0].year:
            named = (born[0].quantity, year.quantity)
            yield from judge_years(
                ages[0], int(number), Found(born[0].year, year.year, AGES, named)
            )
            return


def _is_told_age(passage: Passage, age: Quantity) -> bool:
    if age.kind not in {QuantityKind.COUNT, QuantityKind.AGE} or age.noun or age.value is None:
        return False
    before = left(passage, age)
    return bool(
        _WHEN_HE_WAS.search(before) or (_HE_WAS.match(before) and _WHEN.match(right(passage, age)))
    )


def _lengths(passage: Passage, points: tuple[Point, ...]) -> Iterator[Pitfall]:
    """Yield "The store opened in 1958. It will close on Friday, after 60 years"."""
    before = passage.previous
    starts = year_points(before) if before else ()
    if before is None or len(starts) != 1 or len(points) > 1 or not _IT.match(passage.text):
        return
    if not is_beginning(before, starts[0].quantity):
        return
    now = points[0].year if points else reference_year(passage.reading)
    if now is None or now <= starts[0].year:
        return
    found = Found(starts[0].year, now, STRETCHES, tuple(e.quantity for e in (*starts, *points)))
    for each in passage.quantities:
        number = years_of(passage, each) if each.kind is QuantityKind.DURATION else None
        said = _LASTED.search(left(passage, each)) and _ENDS.match(right(passage, each))
        if number is not None and said and is_doubtful(number, found):
            yield from judge_years(each, number, found)
