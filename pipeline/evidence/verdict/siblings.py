"""Siblings: the cells of a table, or numbers of a sentence, of the same thing at other times.

Which of them is the newest tells which is meant where a figure names no time.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.evidence.library.searching import Stored
from pipeline.evidence.verdict.times import Times, times_of
from pipeline.numbers.read import find_quantities
from pipeline.reconcile.frames import Frame, told_by
from pipeline.reconcile.readings import SentenceReading
from pipeline.text.words import content_stems

Number = tuple[int, int]
"""A number of a library: its passage, and its column or its place in the sentence."""


class Dated(NamedTuple):
    """A heading or label: the time that it names, and the stems of its other words."""

    times: Times
    stems: frozenset[str]


@lru_cache(maxsize=16_384)
def dated(text: str) -> Dated:
    """Return what a heading or a label says of time, and what else it says."""
    quantities = find_quantities(text)
    dates = [each.date for each in quantities if each.date]
    names = [name for name, _, _ in SentenceReading(text).times]
    rest = list(text)
    for each in quantities:
        if each.date:
            rest[each.span.start : each.span.end] = " " * (each.span.end - each.span.start)
    stems = (stem for stem in content_stems("".join(rest)) if not stem.isdecimal())
    return Dated(times_of(names, dates), frozenset(stems))


def labels_of(row: Stored) -> str:
    """Return the labels of a row as one text."""
    if row.row is None:
        return ""
    pairs = zip(row.row.cells, row.part.columns, strict=True)
    return ", ".join(cell for cell, column in pairs if column.is_label and cell)


class Sibling(NamedTuple):
    """A number among those of the same thing at other times."""

    thing: int
    newer: int
    """How many of them are of a later time."""


def siblings(rows: Sequence[Stored]) -> Mapping[Number, Sibling]:
    """Return the cells of some rows of a table that have siblings, with how many are newer.

    Cells that name no time, or that are the only one of their thing, are left out.
    """
    of_a_thing: dict[tuple[frozenset[str], ...], dict[Number, tuple[int, int]]] = {}
    for row in rows:
        if row.row is None:
            continue
        label, group = dated(labels_of(row)), dated(row.row.group)
        for at, column in enumerate(row.part.columns):
            if column.is_label or not row.row.cells[at]:
                continue
            heading = dated(column.heading)
            latest = _latest(heading.times, label.times, group.times)
            if latest is not None:
                key = label.stems, group.stems, heading.stems
                of_a_thing.setdefault(key, {})[row.passage, at] = latest
    found: dict[Number, Sibling] = {}
    for cells in of_a_thing.values():
        moments = sorted(set(cells.values()), reverse=True)
        if len(moments) > 1:
            thing = min(cells)[0] * _COLUMNS + min(cells)[1]
            found |= {cell: Sibling(thing, moments.index(moment)) for cell, moment in cells.items()}
    return found


_COLUMNS = 100_000


def siblings_in(passage: int, frames: Iterable[Frame]) -> Mapping[Number, Sibling]:
    """Return the numbers of a sentence that have siblings, by passage and place in the sentence.

    Those of one unit or noun are of one thing. One that is told for comparison ("against 52", "from
    52", "52 a year before") is older than all that name a year; one that names no time is the
    newest.
    """
    of_a_thing: dict[object, list[Frame]] = defaultdict(list)
    for frame in frames:
        if thing := frame.quantity.unit or frame.noun:
            of_a_thing[thing].append(frame)
    found: dict[Number, Sibling] = {}
    for some in of_a_thing.values():
        moments = [_moment(each, some) for each in some]
        order = sorted(set(moments), reverse=True)
        if len(order) > 1:
            number = passage * _COLUMNS + some[0].start
            found |= {
                (passage, each.start): Sibling(number, order.index(moment))
                for each, moment in zip(some, moments, strict=True)
            }
    return found


_NOW, _PAST = (9999, 12), (0, 0)
_COMPARED = frozenset({"against", "from", "than"})


def _moment(frame: Frame, beside: Sequence[Frame]) -> tuple[int, int]:
    """Return the time of a number for its order, as `Times.latest`."""
    names = own_times(frame, beside)
    if told_by(frame.left) in _COMPARED or frame.left[:2] == ("with", "compared"):
        return _PAST
    latest = times_of(names).latest
    if latest is None and any(_BEFORE.match(name) for name in names):
        return _PAST
    return latest or _NOW


_BEFORE = re.compile(r"previous|.*ago$")


def own_times(frame: Frame, beside: Sequence[Frame]) -> list[str]:
    """Return the times of its sentence that stand no nearer to the numbers beside it."""
    return [
        name
        for name, gap in frame.times.items()
        if all(gap <= other.times.get(name, gap) for other in beside)
    ]


def _latest(*some: Times) -> tuple[int, int] | None:
    return max(filter(None, (each.latest for each in some)), default=None)


def times_in(texts: Iterable[str]) -> Times:
    """Return all times that some headings and labels name."""
    found = [dated(text).times for text in texts]
    years = frozenset().union(*(each.years for each in found))
    return Times(years, frozenset().union(*(each.parts for each in found)))
