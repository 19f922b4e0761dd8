"""Beginnings: the year in which something began, and how long it is said to have gone on since."""

import re

from pipeline.checks.context import is_broken, left, right
from pipeline.checks.passage import Passage
from pipeline.checks.year_points import (
    STRETCHES,
    Found,
    Point,
    reference_year,
    words_between,
    years_of,
)
from schemas import Quantity

_VERBS = (
    r"(?:founded|established|opened|built|started|began|launched|created|formed|set\s+up|inaugurated|introduced|joined|"
    r"appointed|elected|passed|signed|hired|bought|acquired|purchased|married|took\s+over|moved\s+to)"
)
_BEGAN = re.compile(r"\b" + _VERBS + r"\b[^.;]{0,45}$", re.IGNORECASE)
_BEGINS = re.compile(r"^,?\s+(?:\w+\s+){0,3}" + _VERBS + r"\b", re.IGNORECASE)
# It goes on: has run for 30 years, went bankrupt after 30 years, which makes 30 years, in its 30 years.
_UNTIL_NOW = re.compile(
    r"\b(?:ha[sv]e?\b[^.;]{0,60}\bfor(?:\s+the\s+(?:past|last))?|after|mak(?:es|ing)|mark(?:s|ing)|celebrat(?:es|ing)|(?:over|in)\s+(?:its|his|her|their))\s+$"
)
_FOR = re.compile(r"\b(?:for|after)\s+$")
_ENDS = re.compile(
    r"^(?:\s*[,.)—–]|\s*$|\s+(?:of\s+(?:service|work|marriage|history|operation)|in\s+office)\b)"
)
_UNTIL = re.compile(
    r"^,?\s+(?:until|to|through|up\s+to|ending\s+in)\s+(?:[A-Z][a-z]+\s+)?$|"
    r"^,?\s+(?:before|until)\s+(?:it|he|she|they)\s+(?:\w+\s+){1,2}in\s+(?:[A-Z][a-z]+\s+)?$"
)
# With them somebody or something else is spoken of than what began.
_OTHER = re.compile(
    r"\b(?:who|whose|another|where)\b|\b(?:and|but)\s+(?:[A-Z]|his|her|their|its|the|an?|two|both)\b|\bby\s+an?\b"
)
_HAVING = re.compile(r"^,?\s+having\b[^,;]{0,50}$")
_JOB = re.compile(
    r"^\s+(?:in\s+(?:the|that|this)\s+(?:job|post|role|office|seat|chair)|in\s+(?:office|charge|power|post)|"
    r"at\s+the\s+(?:helm|top|head)|on\s+the\s+(?:board|bench|council))\b"
)
_TOOK_UP = re.compile(
    r"^(?:He|She|They)\s+(?:was|were|has|joined|took|became|came|started|began)\b"
)
_DECADE = 10


def since_beginning(passage: Passage, length: Quantity, points: tuple[Point, ...]) -> Found | None:
    """Return the years between which something has gone on since it began in a year of the sentence."""
    starts = [each for each in points if is_beginning(passage, each.quantity)]
    number = years_of(passage, length)
    if len(starts) != 1 or number is None:
        return None
    words = words_between(passage, starts[0].quantity, length)
    late = starts[0].quantity.span.start > length.span.start and not _HAVING.match(words)
    if late or is_broken(words) or _OTHER.search(words):
        return None
    others = [each for each in points if each is not starts[0]]
    found = (
        _until_now(passage, length, starts[0])
        if not others
        else _until(passage, length, starts[0], others)
    )
    return found if found and is_doubtful(number, found) else None


def _until_now(passage: Passage, length: Quantity, start: Point) -> Found | None:
    """Return the years of "founded in 1990, has made pumps for 35 years"."""
    now = reference_year(passage.reading)
    goes_on = _UNTIL_NOW.search(left(passage, length)) and _ENDS.match(right(passage, length))
    if now is None or not goes_on:
        return None
    return Found(start.year, now, STRETCHES, (start.quantity,))


def _until(passage: Passage, length: Quantity, start: Point, others: list[Point]) -> Found | None:
    """Return the years of "in 1990 she bought a farm that she kept for 20 years, until 2010"."""
    last = next((each for each in others if each.quantity.span.start > length.span.start), None)
    if last is None or len(others) > 1 or not _FOR.search(left(passage, length)):
        return None
    if not _UNTIL.match(words_between(passage, length, last.quantity)):
        return None
    return Found(start.year, last.year, STRETCHES, (start.quantity, last.quantity))


def in_the_job(passage: Passage, points: tuple[Point, ...]) -> tuple[Quantity, int, Found] | None:
    """Return "after 20 years in the job" of the sentence before "He was appointed in 2010"."""
    before, now = passage.previous, reference_year(passage.reading)
    if before is None or now is None or len(points) != 1 or not _TOOK_UP.match(passage.text):
        return None
    if not is_beginning(passage, points[0].quantity):
        return None
    lengths = [each for each in before.quantities if _JOB.match(right(before, each))]
    number = years_of(before, lengths[0]) if len(lengths) == 1 else None
    found = Found(points[0].year, now, STRETCHES, (points[0].quantity,))
    return (lengths[0], number, found) if number is not None else None


def is_beginning(passage: Passage, year: Quantity) -> bool:
    """Return whether something began in a year: founded in 1990; in 1990 she bought a farm."""
    began = _BEGAN.search(left(passage, year))
    opens = re.match(r"^\s*In\s+$", left(passage, year)) and _BEGINS.match(right(passage, year))
    return bool(began or opens)


def is_doubtful(number: int, found: Found) -> bool:
    """Return whether the stretch is longer than can be, or a slip of the whole.

    What lasted shorter may have begun later, so there only two swapped digits or a wrong decade tell.
    """
    gone = found.end - found.start
    swapped = f"{number:02}" == f"{gone:02}"[::-1]
    return number > gone or swapped or gone - number == _DECADE
