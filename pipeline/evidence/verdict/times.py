"""Times: which years, and parts of a year, a figure is of, and whether two figures agree on them.

"Last year" counts from the day of publication; a financial year is of both of its years.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

_YEAR = re.compile(r"y?(\d{4})(?:[-–/](\d\d))?(?![\d])")
_MONTH = re.compile(r"(?:\d{4}|-)-(\d\d)(?!\d)")
_QUARTER = re.compile(r"\b([QH])([1-4])\b")
_AGO = re.compile(r"(\d+|two|three|four|five|six|seven|eight|nine|ten)-years-ago$")
_COUNTS = dict(
    zip("two three four five six seven eight nine ten".split(), range(2, 11), strict=True)
)
_TURNS = {"previous": -1, "this": 0, "next": 1}
_YEARLY = frozenset({"year", "season", "term", "session"})
_PART = re.compile(r"(?:m\d+|[qh][1-4]|s-\w+)$")
_CENTURY, _MONTHS = 100, 12
_MONTHS_OF = {"q": 3, "h": 6}


class Times(NamedTuple):
    """What is said of the time of a figure."""

    years: frozenset[int]
    parts: frozenset[str]
    """Months, quarters, half years and seasons: `m7`, `q3`."""

    @property
    def latest(self) -> tuple[int, int] | None:
        """The year, and the last month that is named, to tell which of two times is newer."""
        if not self.years:
            return None
        months = [_month_of(part) for part in self.parts]
        return max(self.years), max(months, default=_MONTHS)


def times_of(
    names: Iterable[str], dates: Iterable[str] = (), published: date | None = None
) -> Times:
    """Return the years and parts of years among the times that a sentence names, and its dates.

    `names` are those of `reconcile.readings`, `dates` are ISO 8601 as in `Quantity.date`.
    """
    years: set[int] = set()
    parts: set[str] = set()
    for name in names:
        if _PART.match(name):
            parts.add(name)
        else:
            years.update(_years(name))
            years.update(_relative(name, published))
    for each in dates:
        years.update(_years(each))
        parts.update(f"m{int(found[1])}" for found in _MONTH.finditer(each) if _is_month(each))
        parts.update(f"{kind.lower()}{number}" for kind, number in _QUARTER.findall(each))
    return Times(frozenset(years), frozenset(parts))


def _is_month(written: str) -> bool:
    """Return whether a date is of a month, and not of two years such as 2024-25."""
    found = _YEAR.match(written)
    return not (found and found[2] and _is_second(int(found[1]), int(found[2])))


def _is_second(first: int, second: int) -> bool:
    return (first + 1) % _CENTURY == second


def _years(written: str) -> Iterator[int]:
    for found in _YEAR.finditer(written):
        first = int(found[1])
        yield first
        if found[2] and _is_second(first, int(found[2])):
            yield first + 1


def _relative(name: str, published: date | None) -> Iterator[int]:
    if published is None:
        return
    turn, _, unit = name.partition("-")
    if unit in _YEARLY and turn in _TURNS:
        yield published.year + _TURNS[turn]
    elif found := _AGO.match(name):
        yield published.year - (_COUNTS.get(found[1]) or int(found[1]))


def _month_of(part: str) -> int:
    kind, number = part[0], part[1:]
    if not number.isdecimal():
        return _MONTHS
    return int(number) * _MONTHS_OF.get(kind, 1)


def agreement(
    mine: frozenset[int] | frozenset[str], theirs: frozenset[int] | frozenset[str]
) -> float:
    """Return 1 where two times are the same, 0.5 where they share a part, -1 where they do not.

    0 where one of them is not said.
    """
    if not mine or not theirs:
        return 0.0
    if mine == theirs:
        return 1.0
    return 0.5 if mine & theirs else -1.0
