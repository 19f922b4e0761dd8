"""Weighing: numbers of a library with their values, beside each other and the other figures.

`matching` says how well a number fits the words of a figure. Here its value is looked at: one that
bears the figure out, or another one of what may be the same thing.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from pipeline.evidence.verdict.pool import Candidate, Pool
from pipeline.evidence.verdict.siblings import Number
from pipeline.reconcile.align import NEAR_NAME
from pipeline.reconcile.frames import Frame
from pipeline.reconcile.values import CONFLICTS, Relation
from pipeline.text.words import content_stems
from schemas import Modifier

_MOST_DIGITS = 5
_SAME_SENTENCE, _NEXT, _ELSEWHERE = 1.0, 0.6, 0.3
"""What another figure counts that is found beside a number, by how near it stands in the article.
"""
_NEAR, _MOST_APART = 0.25, 3.0  # as differences of logarithms


class Matched(NamedTuple):
    """A number of the library with the log odds that it is of the same thing and time."""

    candidate: Candidate
    figures: Mapping[str, float]
    score: float

    def told(self, name: str) -> float:
        """Return one of its figures by its name, which is the same for prose and cells."""
        kind = "prose" if self.candidate.column is None else "cell"
        return self.figures.get(f"{kind}.{name}", 0.0)


class Company(NamedTuple):
    """Where the other figures of an article are found, from 0 to 1 for each."""

    sources: Mapping[str, float]
    taken: Mapping[Number, float]
    """The numbers that other figures are."""


def is_opposed(each: Candidate) -> bool:
    """Return whether a number of the library has another value of the measure asked for."""
    return (
        each.relation is not None
        and not each.bears_out
        and each.form == 0
        and each.relation is not Relation.UNIT
    )


def company(all_matched: Sequence[Sequence[Matched]], pools: Sequence[Pool]) -> list[Company]:
    """Return for each figure of an article where its other figures are borne out."""
    homes = [_homes(matched) for matched in all_matched]
    return [
        _company(pool, [each for each in zip(pools, homes, strict=True) if each[0] is not pool])
        for pool in pools
    ]


class _Home(NamedTuple):
    """A number of a library that bears a figure out, and how surely it is meant."""

    source: str
    number: Number
    chance: float


def _homes(matched: Sequence[Matched]) -> list[_Home]:
    return [
        _Home(
            each.candidate.stored.source.name,
            each.candidate.number,
            _chance(each.score),
        )
        for each in matched
        if each.candidate.bears_out
    ]


def _company(pool: Pool, others: Sequence[tuple[Pool, Sequence[_Home]]]) -> Company:
    sources: dict[str, float] = defaultdict(float)
    taken: dict[Number, float] = defaultdict(float)
    total = 0.0
    for other, homes in others:
        gap = abs(other.asked.frame.position - pool.asked.frame.position)
        weight = _SAME_SENTENCE if gap == 0 else _NEXT if gap == 1 else _ELSEWHERE
        total += weight
        best: dict[str, float] = {}
        for home in homes:
            taken[home.number] = max(taken[home.number], home.chance)
            best[home.source] = max(best.get(home.source, 0.0), home.chance)
        for source, chance in best.items():
            sources[source] += weight * chance
    shares = {name: weight / total for name, weight in sources.items() if total}
    return Company(shares, dict(taken))


def _chance(score: float) -> float:
    return 1 / (1 + math.exp(-score - _LIKELIER))


_LIKELIER = 2.0
"""What is added to the log odds that a number is meant, most of which are small in a pool."""


def weigh(
    pool: Pool, matched: Sequence[Matched], beside: Company
) -> list[tuple[Matched, dict[str, float]]]:
    """Return each number that bears a figure out or is opposed to it, with its figures by name."""
    bearing = [each for each in matched if each.candidate.bears_out]
    opposed = [each for each in matched if is_opposed(each.candidate)]
    twins = _twins(pool, bearing, opposed)
    shared = {
        "coincidences": math.log1p(len(bearing)),
        "soft": float(pool.asked.frame.quantity.modifier is not Modifier.NONE),
        "unknown": _unknown(pool),
        "name_unknown": _name_unknown(pool),
    }

    def told(each: Matched) -> dict[str, float]:
        return shared | {
            "same": each.score,
            "taken": beside.taken.get(each.candidate.number, 0.0),
            "company": beside.sources.get(each.candidate.stored.source.name, 0.0),
            **{name: each.told(name) for name in _TOLD},
        }

    rows = _best_of(opposed, lambda each: each.stored.passage)
    beaten_by, borne_by = _best_of(opposed, home_of), _best_of(bearing, home_of)
    found = []
    for each in bearing:
        rival = beaten_by.get(home_of(each.candidate), -_FAR)
        row = rows.get(each.candidate.stored.passage, -_FAR)
        figures = {
            "twin": twins.get(each.candidate.number, 0.0),
            "row_better": max(row - each.score, 0.0),
            "home_better": min(max(rival - each.score, -_MOST_BETTER), _MOST_BETTER),
        }
        found.append((each, told(each) | figures | _borne(pool.asked.frame, each.candidate)))
    best_values = _best_values(opposed)
    best_bearing = max((each.score for each in bearing), default=-_FAR)
    for each in opposed:
        figures = {
            "twin": twins.get(each.candidate.number, 0.0),
            "bearing_better": min(max(best_bearing - each.score, -_FAR), _FAR),
            "home_bears": float(home_of(each.candidate) in borne_by),
            "next": _ahead(each, best_values),
            **_other(pool.asked.frame, each),
        }
        found.append((each, told(each) | figures))
    return found


def _unknown(pool: Pool) -> float:
    """Return the share of the words asked for, near ones counting more, that no document has."""
    own = {stem: w for stem, w in pool.asked.own.items() if not stem.isdecimal()}
    lacking = math.fsum(w for stem, w in own.items() if stem in pool.lacking)
    return lacking / math.fsum(own.values()) if own else 0.0


def _name_unknown(pool: Pool) -> float:
    """Return 1 where a name near the figure stands in no document."""
    near = (name for name, gap in pool.asked.frame.names.items() if gap <= NEAR_NAME)
    stems = chain.from_iterable(map(content_stems, near))
    return float(not pool.lacking.isdisjoint(stems))


_MOST_BETTER = 4.0
Home = tuple[object, ...]


def home_of(each: Candidate) -> Home:
    """Return what a number is compared within: its table, or its sentence."""
    stored = each.stored
    if each.column is None:
        return (stored.passage,)
    return each.table


def _best_of(
    some: Sequence[Matched], key: Callable[[Candidate], Hashable]
) -> dict[Hashable, float]:
    """Return the best score of the numbers that share a key."""
    found: dict[Hashable, float] = {}
    for each in some:
        name = key(each.candidate)
        found[name] = max(found.get(name, -math.inf), each.score)
    return found


def _twins(
    pool: Pool, bearing: Sequence[Matched], opposed: Sequence[Matched]
) -> dict[Number, float]:
    """Return 1 for a number that bears a figure out while a newer one of its thing does not.

    1 as well for the newest of a thing, where an older one bears the figure out.
    """
    found: dict[Number, float] = {}
    for one in bearing:
        for other in opposed:
            a, b = one.candidate, other.candidate
            mine, theirs = pool.siblings.get(a.number), pool.siblings.get(b.number)
            if mine is None or theirs is None:
                continue
            if mine.thing == theirs.thing and mine.newer > theirs.newer == 0:
                found[a.number] = found[b.number] = 1.0
    return found


_FAR = 6.0
_TOLD = ("name_missing", "year_unmet", "newest")


def _borne(mine: Frame, each: Candidate) -> dict[str, float]:
    equal = each.relation in {Relation.EQUAL, Relation.HEDGED}
    return {
        "equal_digits": float(equal * min(len(_written(mine)), _MOST_DIGITS)),
        "rounded": float(each.relation is Relation.ROUNDED),
        "form": float(each.form > 0),
    }


def _other(mine: Frame, each: Matched) -> dict[str, float]:
    """Return how another value stands to the stated one, alone and where it is likely meant."""
    theirs = each.candidate.figure.frame
    one, two = mine.value, theirs.value
    apart = _MOST_APART
    if one is not None and two is not None and one.low and two.low:
        apart = min(abs(math.log(abs(two.low) / abs(one.low))), _MOST_APART)
    a, b = _written(mine), _written(theirs)
    swapped = float(a != b and sorted(a) == sorted(b))
    likely = _chance(each.score)
    return {
        "apart": apart,
        "near": float(apart < _NEAR),
        "swapped": swapped,
        "likely_apart": likely * apart,
        "likely_swapped": likely * swapped,
        "likely_conflict": likely * (each.candidate.relation in CONFLICTS),
    }


def _best_values(opposed: Sequence[Matched]) -> list[tuple[float, str]]:
    """Return the best two scores of numbers of different values, with the value."""
    found: dict[str, float] = {}
    for each in opposed:
        value = _written(each.candidate.figure.frame)
        found[value] = max(found.get(value, -_FAR), each.score)
    return sorted(((score, value) for value, score in found.items()), reverse=True)[:2]


def _ahead(each: Matched, best: Sequence[tuple[float, str]]) -> float:
    """Return by how much a number fits better than the best with a third value."""
    value = _written(each.candidate.figure.frame)
    other = next((score for score, written in best if written != value), -_FAR)
    return min(max(each.score - other, -_FAR), _FAR)


def _written(frame: Frame) -> str:
    """Return the digits of a number without its scale: "358" of £358,000."""
    low = frame.quantity.low
    return "" if low is None else format(abs(low), "f").replace(".", "").strip("0")
