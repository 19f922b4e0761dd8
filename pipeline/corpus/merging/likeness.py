"""Likeness: how likely two rows of one value are one figure, by the aligner of `reconcile`.

`Stated` and `times_verdict` of `pipeline.reconcile.align` hold the row of one article against the
other article, in both directions; what they and the frames tell is weighed by a logistic regression
on the labelled pairs of `bench/data/merging` (`python -m bench.merging_folds` fits it anew).
"""

import math
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import cached_property
from operator import mul
from typing import NamedTuple, cast

from pipeline.corpus.merging.row_frames import RowFrame
from pipeline.reconcile.align import Stated, times_verdict
from pipeline.reconcile.frames import Frame, Role
from pipeline.reconcile.source import Source

WEIGHTS = {
    "words missing": -2.24,
    "near words missing": -2.14,
    "name missing": -1.6,
    "year missing": -1.96,
    "no name": 0.88,
    "lead names known": 1.45,
    "names shared": 0.24,
    "same time": 0.65,
    "same way": 0.49,
    "other way": -1.36,
    "change and level": -0.38,
    "same rate": 0.27,
    "figures shared": 0.14,
    "word swapped": -4.05,
    "time swapped": -6.62,
    "percentage": -0.5,
}
"""What each piece of evidence counts, in the order of `evidence`; one below 0 speaks against."""
CONSTANT = 0.52
"""The log odds of two rows of one value of which nothing else is known."""
LEAST_CHANCE = (0.88, 0.75, 0.66)
"""From which rows are merged, by the significant digits of the value, from one on.

Of 2,248 real articles from twelve years, nearly all that are merged wrongly at one chance for all
are of one digit or two ("six", "0.5%"): in labelled stories near misses have a rare value by
design, in news they have not.
"""
_LEAD_SHARED = 0.34
"""Share of the names in the leads of two articles from which they are of the same things."""
_WORDS_SHARED = 4
"""The same of the words of two sentences: a trial is known by its drug and its patients."""
_MOST_NAMES = 4
_BUILT_ALIKE = 0.4
"""Share of two sentences' words in the same order from which it counts that one is swapped."""
_SWAPPED = 3
"""Words that are swapped for others, at most: more tell something else."""
_HALF_WORD, _HALF_NAME = 4.0, 6.0  # steps from the figure at which a word, a name counts half
_DOUBT = 0.5
_SEVERAL = 2
_CHANGES = {Role.CHANGE, Role.DIFFERENCE}


class _Reading(NamedTuple):
    """Of a sentence, what `times_verdict` asks."""

    times: tuple[tuple[str, int, int], ...]


class _Weightless(dict[str, float]):
    """How rare words are in an article: all the same, for only the words of articles are kept."""

    def __missing__(self, word: str) -> float:
        return 1.0


class KeptArticle:
    """What the aligner asks of a `Source`, from what is kept of an article."""

    unknown = 1.0
    rarity = _Weightless()

    def __init__(self, words: frozenset[str], times: tuple[str, ...]) -> None:
        """Take the words of the article, and the times of the row's sentence and before it."""
        self._words = words
        self.readings = (_Reading(tuple((time, 0, 0) for time in times)),)

    def known(self, word: str) -> str | None:
        """Return a word that the article has, else None."""
        return word if word in self._words else None


class _KeptFrame(NamedTuple):
    """What the aligner asks of a stated `Frame`."""

    near: Mapping[str, int]
    sides: Mapping[str, int]


class ComparedRow:
    """A row ready to be compared: its frame, its words in order, what is kept of its article."""

    def __init__(self, frame: RowFrame) -> None:
        """Take the frame of a row."""
        self.frame = frame
        self.lead = frozenset(frame.lead)
        self.words = frozenset(frame.near)

    @property
    def ties(self) -> frozenset[str]:
        """What rows of one figure share at least one of: names, or words where nobody is named."""
        return self.lead.union(self.frame.names) or self.words

    @cached_property
    def known(self) -> frozenset[str]:
        """All words, names and years of the article."""
        return frozenset(self.frame.article_words)

    @cached_property
    def article_names(self) -> frozenset[str]:
        """The names of the article."""
        return frozenset(self.frame.article_names)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The other figures of the sentence."""
        return frozenset(self.frame.numbers)

    @cached_property
    def in_order(self) -> tuple[str, ...]:
        """The words of the sentence as they follow one another."""
        near = self.frame.near
        return tuple(sorted(near, key=lambda word: (near[word] < 0, -near[word])))

    @cached_property
    def article(self) -> Source:
        """What is kept of the article, as the aligner takes it."""
        return cast(Source, KeptArticle(self.known, self.frame.times_beside))

    @cached_property
    def stated(self) -> Frame:
        """The frame, as the aligner takes it."""
        near = self.frame.near
        distances = {word: abs(steps) for word, steps in near.items()}
        sides = {word: 1 if steps > 0 else -1 for word, steps in near.items()}
        return cast(Frame, _KeptFrame(distances, sides))

    @cached_property
    def sorts_of_times(self) -> dict[str, set[str]]:
        """The times of the sentence by their sort."""
        found: dict[str, set[str]] = {}
        for time in self.frame.times:
            found.setdefault(_sort(time), set()).add(time)
        return found


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
    """Return whether bounds or rates exclude one another, or most figures beside them are others.

    The last tells the market reports of two days apart.
    """
    mine, theirs = one.frame, other.frame
    rates = mine.value.split()[2], theirs.value.split()[2]
    if mine.bound * theirs.bound < 0 or ("-" not in rates and rates[0] != rates[1]):
        return True
    fewer = min(len(one.numbers), len(other.numbers))
    return fewer >= _SEVERAL and 2 * len(one.numbers & other.numbers) < fewer


def evidence(one: ComparedRow, other: ComparedRow) -> tuple[float, ...]:
    """Return what speaks for and against two rows being one figure, as `WEIGHTS` names it."""
    swapped, alike = _swapped(one, other)
    mine, theirs = one.frame, other.frame
    pairs = (one, other), (other, one)
    built_alike = max(0.0, alike - _BUILT_ALIKE)
    changes = [Role(frame.role) in _CHANGES for frame in (mine, theirs)]
    rates = mine.value.split()[2], theirs.value.split()[2]
    return (
        min(Stated.of(row.stated, "", against.article).missing for row, against in pairs),
        max(_near_missing(row, against) for row, against in pairs),
        min(_name_missing(row, against) for row, against in pairs),
        float(sum(_year_missing(row, against) for row, against in pairs)),
        float(not (mine.names and theirs.names)),
        max(
            len(row.lead & against.known) / len(row.lead) if row.lead else 0.0
            for row, against in pairs
        ),
        float(min(len(one.article_names & other.article_names), _MOST_NAMES)),
        float(
            any(
                times_verdict(row.frame.times, against.frame.times, against.article, 0) > 0
                for row, against in pairs
            )
        ),
        float(mine.way * theirs.way > 0),
        float(mine.way * theirs.way < 0),
        float(changes[0] is not changes[1]),
        float(rates[0] == rates[1] != "-"),
        float(len(one.numbers & other.numbers)),
        built_alike * swapped,
        built_alike * _other_time(one, other),
        float(mine.value.startswith("percent ")),
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
    weights = {word: 1 / (1 + abs(steps) / _HALF_WORD) for word, steps in row.frame.near.items()}
    missing = sum(weight for word, weight in weights.items() if word not in against.known)
    return missing / (sum(weights.values()) + _DOUBT)


def _name_missing(row: ComparedRow, against: ComparedRow) -> float:
    """Return how near the nearest name stands that an article lacks: 1 beside it, 0 without."""
    steps = [steps for name, steps in row.frame.names.items() if name not in against.known]
    return 1 / (1 + min(steps) / _HALF_NAME) if steps else 0.0


def _year_missing(row: ComparedRow, against: ComparedRow) -> bool:
    """Return whether a sentence names a year, not "last year", that an article does not have."""
    years = {time[1:5] for time in row.sorts_of_times.get("y", ())}
    return bool((years & row.known) - against.known)


def _other_time(one: ComparedRow, other: ComparedRow) -> bool:
    """Return whether two sentences name times of one sort and share none of them."""
    mine, theirs = one.sorts_of_times, other.sorts_of_times
    return any(mine[sort].isdisjoint(theirs[sort]) for sort in mine.keys() & theirs.keys())
