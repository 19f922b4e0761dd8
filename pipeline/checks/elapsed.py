"""Checks of the years between two points in time: ages, anniversaries, how long ago."""

import re
from collections.abc import Iterator

from pipeline.checks.ages import age_of_sentence_before, age_of_sentence_behind, age_told, is_birth
from pipeline.checks.beginnings import in_the_job, since_beginning
from pipeline.checks.check import Check, Pitfall
from pipeline.checks.context import gap, left, right
from pipeline.checks.lifetimes import lifetimes
from pipeline.checks.obituaries import ages_of_life
from pipeline.checks.passage import Passage
from pipeline.checks.year_points import (
    NTH_YEAR,
    STRETCHES,
    Found,
    Point,
    is_nth_year,
    judge_years,
    reference_year,
    words_between,
    year_points,
    years_of,
)
from schemas import Quantity, QuantityKind

_BEGAN = re.compile(
    r"\b(?:founded|established|opened|built|started|began|launched|created|formed|set\s+up|incorporated|"
    r"inaugurated|completed|introduced|married|joined|first\s+published|came\s+into\s+force|closed|died|won|moved)\b[^.;]{0,45}$",
    re.IGNORECASE,
)
_AGO = re.compile(r"^\s+ago\b")
_YEARS_AGO = re.compile(r"years\s+ago$")
_LATER = re.compile(r"^\s+later\b|^\s+on\b,", re.IGNORECASE)
_AFTER = re.compile(
    r"\b(?:after|for|over|spent|wait(?:ed)?|lasting|lasted|within|spanning|a\s+(?:period|span|run|reign|total)\s+of|or)\s+$",
    re.IGNORECASE,
)
_FOR = re.compile(
    _AFTER.pattern.replace("after|", "after|in|", 1) + r"|\bit\s+(?:is|was|has\s+been)\s+$",
    re.IGNORECASE,
)
_SINCE = re.compile(r"(?:\s*[,(]|\s)\s*(?:ever\s+)?since\s+(?:[^,;.()]{0,30}\bin\s+)?")
_OR = re.compile(
    r",\s+(?:or|for|that\s+is|an?\s+(?:run|span|stretch|period|spell)\s+of)\s+(?:about\s+|some\s+)?|\s+\("
)
_IN_ALL = re.compile(r"\s+in\s+(?:all|total)\b")
# "Her 25-year career, from 1990 to 2015", "the 25-year reign lasted from 1990 to 2015".
_CAREER = re.compile(r"\s+[a-z]+(?:,|\s+(?:lasted|ran|was))?\s+(?:from|between)\s+|\s+[a-z]+\s+\(")
_SPENT = re.compile(r"\b(?:spent|took|served|spend|lasted)\s+$")
_FROM = re.compile(
    r"(?:\s+(?:in|at|as|on)\s+(?:\w+\s+){0,2}\w+|\s+to\s+\w+)?,?\s+(?:from|between)\s+"
)
_AFTER_IT = re.compile(r"^\s+(?:after|before|earlier|since)\b", re.IGNORECASE)
_ENDS = re.compile(
    r"^\s*(?:[,.;)—–]|$|of\s+(?:service|work|rule|war|use|operation|marriage|membership)\b|in\s+(?:office|power|business|charge|use|service|operation|force|place|prison|jail|exile|hiding|orbit)\b|behind\s+bars\b|with\s+(?:the|his|her|its|a)\b|later\b|in\s+(?:all|total|full)\b)"
)
_TIED = re.compile(
    r"(?:[\s,(—–-]|\b(?:later|after|for|over|or|having\s+spent|until|lasting|within|spanning|about|some|just|only|exactly|in|on|of|from|between|since|that\s+is|"
    r"an?|the|period|span|run|reign|total)\b)*"
)


def a16_elapsed(passage: Passage) -> Iterator[Pitfall]:
    """Yield each age and each stretch of years that the years given with it do not make."""
    points = year_points(passage)
    yield from age_of_sentence_before(passage, points)
    yield from age_of_sentence_behind(passage)
    job = in_the_job(passage, points)
    if job:
        yield from judge_years(*job)
    yield from ages_of_life(passage)
    yield from lifetimes(passage, points)
    for each in passage.all_quantities if points else ():
        yield from _dated(passage, each, points)
        number = years_of(passage, each)
        if number is None:
            continue
        found = age_told(passage, each, points) or _stretch(passage, each, points)
        if found is None:
            continue
        yield from judge_years(each, number, found)


def _dated(passage: Passage, ago: Quantity, points: tuple[Point, ...]) -> Iterator[Pitfall]:
    """Judge "40 years ago" where it was read as the year that it is, the day being known."""
    now = reference_year(passage.reading)
    if now and ago.date and ago.kind is QuantityKind.YEAR and _YEARS_AGO.search(ago.text):
        found = _until_now(passage, ago, points)
        if found is not None:
            yield from judge_years(ago, now - int(ago.date[:4]), found)


def _stretch(passage: Passage, length: Quantity, points: tuple[Point, ...]) -> Found | None:
    """Return the years between which a stretch of years is said to lie."""
    if length.kind is QuantityKind.ORDINAL:
        return _anniversary(passage, length, points)
    if length.kind is not QuantityKind.DURATION:
        return None
    behind = right(passage, length)
    if _AGO.match(behind):
        return _until_now(passage, length, points)
    between = _both_ends(passage, length, points)
    if between:
        first, last = between
        return Found(first.year, last.year, STRETCHES, (first.quantity, last.quantity))
    return _since(passage, length, points) or since_beginning(passage, length, points)


def _since(passage: Passage, length: Quantity, points: tuple[Point, ...]) -> Found | None:
    """Return the year of "for 40 years, since 1998" or "since 1998, or 40 years", and the present one."""
    now = reference_year(passage.reading)
    if len(points) != 1 or now is None or points[0].year >= now:
        return None
    year, before = points[0].quantity, left(passage, length)
    words = words_between(passage, length, year)
    if year.span.start > length.span.start:
        said = bool(_FOR.search(before) and _SINCE.fullmatch(words))
    else:
        told = _OR.fullmatch(words) or (words == ", " and _IN_ALL.match(right(passage, length)))
        said = bool(told and _SINCE.search(left(passage, year)))
    return Found(points[0].year, now, STRETCHES, (year,)) if said else None


def _until_now(passage: Passage, length: Quantity, points: tuple[Point, ...]) -> Found | None:
    """Return the year that stands beside "40 years ago", and the present one."""
    now = reference_year(passage.reading)
    for each in points:
        if now is None:
            return None
        words = words_between(passage, length, each.quantity)
        close = re.fullmatch(r"(?:\s+ago)?\s*[,(—–]?\s*(?:in|or|some|about|that\s+is)?\s*", words)
        if close and each.year < now:
            return Found(each.year, now, STRETCHES, (each.quantity,))
    return None


def _both_ends(
    passage: Passage, length: Quantity, points: tuple[Point, ...]
) -> tuple[Point, Point] | None:
    """Return the two years that a stretch is said to run between, in order."""
    before = left(passage, length)
    behind = right(passage, length)
    if len(points) == 1 and _LATER.match(behind) and passage.previous:
        earlier = year_points(passage.previous)
        words = words_between(passage, length, points[0].quantity)
        if len(earlier) == 1 and re.fullmatch(r"\s+later,?\s*(?:in|on)?\s*", words):
            return earlier[0], points[0]
    if len(points) != 2:
        return None
    first, last = sorted(points, key=lambda point: point.year)
    spoken = _LATER.match(behind) or _AFTER_IT.match(behind)
    told = (
        _AFTER.search(before) or re.search(r"[,(—–]\s*(?:or\s+|a\s+)?$", before)
    ) and _ENDS.match(behind)
    if "-" in length.text and first.quantity.span.start > length.span.end:
        career = _CAREER.fullmatch(gap(passage, length, points[0].quantity))
        return (first, last) if career else None
    spent = _AFTER.search(before) or _SPENT.search(before)
    words = words_between(passage, length, first.quantity)
    if spent and _FROM.fullmatch(words) and first.quantity.span.start > length.span.end:
        return first, last
    tied = any(_TIED.fullmatch(words_between(passage, length, p.quantity)) for p in points)
    if (spoken or told) and tied and first.year != last.year:
        return first, last
    return None


def _anniversary(passage: Passage, rank: Quantity, points: tuple[Point, ...]) -> Found | None:
    """Return the year in which something began and that of its anniversary."""
    start = next(
        (
            p
            for p in points
            if _BEGAN.search(left(passage, p.quantity)) or is_birth(passage, p.quantity)
        ),
        None,
    )
    if start is None:
        return None
    others = [p for p in points if p is not start]
    if len(others) == 1 and others[0].year > start.year:
        allowed = NTH_YEAR if is_nth_year(passage, rank) else (0,)
        return Found(start.year, others[0].year, allowed, (start.quantity, others[0].quantity))
    now = None if others else reference_year(passage.reading)
    return Found(start.year, now, STRETCHES, (start.quantity,)) if now else None


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
