"""Grouping: which rows are one figure. Rows come a block at a time, in the order of the corpus.

A row joins the group that it is likest on average, and none that has a row which it cannot be one
with: a single likeness is chance, four are not. It is held against the first few rows of a group,
and against those groups alone that share its rarest names, so that a block of thousands ("2
people") takes little more than its length. In memory are keys and names; rows are read again when
they are held against another.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.corpus.merging.likeness import ComparedRow, are_of_one_matter, likeness

_MOST_CANDIDATES = 16
"""Groups that a row is held against."""
_MOST_KNOWN = 4
"""Rows of a group that others are held against: one told a hundred times is known by its first."""


class RowKey(NamedTuple):
    """Where a row stands: the number of its article in the corpus, its place in that worklist."""

    number: int
    position: int


@dataclass(slots=True)
class _Group:
    leader: RowKey
    last: int
    """Number of the last article in it: an article tells a figure once."""
    known: list[RowKey] = field(default_factory=list)


class Block:
    """The groups of one value so far."""

    def __init__(self, read: Callable[[RowKey], ComparedRow]) -> None:
        """Begin without groups; `read` gives the row of a key."""
        self._read = read
        self._groups: list[_Group] = []
        self._with: dict[str, list[int]] = {}

    def add(self, key: RowKey) -> RowKey:
        """Return the first row of the group that a row belongs to: itself where it opens one."""
        row = self._read(key)
        best, home = 0.0, -1
        for number in self._candidates(row):
            group = self._groups[number]
            mean = self._mean_likeness(group, row) if group.last != key.number else -math.inf
            if mean > best:
                best, home = mean, number
        if home < 0:
            home = len(self._groups)
            self._groups.append(_Group(key, key.number))
        self._join(home, key, row)
        return self._groups[home].leader

    def _mean_likeness(self, group: _Group, row: ComparedRow) -> float:
        """Return how like a group a row is on average; minus infinity where nothing ties them."""
        known = [self._read(key) for key in group.known]
        if not any(are_of_one_matter(told, row) for told in known):
            return -math.inf
        return sum(likeness(told, row) for told in known) / len(known)

    def _join(self, home: int, key: RowKey, row: ComparedRow) -> None:
        group = self._groups[home]
        group.last = key.number
        if len(group.known) < _MOST_KNOWN:
            group.known.append(key)
            for tie in row.ties:
                places = self._with.setdefault(tie, [])
                if not places or places[-1] != home:
                    places.append(home)

    def _candidates(self, row: ComparedRow) -> list[int]:
        """Return the groups that share the rarest of a row's names, in the order of the corpus."""
        found: set[int] = set()
        places = [self._with[tie] for tie in row.ties if tie in self._with]
        for numbers in sorted(places, key=lambda numbers: (len(numbers), numbers)):
            found.update(numbers[-_MOST_CANDIDATES:])
            if len(found) >= _MOST_CANDIDATES:
                break
        return sorted(found)
