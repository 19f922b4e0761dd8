"""Aligning: a stated frame against one of the source, slot by slot: agree, silent or conflict.

Words count the more the nearer they stand to the number and the rarer they are in the article.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pipeline.reconcile.frames import Frame, Mood, Role
from pipeline.reconcile.source import NEIGHBOUR, Source
from pipeline.text.words import is_function_word

_HALF_STATED, _HALF_SOURCE = 7.0, 11.0  # steps at which a word counts half
NEAR_TIME, NEAR_NAME = 14, 12  # steps within which a time or a name is the number's own
_TIGHT = 5


class Fit(NamedTuple):
    """How well a number of the source fits a stated one: likenesses 0 to 1, verdicts -1, 0 or 1."""

    near: float
    """The words around both, weighed by distance."""
    tight: float
    """The words within five steps of the stated one, found in the clause of the other."""
    sentence: float
    """The words of the stated sentence in the sentence of the other."""
    wide: float
    """The same, its neighbours and the headline counting less."""
    touch: float
    """Words that touch both numbers on the same side."""
    names: float
    """The names near the stated number: the share that stands near the other."""
    noun: int
    time: int
    role: int
    way: int
    mood: int
    base: int


@dataclass(frozen=True, eq=False)
class Stated:
    """A stated number with its words ready to be compared with those of a source."""

    frame: Frame
    source: Source
    weights: tuple[tuple[str, int, float], ...]
    """Each word near it as the article knows it, with its distance and what it counts."""
    total: float
    missing: float
    """The share of the words near it that the article does not have."""
    text: str
    sides: Mapping[str, int]
    """1 for a word before the number, -1 for one behind it."""

    @classmethod
    def of(cls, frame: Frame, text: str, source: Source) -> "Stated":
        """Return a stated number with the weights of the words around it."""
        weights, total, missing = [], 0.0, 0.0
        sides = {}
        for stem, distance in frame.near.items():
            known = source.known(stem)
            rarity = source.unknown if known is None else source.rarity[known]
            weight = rarity / (1 + distance / _HALF_STATED)
            total += weight
            if known is None:
                missing += weight
            else:
                weights.append((known, distance, weight))
                sides[known] = frame.sides[stem]
        share = missing / total if total else 0.0
        return cls(frame, source, tuple(weights), total, share, text, sides)


def fit(stated: Stated, other: Frame) -> Fit:
    """Return how well a number of the source fits a stated one."""
    source, mine = stated.source, stated.frame
    here = source.stems[other.position]
    beside = _beside(source, other.position)
    near = tight = tight_total = sentence = wide = 0.0
    for stem, distance, weight in stated.weights:
        steps = other.near.get(stem)
        inside = stem in here
        if steps is not None:
            near += weight / (1 + steps / _HALF_SOURCE)
        elif stem in beside:
            near += weight * 0.25
        if inside:
            sentence += weight
            wide += weight
        elif stem in beside:
            wide += weight * NEIGHBOUR
        if distance <= _TIGHT:
            tight_total += weight
            if stem in other.clause:
                tight += weight
    total = stated.total or 1.0
    return Fit(
        near / total,
        tight / tight_total if tight_total else 0.0,
        sentence / total,
        wide / total,
        touching(mine, other),
        _names(mine, other, source),
        _nouns(mine, other),
        times_verdict(mine.times, other.times, source, other.position),
        _role(mine.role, other.role),
        mine.way * other.way,
        _mood(mine.mood, other.mood),
        _base(mine, other, here),
    )


@lru_cache(maxsize=4096)
def _beside(source: Source, position: int) -> frozenset[str]:
    """Return the stems of the sentences beside one, and of the headline."""
    places = (
        i for i in {position - 1, position + 1, 0} if 0 <= i < len(source.stems) and i != position
    )
    return frozenset().union(*(source.stems[i] for i in places))


def touching(one: Frame, other: Frame) -> float:
    """Return how many words that touch two numbers are the same, function words half."""
    return _shared(one.left, other.left) + _shared(one.right, other.right)


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    count = 0.0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 0.5 if is_function_word(mine) or not mine[0].isalpha() else 1.0
    return count


def _names(mine: Frame, other: Frame, source: Source) -> float:
    """Return the share of the names near a stated number that stand with the other; -1 if none."""
    wanted = {name: gap for name, gap in mine.names.items() if gap <= NEAR_NAME}
    if not wanted:
        return -1.0
    got = total = 0.0
    for name, gap in wanted.items():
        weight = 1 / (1 + gap / 6)
        total += weight
        steps = other.names.get(name)
        if steps is None:
            words = source.readings[other.position].lower
            before = source.readings[other.position - 1].lower if other.position else ""
            got += weight * (0.5 if name in words else 0.25 if name in before else 0.0)
        else:
            got += weight * (0.6 + 0.4 / (1 + steps / 8))
    return got / total


def _nouns(mine: Frame, other: Frame) -> int:
    """Return 1 where two numbers count things of one name, -1 of two names, 0 where unsaid.

    Where the other names nothing, a clause of its own that has the word agrees as well.
    """
    if not mine.noun or not (other.noun or other.clause):
        return 0
    if mine.noun & (other.noun or other.clause):
        return 1
    return -1 if other.noun else 0


def times_verdict(
    mine: Mapping[str, int], theirs: Mapping[str, int], source: Source, position: int
) -> int:
    """Return whether two numbers are said to be of one time; a sentence before may have said it."""
    said = {time for time, gap in mine.items() if gap <= NEAR_TIME}
    if not said:
        return 0
    near = {time for time, gap in theirs.items() if gap <= NEAR_TIME}
    if said & near:
        return 1
    if not near:
        earlier = {
            t
            for at in (position, position - 1, position - 2)
            if at >= 0
            for t, _, _ in source.readings[at].times
        }
        return 1 if said & earlier else 0
    kinds = {_kind(time) for time in said} & {_kind(time) for time in near}
    if kinds:
        return -1
    return 1 if said & theirs.keys() else 0


def _kind(time: str) -> str:
    if time[0] in "ymqhd" and (time[1:2].isdecimal() or time[1:2] == "-"):
        return time[0]
    return "relative"


def _role(mine: Role, theirs: Role) -> int:
    if Role.UNSAID in {mine, theirs}:
        return 0
    change = {Role.CHANGE, Role.DIFFERENCE}
    if mine is theirs or {mine, theirs} <= change:
        return 1
    return -1


def _mood(mine: Mood, theirs: Mood) -> int:
    if mine is theirs:
        return 1 if mine is not Mood.SAID else 0
    if mine is Mood.SAID and theirs is Mood.AHEAD:
        return -1
    return 0


def _base(mine: Frame, other: Frame, here: frozenset[str]) -> int:
    if not mine.base:
        return 0
    theirs = other.base or other.noun
    if mine.base & theirs:
        return 1
    if not theirs:
        return 0
    return -1 if not mine.base & here else 0
