"""Moments: how one date, year or clock time stands to another, each as far as it is known."""

import re
from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

from pipeline.reconcile.values import Relation
from schemas import Quantity

_SPAN = re.compile(r"/|(?<=\d{4})\s*[-–]\s*(?=\d{4})|\s+(?:to|and|until|through)\s+")
_NOON = re.compile(r"\d\s*[ap]\.?m\b", re.IGNORECASE)
_ENDS = 2
_HALF_DAY = 12


class Moment(NamedTuple):
    """What a date says: year, month or part of the year, day, clock; None where it is silent."""

    year: str | None
    month: str | None
    day: str | None
    clock: str | None


def moments_of(date: str) -> tuple[Moment, ...]:
    """Return the moments of a date: two of an interval."""
    return tuple(_moment(each) for each in _SPAN.split(date))


def _moment(date: str) -> Moment:
    if ":" in date:
        return Moment(None, None, None, date)
    if date[:1] in {"Q", "H"}:
        return Moment(None, date, None, None)
    if not date[:1].isdecimal() and not date.startswith("--"):
        return Moment(date, None, None, None)
    year, _, rest = ("", "", date[2:]) if date.startswith("--") else date.partition("-")
    month, _, day = rest.partition("-")
    return Moment(year or None, month or None, day or None, None)


def ends_of(quantity: Quantity) -> tuple[Moment, ...]:
    """Return the two ends of an interval, each with what the other says of both; else nothing."""
    found = moments_of(quantity.date) if quantity.date else ()
    return found if len(found) == _ENDS else ()


class Calendar:
    """Quantities by all that their dates say, so that a moment is looked up."""

    def __init__(self, quantities: Iterable[Quantity]) -> None:
        """Take note of each date, by its place, under each part of it."""
        self._places: dict[Moment, list[int]] = {}
        self._without_year: dict[Moment, list[int]] = {}
        for place, quantity in enumerate(quantities):
            for moment in moments_of(quantity.date) if quantity.date else ():
                for part in _parts(moment):
                    self._places.setdefault(part, []).append(place)
                    if not moment.year:
                        self._without_year.setdefault(part, []).append(place)

    def saying(self, moment: Moment, most: int) -> list[int]:
        """Return the places of the first dates that say all of a moment, but perhaps its year."""
        told = moment._replace(clock=_on_twelve(moment.clock) if moment.clock else None)
        found = set(self._places.get(told, ())[: 2 * most])  # each twice: an interval has two ends
        if moment.year:
            found.update(self._without_year.get(told._replace(year=None), ())[: 2 * most])
        return sorted(found)[:most]


def _parts(moment: Moment) -> Iterator[Moment]:
    """Yield all that a moment says: "9 June" says June; nothing at all among it."""
    clock = _on_twelve(moment.clock) if moment.clock else None
    for parts in product(*({each, None} for each in (*moment[:3], clock))):
        yield Moment(*parts)


def relate_moments(stated: Quantity, source: Quantity) -> Relation | None:
    """Return how a date of the source stands to a stated one; None where they say different things.

    A date bears out its own parts, an interval its ends; a year that is added is not borne out.
    """
    if not stated.date or not source.date:
        return None
    mine, theirs = moments_of(stated.date), moments_of(source.date)
    told_noon = _NOON.search(stated.text) and (_NOON.search(source.text) or _is_late(theirs[0]))
    if told_noon and mine[0].clock and theirs[0].clock and mine != theirs:
        return Relation.NEAR
    if mine == theirs:
        return (
            Relation.EQUAL
            if _part_of_year(stated) in {"", _part_of_year(source)}
            else Relation.ROUNDED
        )
    if len(mine) == len(theirs) == _ENDS and (mine[0] == theirs[0]) is not (mine[1] == theirs[1]):
        return Relation.RANGE
    if all(any(_says(theirs_, each) for theirs_ in theirs) for each in mine):
        return Relation.EQUAL
    if any(_only_adds_year(each, other) for each in mine for other in theirs):
        return Relation.HEDGED
    if any(_share_a_part(each, other) for each in mine for other in theirs):
        return Relation.NEAR
    return Relation.OTHER if _same_shape(mine[0], theirs[0]) else None


def _is_late(moment: Moment) -> bool:
    """Return whether a time of day is written on twenty-four hours: 17:30."""
    hours = (moment.clock or "").partition(":")[0]
    return hours.isdecimal() and int(hours) > _HALF_DAY


def _part_of_year(quantity: Quantity) -> str:
    """Return early, mid or late where the words of a date narrow its year."""
    first = re.match(r"[a-z]+", quantity.text.lower())
    return first[0] if first and first[0] in {"early", "mid", "late"} else ""


def _says(whole: Moment, part: Moment) -> bool:
    """Return whether all that a moment says is said by another; 5:30 by 17:30 as well."""
    if part.clock and whole.clock:
        return _on_twelve(part.clock) == _on_twelve(whole.clock)
    said = [(mine, theirs) for mine, theirs in zip(part, whole, strict=True) if mine]
    return bool(said) and all(mine == theirs for mine, theirs in said)


def _on_twelve(clock: str) -> str:
    hours, _, rest = clock.partition(":")
    return f"{int(hours) % _HALF_DAY}:{rest}" if hours.isdecimal() else clock


def _only_adds_year(stated: Moment, source: Moment) -> bool:
    rest = stated[1:3] == source[1:3] and any(stated[1:3])
    return bool(stated.year and not source.year and rest)


def _share_a_part(stated: Moment, source: Moment) -> bool:
    return any(mine and mine == theirs for mine, theirs in zip(stated, source, strict=True))


def _same_shape(one: Moment, other: Moment) -> bool:
    return [bool(each) for each in one] == [bool(each) for each in other]
