"""Which rows of one value are one figure: five pieces of evidence, weighed, and groups of rows.

The pieces are weighed by a logistic regression on the labelled pairs of `bench/data/merging`
(`python -m bench.merging_folds` fits it anew). Of sixteen pieces that were weighed before, the
other eleven found no more of the pairs of two sets that taught nothing, and put more wrong ones
together.

Rows come a block at a time, in the order of the corpus. A row joins the group that it is likest on
average, and none that has a row which it cannot be one with: a single likeness is chance, four are
not. It is held against the first few rows of a group, and against those groups alone that share its
rarest names, so that a block of thousands ("2 people") takes little more than its length. In memory
are keys and names; rows are read again when they are held against another.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from operator import mul
from typing import NamedTuple

from pipeline.corpus.merging.row_frames import RowFrame

WEIGHTS = {
    "near words missing": -4.68,
    "no name": 0.82,
    "lead names known": 1.73,
    "word swapped": -4.03,
    "time swapped": -7.85,
}
"""What each piece of evidence counts, in the order of `evidence`; one below 0 speaks against."""
CONSTANT = 1.02
"""The log odds of two rows of one value of which nothing else is known."""
LEAST_CHANCE = (0.86, 0.74, 0.64)
"""From which rows are merged, by the significant digits of the value, from one on.

Of 2,248 real articles from twelve years, nearly all that are merged wrongly at one chance for all
are of one digit or two ("six", "0.5%"): in labelled stories near misses have a rare value by
design, in news they have not.
"""
_LEAD_SHARED = 0.34
"""Share of the names in the leads of two articles from which they are of the same things."""
_WORDS_SHARED = 4
"""The same of the words of two sentences: a trial is known by its drug and its patients."""
_BUILT_ALIKE = 0.4
"""Share of two sentences' words in the same order from which it counts that one is swapped."""
_SWAPPED = 3
"""Words that are swapped for others, at most: more tell something else."""
_HALF_WORD_STEPS = 4.0
"""From the figure to the word that counts half."""
_DOUBT = 0.5
_SEVERAL = 2
_MOST_CANDIDATES = 16
"""Groups that a row is held against."""
_MOST_KNOWN = 4
"""Rows of a group that others are held against: one told a hundred times is known by its first."""


class ComparedRow:
    """A row ready to be compared: its frame, its words in order, what is kept of its article."""

    def __init__(self, frame: RowFrame) -> None:
        self.frame = frame
        self.lead = frozenset(frame.lead)
        self.words = frozenset(frame.near)

    @property
    def ties(self) -> frozenset[str]:
        """What rows of one figure share at least one of: names, or words where nobody is named."""
        return self.lead.union(self.frame.names) or self.words

    @cached_property
    def known(self) -> frozenset[str]:
        return frozenset(self.frame.article_words)

    @cached_property
    def numbers(self) -> frozenset[str]:
        return frozenset(self.frame.numbers)

    @cached_property
    def in_order(self) -> tuple[str, ...]:
        """The words of the sentence as they follow one another."""
        near = self.frame.near
        return tuple(sorted(near, key=lambda word: (near[word] < 0, -near[word])))

    @cached_property
    def sorts_of_times(self) -> Mapping[str, set[str]]:
        """The times of the sentence by their sort."""
        times: dict[str, set[str]] = {}
        for time in self.frame.times:
            times.setdefault(_sort(time), set()).add(time)
        return times


def _sort(time: str) -> str:
    """Return y of y2019, d of d-monday, week of previous-week."""
    is_dated = time[1:2].isdecimal() or time[1:2] == "-"
    return time[0] if is_dated else time.rpartition("-")[2]


def likeness(one: ComparedRow, other: ComparedRow) -> float:
    """Return the log odds that two rows are one figure, above those of `LEAST_CHANCE`.

    Minus infinity where they cannot be.
    """
    if contradict(one, other):
        return -math.inf
    odds = math.fsum((CONSTANT, *map(mul, WEIGHTS.values(), evidence(one, other))))
    least = least_chance(one, other)
    return odds - math.log(least / (1 - least))


def least_chance(one: ComparedRow, other: ComparedRow) -> float:
    """Return the chance from which two rows of one value are merged."""
    digits = min(one.frame.digits, other.frame.digits, len(LEAST_CHANCE))
    return LEAST_CHANCE[max(digits, 1) - 1]


def are_of_one_matter(one: ComparedRow, other: ComparedRow) -> bool:
    """Return whether two articles are of the same things, or the sentences share very many words.

    One name is not enough: of 2,211 articles that have nothing to do with one another, those that
    share the "US" in two leads and "he was 74" were put together.
    """
    fewer = min(len(one.lead), len(other.lead))
    if fewer and len(one.lead & other.lead) >= _LEAD_SHARED * fewer:
        return True
    return len(one.words & other.words) >= _WORDS_SHARED


def contradict(one: ComparedRow, other: ComparedRow) -> bool:
    """Return whether bounds, ways or rates exclude one another, or the figures beside them do.

    The last tells the market reports of two days apart: most of their figures are others.
    """
    mine, theirs = one.frame, other.frame
    rates = mine.value.split()[2], theirs.value.split()[2]
    if mine.bound * theirs.bound < 0 or mine.way * theirs.way < 0:
        return True
    if "-" not in rates and rates[0] != rates[1]:
        return True
    fewer = min(len(one.numbers), len(other.numbers))
    return fewer >= _SEVERAL and 2 * len(one.numbers & other.numbers) < fewer


def evidence(one: ComparedRow, other: ComparedRow) -> tuple[float, ...]:
    """Return what speaks for and against two rows being one figure, as `WEIGHTS` names it."""
    swapped, alike = _swapped(one, other)
    pairs = (one, other), (other, one)
    built_alike = max(0.0, alike - _BUILT_ALIKE)
    return (
        max(_near_missing(row, against) for row, against in pairs),
        float(not (one.frame.names and other.frame.names)),
        max(
            len(row.lead & against.known) / len(row.lead) if row.lead else 0.0
            for row, against in pairs
        ),
        built_alike * swapped,
        built_alike * _other_time(one, other),
    )


def _swapped(one: ComparedRow, other: ComparedRow) -> tuple[int, float]:
    """Return how many words are swapped, and how alike two sentences are built.

    A word is swapped where each article lacks what the other has in its place. The latter is the
    share of the words that stand in the same order.
    """
    mine, theirs = one.in_order, other.in_order
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    swapped = sum(
        what == "replace"
        and max(i2 - i1, j2 - j1) <= _SWAPPED
        and not other.known.issuperset(mine[i1:i2])
        and not one.known.issuperset(theirs[j1:j2])
        for what, i1, i2, j1, j2 in matcher.get_opcodes()
    )
    return min(swapped, _SWAPPED), matcher.ratio()


def _near_missing(row: ComparedRow, against: ComparedRow) -> float:
    """Return the share of the words around a figure, the nearer the more, that an article lacks."""
    weights = {
        word: 1 / (1 + abs(steps) / _HALF_WORD_STEPS) for word, steps in row.frame.near.items()
    }
    missing = sum(weight for word, weight in weights.items() if word not in against.known)
    return missing / (sum(weights.values()) + _DOUBT)


def _other_time(one: ComparedRow, other: ComparedRow) -> bool:
    """Return whether two sentences name times of one sort and share none of them."""
    mine, theirs = one.sorts_of_times, other.sorts_of_times
    return any(mine[sort].isdisjoint(theirs[sort]) for sort in mine.keys() & theirs.keys())


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
