"""Grouping: which rows are one figure. Rows come a block at a time, in the order of the corpus.

A row joins the group that has the row it is most like, and none that has a row it is kept apart from: a
figure told in six ways is held together by neighbours. It is held against the first few rows of a
group, and against those groups alone that share its rarest names, so that a block of thousands
("2 people") takes little more than its length. In memory are keys and names; rows are read again when
they are held against another.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.corpus.merging.compared import Compared
from pipeline.corpus.merging.sameness import APART, sameness

_MOST_CANDIDATES = 16
"""Groups that a row is held against."""
_MOST_KNOWN = 4
"""Rows of a group that others are held against; a figure told a hundred times is known by its first."""


class Key(NamedTuple):
    """Where a row stands: the number of its article in the corpus, its place in that worklist."""

    number: int
    position: int


@dataclass(slots=True)
class _Group:
    leader: Key
    last: int
    """Number of the last article in it: an article tells a figure once."""
    known: list[Key] = field(default_factory=list)


class Block:
    """The groups of one value so far."""

    def __init__(self, read: Callable[[Key], Compared]) -> None:
        """Begin without groups; `read` gives the row of a key."""
        self._read = read
        self._groups: list[_Group] = []
        self._with: dict[str, list[int]] = {}

    def add(self, key: Key) -> Key:
        """Return the first row of the group that a row belongs to: itself where it opens one."""
        row = self._read(key)
        best, home = 0.0, -1
        for at in self._candidates(row):
            group = self._groups[at]
            likeness = self._likeness(group, row) if group.last != key.number else 0.0
            if likeness > best:
                best, home = likeness, at
        if home < 0:
            home = len(self._groups)
            self._groups.append(_Group(key, key.number))
        self._join(home, key, row)
        return self._groups[home].leader

    def _likeness(self, group: _Group, row: Compared) -> float:
        """Return how like a group a row is; 0 where one of its rows speaks against that."""
        best = 0.0
        for key in group.known:
            likeness = sameness(self._read(key), row)
            if likeness == APART:
                return 0.0
            best = max(best, likeness)
        return best

    def _join(self, home: int, key: Key, row: Compared) -> None:
        group = self._groups[home]
        group.last = key.number
        if len(group.known) < _MOST_KNOWN:
            group.known.append(key)
            for tie in row.ties:
                places = self._with.setdefault(tie, [])
                if not places or places[-1] != home:
                    places.append(home)

    def _candidates(self, row: Compared) -> list[int]:
        """Return the groups that share the rarest of a row's names, in the order of the corpus."""
        found: set[int] = set()
        places = [self._with[tie] for tie in row.ties if tie in self._with]
        for each in sorted(places, key=lambda each: (len(each), each)):
            found.update(each[-_MOST_CANDIDATES:])
            if len(found) >= _MOST_CANDIDATES:
                break
        return sorted(found)
