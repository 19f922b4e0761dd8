"""Checks of the years between two points in time: ages, anniversaries, how long ago."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from pipeline.checks.check import Check, Pitfall
from pipeline.checks.context import gap, is_broken, left, right
from pipeline.checks.passage import Passage, Reading
from schemas import Modifier, Quantity, QuantityKind

_YEAR = re.compile(r"((?:1[5-9]|20)\d\d)(?:-\d\d(?:-\d\d)?)?$")
_SPAN = re.compile(r"^((?:1[5-9]|20)\d\d)\s*(?:-|–|to|and|until|through|/)\s*((?:1[5-9]|20)\d\d|\d\d)$")
_BORN = re.compile(
    r"(?<![\w-])(?:[Bb]orn|date\s+of\s+birth)(?:\s+(?:in|at|near)\s+(?:the\s+)?[A-Z][\w\s.,'’-]{1,30}?,?)?(?:,?\s+(?:in|on))?:?\s+"
    r"(?:(?:early|late|mid)[- ])?$"
)
_DIGITS = re.compile(r"\d{4}")
_AGED = re.compile(
    r"\b(?:aged|age(?:\s+of)?|is|was|now|turn(?:ed|s|ing)?|at|just|only|be)\s+$|,\s+(?:now\s+)?$", re.IGNORECASE
)
_AT_EVENT = re.compile(r"\b(?:aged|age(?:\s+of)?|was|turn(?:ed|s|ing)?|at)\s+$", re.IGNORECASE)
_SAID = re.compile(r"\b(?:said|says|told|wrote|announced)\b[^,;.]{0,30}\b(?:in|on)\s+$")
_THEN = re.compile(r"\b(?:when|at\s+the\s+time|before|after|as\s+he|as\s+she)\b")
_OLD = re.compile(r"^\s*(?:[,.;)—–]|$|and\b|in\b|years?\s+old|on\b|this\b|now\b)")
_BEGAN = re.compile(
    r"\b(?:founded|established|opened|built|started|began|launched|created|formed|set\s+up|incorporated|"
    r"inaugurated|completed|introduced|married|joined|first\s+published|came\s+into\s+force|closed|died|won|moved)\b[^.;]{0,45}$",
    re.IGNORECASE,
)
_BUILT = re.compile(
    r",\s+(?:which\s+was\s+)?(?:built|founded|established|opened|erected|completed|created|launched|formed)\s+in\s+$"
)
_PRONOUN = re.compile(r"(?:He|She|They)\b")
_AGO = re.compile(r"^\s+ago\b")
_LATER = re.compile(r"^\s+later\b|^\s+on\b,", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:after|for|over|lasting|lasted|within|spanning|a\s+(?:period|span|run|reign|total)\s+of|or)\s+$", re.IGNORECASE)
_AFTER_IT = re.compile(r"^\s+(?:after|before|earlier|since)\b", re.IGNORECASE)
_ENDS = re.compile(r"^\s*(?:[,.;)—–]|$|of\s+(?:service|work|rule|war|use|operation)\b|in\s+(?:office|power|business|charge|use|service|operation)\b|later\b)")
_TIED = re.compile(
    r"(?:[\s,(—–-]|\b(?:later|after|for|over|or|lasting|within|spanning|about|some|just|only|exactly|in|on|of|from|between|since|that\s+is|"
    r"an?|the|period|span|run|reign|total)\b)*"
)
_ANNIVERSARY = re.compile(r"^\s+(?:anniversary|birthday|year\s+in\s+business|jubilee)\b", re.IGNORECASE)
_ANOTHER = re.compile(r"\band\s+(?:[A-Z]|his|her|their|its|a\b|the\b)|\b(?:whose|father|mother|son|daughter|brother|sister|wife|husband|who\s+died)\b")
_MOST_POINTS = 12
_CLOSE = 60  # characters
_FIRST = 3  # sentences in which a full date is that of the day


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


def a16_elapsed(passage: Passage) -> Iterator[Pitfall]:
    """Yield each age and each stretch of years that the years given with it do not make."""
    points = _points(passage)
    yield from _age_of_sentence_before(passage, points)
    for each in passage.all_quantities if points else ():
        number = _years_of(passage, each)
        if number is None:
            continue
        found = _age(passage, each, points) or _stretch(passage, each, points)
        if found is None:
            continue
        yield from _judge(each, number, found)


def _judge(stated: Quantity, number: int, found: Found) -> Iterator[Pitfall]:
    gone = found.end - found.start
    if gone >= 0 and not _allows(stated, number, gone, found.allowed):
        message = f"from {found.start} to {found.end} are {gone} years, not {stated.text}"
        yield Pitfall(message, (*found.named, stated), f"{found.end} - {found.start} = {gone}")


def _age_of_sentence_before(passage: Passage, points: tuple[Point, ...]) -> Iterator[Pitfall]:
    """Yield "Lind is 50. She was born in 1980", where the day of the article is known."""
    before, now = passage.previous, reference_year(passage.reading)
    if before is None or now is None or len(points) != 1 or not _PRONOUN.match(passage.text):
        return
    born = points[0]
    if not _BORN.search(left(passage, born.quantity)) or _points(before):
        return
    ages = [each for each in before.quantities if _is_age(before, each)]
    if len(ages) == 1 and len(before.quantities) == 1 and _is_present(before, ages[0]):
        number = _years_of(before, ages[0])
        if number is not None:
            yield from _judge(ages[0], number, Found(born.year, now, _AGES, (born.quantity,)))


def _is_age(passage: Passage, quantity: Quantity) -> bool:
    ages = {QuantityKind.AGE, QuantityKind.COUNT}
    return quantity.kind in ages and _years_of(passage, quantity) is not None


def _allows(quantity: Quantity, number: int, gone: int, allowed: tuple[int, ...]) -> bool:
    """Return whether so many years are what was said, as exactly as it was said."""
    if quantity.modifier in _FLOORS:
        return gone >= number + allowed[0]
    rough = max(_ROUGH, number * _ROUGH // 20) if quantity.modifier in _ROUGHLY else 0
    return number + allowed[0] - rough <= gone <= number + allowed[-1] + rough


_ROUGH = 2  # years, or a tenth: "about 30 years" is said of 27
_CEILINGS = {Modifier.LESS_THAN, Modifier.AT_MOST}
_FLOORS = {Modifier.MORE_THAN, Modifier.AT_LEAST, Modifier.JUST_OVER}
_ROUGHLY = {Modifier.APPROXIMATE, Modifier.JUST_UNDER, Modifier.JUST_OVER}
_AGES, _STRETCHES = (0, 1), (-1, 0, 1)
"""Who is 50 was born 50 or 51 years ago. Parts of the first and last year may count or not."""


def _points(passage: Passage) -> tuple[Point, ...]:
    """Return the years of the sentence in order, of a date its year; a span is two."""
    found: list[Point] = []
    for each in passage.all_quantities:
        if len(found) >= _MOST_POINTS:
            break  # a table of years, and no sentence
        if each.kind not in {QuantityKind.YEAR, QuantityKind.DATE} or not each.date:
            continue
        if not _DIGITS.search(each.text):
            continue  # "last year" and "Wednesday" say no year
        span, year = _SPAN.match(each.date), _YEAR.match(each.date)
        if span:
            last = span[2] if len(span[2]) == 4 else span[1][:2] + span[2]
            found += [Point(int(span[1]), each), Point(int(last), each)]
        elif year:
            found.append(Point(int(year[1]), each))
    return tuple(found)


def _years_of(passage: Passage, quantity: Quantity) -> int | None:
    """Return the years that a quantity says: an age, a length in years, the rank of an anniversary."""
    value = quantity.value
    if value is None or value != value.to_integral_value() or quantity.modifier in _CEILINGS:
        return None
    length = quantity.kind is QuantityKind.DURATION and quantity.unit in {"year", "decade"}
    ranked = quantity.kind is QuantityKind.ORDINAL and _ANNIVERSARY.match(right(passage, quantity))
    bare = quantity.kind is QuantityKind.COUNT and _OLD.match(right(passage, quantity))
    aged = bare and value < 120 and _AGED.search(left(passage, quantity))
    if quantity.kind is QuantityKind.AGE or length or ranked or aged:
        return int(value) * (10 if quantity.unit == "decade" else 1)
    return None


def _age(passage: Passage, age: Quantity, points: tuple[Point, ...]) -> Found | None:
    """Return the years of birth and of the moment at which somebody is said to be of an age."""
    if age.kind not in {QuantityKind.AGE, QuantityKind.COUNT}:
        return None
    lived = next((pair for pair in pairwise(points) if pair[0].quantity is pair[1].quantity), None)
    if lived and "(" in left(passage, lived[0].quantity)[-1:] and _near(passage, age, lived[0].quantity):
        return Found(lived[0].year, lived[1].year, _AGES, (lived[0].quantity,))
    born = next((p for p in points if _starts(passage, age, p.quantity)), None)
    if born is None or not _near(passage, age, born.quantity):
        return None
    others = [p for p in points if p is not born and p.year > born.year]
    event = next((p for p in others if _is_moment_of(passage, age, p.quantity)), None)
    event = event or next((p for p in others if _SAID.search(left(passage, p.quantity))), None)
    if event:
        return Found(born.year, event.year, _AGES, (born.quantity, event.quantity))
    now = reference_year(passage.reading) if not others and _is_present(passage, age) else None
    return Found(born.year, now, _AGES, (born.quantity,)) if now else None


def _starts(passage: Passage, age: Quantity, year: Quantity) -> bool:
    """Return whether a year is that of a birth, or that a thing of so many years was built in."""
    before = left(passage, year)
    thing = "old" in (age.unit_text or "") and _BUILT.search(before)
    return bool(thing or _BORN.search(before))


def _is_present(passage: Passage, age: Quantity) -> bool:
    """Return whether an age is that of today: "Roe, 50," and not "50 when she won"."""
    told = age.kind is QuantityKind.AGE or _AGED.search(left(passage, age))
    return bool(told) and not _THEN.search(right(passage, age)[:30])


def _near(passage: Passage, one: Quantity, other: Quantity) -> bool:
    """Return whether two quantities stand close by, with no other person between them."""
    words = _words_between(passage, one, other)
    return len(words) <= _CLOSE and not _ANOTHER.search(words)


def _words_between(passage: Passage, one: Quantity, other: Quantity) -> str:
    first, second = (one, other) if one.span.start < other.span.start else (other, one)
    return gap(passage, first, second)


def _is_moment_of(passage: Passage, age: Quantity, moment: Quantity) -> bool:
    """Return whether an age is that of the year next to it: aged 50 in 2026; died in 2010 at 80."""
    words = _words_between(passage, age, moment)
    if len(words) > 30 or is_broken(words) or _ANOTHER.search(words):
        return False
    if moment.span.start < age.span.start:
        return bool(_AT_EVENT.search(left(passage, age)))
    return bool(_AT_EVENT.search(left(passage, age))) or re.search(r"\bin\s+$", words) is not None


def _stretch(passage: Passage, length: Quantity, points: tuple[Point, ...]) -> Found | None:
    """Return the years between which a stretch of years is said to lie."""
    if length.kind is QuantityKind.ORDINAL:
        return _anniversary(passage, points)
    if length.kind is not QuantityKind.DURATION:
        return None
    behind = right(passage, length)
    if _AGO.match(behind):
        return _until_now(passage, length, points)
    between = _both_ends(passage, length, points)
    if between:
        first, last = between
        return Found(first.year, last.year, _STRETCHES, (first.quantity, last.quantity))
    return _since(passage, length, points)


def _since(passage: Passage, length: Quantity, points: tuple[Point, ...]) -> Found | None:
    """Return the year of "for 40 years, since 1998", and the present one."""
    now = reference_year(passage.reading)
    if len(points) != 1 or now is None or not _AFTER.search(left(passage, length)):
        return None
    words = gap(passage, length, points[0].quantity)
    if re.fullmatch(r",?\s*(?:ever\s+)?since\s+", words) and points[0].year < now:
        return Found(points[0].year, now, _STRETCHES, (points[0].quantity,))
    return None


def _until_now(passage: Passage, length: Quantity, points: tuple[Point, ...]) -> Found | None:
    """Return the year that stands beside "40 years ago", and the present one."""
    now = reference_year(passage.reading)
    for each in points:
        if now is None:
            return None
        words = _words_between(passage, length, each.quantity)
        close = re.fullmatch(r"(?:\s+ago)?\s*[,(—–]?\s*(?:in|or|some|about|that\s+is)?\s*", words)
        if close and each.year < now:
            return Found(each.year, now, _STRETCHES, (each.quantity,))
    return None


def _both_ends(
    passage: Passage, length: Quantity, points: tuple[Point, ...]
) -> tuple[Point, Point] | None:
    """Return the two years that a stretch is said to run between, in order."""
    before = left(passage, length)
    behind = right(passage, length)
    if len(points) == 1 and _LATER.match(behind) and passage.previous:
        earlier = _points(passage.previous)
        told = _words_between(passage, length, points[0].quantity)
        if len(earlier) == 1 and re.fullmatch(r"\s+later,?\s*(?:in|on)?\s*", told):
            return earlier[0], points[0]
    if len(points) != 2:
        return None
    first, last = sorted(points, key=lambda point: point.year)
    spoken = _LATER.match(behind) or _AFTER_IT.match(behind)
    told = (_AFTER.search(before) or re.search(r"[,(—–]\s*(?:or\s+|a\s+)?$", before)) and _ENDS.match(behind)
    tied = any(_TIED.fullmatch(_words_between(passage, length, p.quantity)) for p in points)
    if (spoken or told) and tied and first.year != last.year:
        return first, last
    return None


def _anniversary(passage: Passage, points: tuple[Point, ...]) -> Found | None:
    """Return the year in which something began and that of its anniversary."""
    start = next((p for p in points if _BEGAN.search(left(passage, p.quantity)) or _BORN.search(left(passage, p.quantity))), None)
    if start is None:
        return None
    others = [p for p in points if p is not start]
    if len(others) == 1 and others[0].year > start.year:
        return Found(start.year, others[0].year, (0,), (start.quantity, others[0].quantity))
    now = None if others else reference_year(passage.reading)
    return Found(start.year, now, _STRETCHES, (start.quantity,)) if now else None


def reference_year(reading: Reading) -> int | None:
    """Return the year of publication; where unknown, that of a full date at the top of the article."""
    if reading.published:
        return reading.published.year
    years = [
        int(each.quantity.date[:4])
        for each in reading.source.within(frozenset(_top(reading)))
        if each.quantity.date and re.fullmatch(r"\d{4}-\d\d-\d\d", each.quantity.date)
    ]
    return max(years, default=None)


def _top(reading: Reading) -> list[str]:
    return [each.sentence_id for each in reading.source.article.sentences[:_FIRST]]


CHECKS = (
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
