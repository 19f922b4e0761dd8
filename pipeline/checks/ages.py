"""Ages: how old somebody or something is said to be, and the years that tell it."""

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.checks.check import Pitfall
from pipeline.checks.context import is_broken, left, right
from pipeline.checks.passage import Passage
from pipeline.checks.year_points import (
    AGES,
    Found,
    Point,
    is_said_as_age,
    judge_years,
    reference_year,
    words_between,
    year_points,
    years_of,
)
from schemas import Quantity, QuantityKind

_BORN = re.compile(
    r"(?<![\w-])(?:[Bb]orn|date\s+of\s+birth)(?:\s+(?:in|at|near)\s+(?:the\s+)?[A-Z][\w\s.,'’-]{1,30}?,?)?(?:,?\s+(?:in|on))?:?\s+"
    r"(?:(?:early|late|mid)[- ])?$"
)
_AT_EVENT = re.compile(r"\b(?:aged|age(?:\s+of)?|was|turn(?:ed|s|ing)?|at)\s+$", re.IGNORECASE)
_SAID = re.compile(r"\b(?:said|says|told|wrote|announced)\b[^,;.]{0,30}\b(?:in|on)\s+$")
_THEN = re.compile(r"\b(?:when|at\s+the\s+time|before|after|as\s+he|as\s+she)\b")
_BUILT = re.compile(
    r"(?:,\s+(?:which\s+was\s+)?|\bwas\s+|\()(?:first\s+)?(?:built|founded|established|opened|erected|completed|created|launched|formed)\s+in\s+$"
)
_TURNS = re.compile(r"\b(?:turn(?:s|ed|ing)?)\s+$")
_PRONOUN = re.compile(r"(?:He|She|They)\b")
_IS = re.compile(r"(?:He|She)\s+is\s+(?:now\s+)?")
_ANOTHER = re.compile(
    r"\band\s+(?:[A-Z]|his|her|their|its|a\b|the\b)|\b(?:whose|father|mother|son|daughter|brother|sister|wife|husband|who\s+died)\b"
)
_APPOSED = re.compile(r"^,\s+(?:who\s+was\s+)?born\b[^,;]{0,40}$")
_PAST = re.compile(r"\bwas\s+(?:aged\s+|only\s+|just\s+)?$")
_DIED = re.compile(r"\b(?:died|dies|dead|death|killed|passed\s+away)\b")
_AT_DEATH = re.compile(r"\bat\s+(?:his|her)\s+death\s+in\s+$", re.IGNORECASE)
_CLOSE = 60  # characters


def age_told(passage: Passage, age: Quantity, points: tuple[Point, ...]) -> Found | None:
    """Return the years of birth and of the moment at which somebody is said to be of an age."""
    if age.kind not in {QuantityKind.AGE, QuantityKind.COUNT}:
        return None
    lived = next((pair for pair in pairwise(points) if pair[0].quantity is pair[1].quantity), None)
    if (
        lived
        and "(" in left(passage, lived[0].quantity)[-1:]
        and _near(passage, age, lived[0].quantity)
    ):
        return Found(lived[0].year, lived[1].year, AGES, (lived[0].quantity,))
    born = next((p for p in points if _starts(passage, age, p.quantity)), None)
    if born is None or not _near(passage, age, born.quantity):
        return None
    others = [p for p in points if p is not born and p.year > born.year]
    event = next((p for p in others if _is_moment_of(passage, age, p.quantity)), None)
    event = event or next((p for p in others if _SAID.search(left(passage, p.quantity))), None)
    event = event or next((p for p in others if _AT_DEATH.search(left(passage, p.quantity))), None)
    if event:
        return Found(born.year, event.year, AGES, (born.quantity, event.quantity))
    if others and (
        not _is_apposed(passage, age, born.quantity) or _is_age_of(passage, age, born, others)
    ):
        return None
    now = _now(passage, age)
    return Found(born.year, now, AGES, (born.quantity,)) if now else None


def _is_apposed(passage: Passage, age: Quantity, born: Quantity) -> bool:
    """Return whether the words are "Roe, 50, who was born in 1980", whatever else is said of Roe."""
    return bool(_APPOSED.match(words_between(passage, age, born)))


def _is_age_of(passage: Passage, age: Quantity, born: Point, others: list[Point]) -> bool:
    """Return whether the age is that of another year that the sentence names."""
    number = years_of(passage, age)
    return number is None or any(each.year - born.year - number in AGES for each in others)


def _now(passage: Passage, age: Quantity) -> int | None:
    """Return the year that an age is of: today's, or that of the death of which was just said.

    "He was 72, born in 1926" behind a death is the age at that.
    """
    if not _is_present(passage, age):
        return None
    before = passage.previous
    if not _PAST.search(left(passage, age)) or before is None or not _DIED.search(before.text):
        return reference_year(passage.reading)
    years = {each.year for each in year_points(before) if _DIED.search(left(before, each.quantity))}
    return min(years) if len(years) == 1 else None


def age_of_sentence_before(passage: Passage, points: tuple[Point, ...]) -> Iterator[Pitfall]:
    """Yield "Lind is 50. She was born in 1980", where the day of the article is known."""
    before, now = passage.previous, reference_year(passage.reading)
    if before is None or now is None or len(points) != 1 or not _PRONOUN.match(passage.text):
        return
    born = points[0]
    if not _BORN.search(left(passage, born.quantity)) or year_points(before):
        return
    ages = [each for each in before.quantities if _is_age(before, each)]
    if len(ages) == 1 and len(before.quantities) == 1 and _is_present(before, ages[0]):
        number = years_of(before, ages[0])
        if number is not None:
            yield from judge_years(ages[0], number, Found(born.year, now, AGES, (born.quantity,)))


def age_of_sentence_behind(passage: Passage) -> Iterator[Pitfall]:
    """Yield "Lind was born in 1980. She is 50", where the day of the article is known."""
    before, now = passage.previous, reference_year(passage.reading)
    if before is None or now is None or not _IS.match(passage.text):
        return
    points, ages = year_points(before), passage.quantities[:1]
    if (
        len(points) != 1
        or year_points(passage)
        or not ages
        or not is_birth(before, points[0].quantity)
    ):
        return
    number = years_of(passage, ages[0]) if _IS.fullmatch(left(passage, ages[0])) else None
    if number is not None:
        yield from judge_years(
            ages[0], number, Found(points[0].year, now, AGES, (points[0].quantity,))
        )


def _is_age(passage: Passage, quantity: Quantity) -> bool:
    ages = {QuantityKind.AGE, QuantityKind.COUNT}
    return quantity.kind in ages and years_of(passage, quantity) is not None


def _starts(passage: Passage, age: Quantity, year: Quantity) -> bool:
    """Return whether a year is that of a birth, or that a thing of so many years was built in."""
    before = left(passage, year)
    old = "old" in (age.unit_text or "") or _TURNS.search(left(passage, age))
    thing = old and _BUILT.search(before)
    return bool(thing or _BORN.search(before))


def _is_present(passage: Passage, age: Quantity) -> bool:
    """Return whether an age is that of today: "Roe, 50," and not "50 when she won"."""
    told = age.kind is QuantityKind.AGE or is_said_as_age(passage, age)
    return bool(told) and not _THEN.search(right(passage, age)[:30])


def _near(passage: Passage, one: Quantity, other: Quantity) -> bool:
    """Return whether two quantities stand close by, with no other person between them."""
    words = words_between(passage, one, other)
    return len(words) <= _CLOSE and not _ANOTHER.search(words)


def _is_moment_of(passage: Passage, age: Quantity, moment: Quantity) -> bool:
    """Return whether an age is that of the year next to it: aged 50 in 2026; died in 2010 at 80."""
    words = words_between(passage, age, moment)
    if len(words) > 30 or is_broken(words) or _ANOTHER.search(words):
        return False
    if moment.span.start < age.span.start:
        return bool(_AT_EVENT.search(left(passage, age)))
    return bool(_AT_EVENT.search(left(passage, age))) or re.search(r"\bin\s+$", words) is not None


def is_birth(passage: Passage, year: Quantity) -> bool:
    """Return whether a year is that of a birth: "born in Elm in 1980"."""
    return bool(_BORN.search(left(passage, year)))
