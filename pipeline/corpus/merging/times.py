"""Times: of which year, month, day or season a figure is, as marks that can be compared.

"y:2019", "m:3", "q:1", "h:2", "d:monday", "n:overnight", "p:ago", "r-year:-1". A year that is told from the day of writing, "last year", is
that year where the article says when it was published.
"""

import re
from collections.abc import Iterable
from datetime import date

_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_MONTH = {name: at for at, name in enumerate(_MONTHS, start=1)}
_RANKS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_WHICH = {"last": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "overnight")
_PAST = ("years", "months", "decades")
LONG_AGO = "p:ago"
"""The mark of what was years or months ago."""
_BEGINS = frozenset((*_MONTHS, *_RANKS, *_WHICH, *_DAYS, *_PAST))
_WORD = re.compile(r"\w+")
_TIME = re.compile(
    rf"\b(?:(?P<year>(?:19|20)\d\d)|(?P<month>{'|'.join(_MONTHS)})"
    r"|(?P<rank>first|second|third|fourth) (?:quarter|three months)"
    r"|(?P<day>(?:mon|tues|wednes|thurs|fri|satur|sun)day)|(?P<night>overnight)"
    r"|(?P<ago>(?:years|months|decades) (?:ago|earlier|before))"
    r"|(?P<half>first|second) (?:half|six months)"
    r"|(?P<which>last|previous|this|current|next|coming) "
    r"(?P<unit>year|season|month|week|quarter|decade|summer|winter|spring|autumn))\b",
    re.IGNORECASE,
)


def split_times(text: str, published: date | None) -> tuple[frozenset[str], str]:
    """Return the marks of every time that a text names, and the text without them."""
    if not _may_name_one(text):
        return frozenset(), text
    marks: set[str] = set()

    def taken(found: re.Match[str]) -> str:
        if not _is_time(found):
            return found[0]
        marks.add(_mark(found, published))
        return " "

    rest = _TIME.sub(taken, text)
    return frozenset(marks), rest


def _may_name_one(text: str) -> bool:
    """Return whether a text has a word with which a time begins: most have none, and that is quick."""
    return "19" in text or "20" in text or not _BEGINS.isdisjoint(_WORD.findall(text.lower()))


def times_in(text: str, published: date | None) -> tuple[str, ...]:
    """Return the marks of every time that a text names, sorted, each once."""
    return tuple(sorted(split_times(text, published)[0])) if text.strip() else ()


def without_times(text: str) -> str:
    """Return a text without the words that name a time."""
    return split_times(text, None)[1]


def _is_time(found: re.Match[str]) -> bool:
    """Return whether a month is not the verb: "may" and "march" in small letters are none."""
    return not found["month"] or found["month"][0].isupper()


def _mark(found: re.Match[str], published: date | None) -> str:
    if found["year"]:
        return f"y:{found['year']}"
    if found["month"]:
        return f"m:{_MONTH[found['month'].lower()]}"
    if found["rank"]:
        return f"q:{_RANKS[found['rank'].lower()]}"
    if found["half"]:
        return f"h:{_RANKS[found['half'].lower()]}"
    if found["ago"]:
        return LONG_AGO
    if found["day"]:
        return f"d:{found['day'].lower()}"
    if found["night"]:
        return "n:overnight"
    shift, unit = _WHICH[found["which"].lower()], found["unit"].lower()
    if unit == "year" and published:
        return f"y:{published.year + shift}"
    return f"r-{unit}:{shift}"


def by_sort(marks: Iterable[str]) -> dict[str, set[str]]:
    """Return the marks by what they tell: year, month, quarter, day, the season told from today."""
    found: dict[str, set[str]] = {}
    for mark in marks:
        sort, _, value = mark.partition(":")
        found.setdefault(sort, set()).add(value)
    return found
