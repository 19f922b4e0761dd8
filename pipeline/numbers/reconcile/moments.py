"""Moments: comparing dates, years and clock times, each as far as it is known."""

import re

from pipeline.numbers.reconcile.comparison import Comparison, quoted, spelling
from schemas import Quantity, QuantityKind, Status

POINTS_IN_TIME = frozenset({QuantityKind.DATE, QuantityKind.YEAR, QuantityKind.TIME})
"""Checked although they are no items of the worklist."""
_SPAN = re.compile(
    r"/|(?<=\d{4})\s*[-–]\s*(?=\d{4})|\s+(?:to|and|until|through)\s+"
)  # between the ends of an interval
_ENDS = 2
_NOON = re.compile(r"\b\d[\d:.]*\s*[ap]\.?m\b", re.IGNORECASE)


def compare_moments(stated: Quantity, source: Quantity) -> Comparison | None:
    """Compare points in time: a date bears out its own parts, an interval its ends.

    "Mid-2026" is no "mid-2025", and of a date to which the source gives no year, the year cannot
    be judged.
    """
    if not stated.date or not source.date:
        return None
    if stated.date == source.date:
        return _part_of_year_differs(stated, source) or spelling(stated, source)
    if _NOON.search(stated.text) and _NOON.search(source.text):
        return None  # both say whether it is before noon
    if _SPAN.split(stated.date) == _SPAN.split(source.date):
        return spelling(stated, source)
    if _moves_one_end(stated.date, source.date):
        return Comparison(Status.CHANGED, "range", f"the source says {quoted(source)}")
    if any(_is_part(stated.date, end) for end in _SPAN.split(source.date)):
        return Comparison(Status.REFORMATTED, "reformatted", f"part of {quoted(source)}")
    if _only_year_is_new(stated.date, source.date):
        reason = f"the source says {quoted(source)} and no year"
        return Comparison(Status.UNCLEAR, "year_unsaid", reason)
    return None


def _moves_one_end(date: str, other: str) -> bool:
    """Return whether an interval keeps one end of the other and moves the other end."""
    mine, theirs = _SPAN.split(date), _SPAN.split(other)
    if not len(mine) == len(theirs) == _ENDS:
        return False
    return [one == two for one, two in zip(mine, theirs, strict=True)].count(True) == 1


def _part_of_year_differs(stated: Quantity, source: Quantity) -> Comparison | None:
    said, meant = _part_of_year(stated), _part_of_year(source)
    if not said or said == meant:
        return None
    if meant:
        return Comparison(Status.CHANGED, "part_of_year", f"the source says {quoted(source)}")
    return Comparison(Status.UNCLEAR, "part_of_year", f"the source says only {quoted(source)}")


def _part_of_year(quantity: Quantity) -> str:
    """Return early, mid or late where the words of a date narrow its year."""
    first = re.match(r"[a-z]+", quantity.text.lower())
    return first[0] if first and first[0] in {"early", "mid", "late"} else ""


def _only_year_is_new(date: str, other: str) -> bool:
    """Return whether a date is the other one with a year put to it."""
    mine, theirs = _date_parts(date), _date_parts(other)
    said = [(one, two) for one, two in zip(mine[1:], theirs[1:], strict=True) if one]
    return bool(mine[0] and not theirs[0] and said) and all(one == two for one, two in said)


def _is_part(date: str, whole: str) -> bool:
    """Return whether all that a date says is said by another one; 5:30 by 17:30 as well."""
    if ":" in date and ":" in whole:
        return not date.startswith("0") and _on_twelve_hours(date) == _on_twelve_hours(whole)
    parts = _date_parts(date), _date_parts(whole)
    agree = [mine == theirs for mine, theirs in zip(*parts, strict=True) if mine]
    return bool(agree) and all(agree)


def _on_twelve_hours(clock: str) -> str:
    """Return a clock time as the face of a clock shows it; what is noted as 17:30 reads 5:30."""
    hours, _, rest = clock.partition(":")
    return f"{int(hours) % 12}:{rest}"


def _date_parts(date: str) -> tuple[str, str, str]:
    """Split an ISO date as far as it is known into year, month or quarter, and day."""
    if date[:1] in {"Q", "H"}:
        return "", date, ""
    if not date[:1].isdecimal() and not date.startswith("--"):
        return date, "", ""
    year, _, rest = ("", "", date[2:]) if date.startswith("--") else date.partition("-")
    month, _, day = rest.partition("-")
    return year, month, day
