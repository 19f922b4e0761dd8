"""Checks of time: "latest" figures that are old, and dates told from the day of publication."""

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.checks.check import Check, Pitfall, needs
from pipeline.checks.passage import Passage, Reading
from pipeline.text.clauses import is_foretold
from schemas import Quantity, QuantityKind

_LATEST = re.compile(
    r"\b(?:latest|current|most recent|newest|up-to-date)\s+(?:\w+\s+){0,2}?"
    r"(?:figures?|data|numbers?|statistics|survey|census|report|estimates?|count|study|results)\b"
    r"|\b(?:figures?|data|statistics|numbers) (?:currently )?available\b",
    re.IGNORECASE,
)
_NEW = "latest current recent newest date available"
"""Without one of these words figures are not called the latest."""
_STALE = 3  # years
_REACH = 100  # characters from words of time to the figure that they are of


def b14_stale_date(passage: Passage) -> Iterator[Pitfall]:
    """Yield the year of "latest figures" where it lies three years or more before publication."""
    found = _LATEST.search(passage.text)
    newest = _newest_year(passage.reading) if found else None
    if found is None or newest is None:
        return
    for quantity in passage.all_quantities:
        year = _year(quantity) if _is_near(passage, quantity, found) else None
        if year is not None and newest - year >= _STALE:
            words = " ".join(found.group().split())
            message = f"“{words}” of {year}: is there anything newer?"
            yield Pitfall(message, (quantity,), f"{newest} - {year} = {newest - year} years")
            return


def _is_near(passage: Passage, quantity: Quantity, found: re.Match[str]) -> bool:
    at = passage.at(quantity.span)
    start, end = min(at.end, found.end()), max(at.start, found.start())
    return end - start < _REACH and ";" not in passage.text[start:end]


@lru_cache(maxsize=2)
def _newest_year(reading: Reading) -> int | None:
    """Return the year of publication; where it is unknown, the newest that the article tells of."""
    if reading.published:
        return reading.published.year
    years = (
        year
        for passage in reading.passages
        if not is_foretold(passage.text)
        for quantity in passage.all_quantities
        if (year := _year(quantity)) is not None
    )
    return max(years, default=None)


def _year(quantity: Quantity) -> int | None:
    """Return the year of a date as far as it is known."""
    said = quantity.kind in {QuantityKind.YEAR, QuantityKind.DATE}
    found = re.match(r"(1[6-9]|20)\d\d(?!\d)", quantity.date or "") if said else None
    return int(found.group()) if found else None


_OF_DAYS = (
    "today tonight yesterday tomorrow last next this ago "
    "monday tuesday wednesday thursday friday saturday sunday"
)
"""One of these words is in whatever tells a time from the day of publication."""
_TOLD = re.compile(
    r"\b(?<!USA )(?<!the )(?:today|tonight|yesterday|tomorrow|(?:last|next|this) (?:week|weekend|month|quarter|year|spring|"
    r"summer|autumn|fall|winter)|(?:a|one|two|three|four|five|six|\d{1,2}) (?:days?|weeks?|months?|years?) ago|"
    r"(?<!said )(?<!reporters )on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b",
    re.IGNORECASE,
)


def c06_relative_date(passage: Passage) -> Iterator[Pitfall]:
    """Yield the figures of a sentence whose time is told from the day of publication."""
    found = _TOLD.search(passage.text) if passage.quantities else None
    if found is None:
        return
    words = " ".join(found.group().split())
    day = next((q.date for q in passage.all_quantities if _is_at(passage, q, found)), None)
    if day:
        message = f"“{words}” is {day}, told from the day of publication"
    else:
        message = f"“{words}”: which date is that?"
    near = tuple(q for q in passage.quantities if _is_near(passage, q, found))
    if near:
        yield Pitfall(message, near, day)


def _is_at(passage: Passage, quantity: Quantity, found: re.Match[str]) -> bool:
    at = passage.at(quantity.span)
    return at.start < found.end() and found.start() < at.end and quantity.date is not None


CHECKS = (
    Check(
        "B14",
        "stale-date",
        "Figures called the latest are three years old or more.",
        fires="The latest figures, of 2019, count 300 boats; the port closed in 2024.",
        silent="The latest figures, of 2023, count 300 boats; the port closed in 2024.",
        settles="The newest release of the same series.",
        find=b14_stale_date,
        needs=needs(words=_NEW),
    ),
    Check(
        "C06",
        "relative-date",
        "The time of the figure is told from the day of publication: last month.",
        fires="The port lost 300 jobs last month.",
        silent="The port lost 300 jobs in March 2025.",
        settles="The date itself, from the day of publication.",
        find=c06_relative_date,
        needs=needs(words=_OF_DAYS),
    ),
)
