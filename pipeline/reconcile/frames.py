"""Frames: what a number in its sentence is *of*, read once; empty where nothing is said."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from pipeline.numbers.grammar import lexicon
from pipeline.reconcile.readings import SentenceReading, Word
from pipeline.reconcile.values import POINTS_IN_TIME, Value, other_values, value_of
from pipeline.text.words import content_stems
from schemas import Direction, Part, Quantity, QuantityKind

_OVER_NUMBER = 3  # steps that another number puts a word further off
_TOUCHING = 4
_REACH = 8  # words before a number in which it is said which way it went
_HARM = content_stems("killed injured wounded dead died deaths casualties victims fatalities")
_NEAR_HARM = 4  # steps from a number to a word of harm
_WINDOW = 160  # characters to either side that are looked at for cues
_FAR, _UNREACHED = 10_000, 99
_MOST_TOKENS = 120
"""To either side of a number: more than all but the longest sentences have."""


class Role(IntEnum):
    """What part a number plays: a level, its change, where it started, a comparison, a share."""

    UNSAID = 0
    LEVEL = 1
    CHANGE = 2
    ORIGIN = 3
    DIFFERENCE = 4


class Mood(IntEnum):
    """Whether a figure is said to be so, to come, or not to be."""

    SAID = 0
    AHEAD = 1
    DENIED = 2


@dataclass(frozen=True, eq=False)
class Frame:
    """A number with what its sentence says of it, much of it read on first use.

    Distances are steps from the number.
    """

    quantity: Quantity
    value: Value | None
    also: tuple[Value, ...]
    """What else it may measure, where its words leave that open."""
    position: int
    """Place of its sentence in the article."""
    year: int
    """The year that a date without one is taken to be of."""
    start: int
    end: int
    """Offsets of the number into its sentence."""
    left: tuple[str, ...]
    right: tuple[str, ...]
    """The words that touch it, nearest first."""
    role: Role
    way: int
    """1 up, -1 down, 0 unsaid."""
    sentence: SentenceReading
    numbers: Mapping[int, tuple[int, int]]
    """Which number each word of the sentence belongs to, by the word's place."""
    first: int
    last: int
    """Its own words: from the first to before the last."""

    @cached_property
    def _around(self) -> "_Around":
        return _walk(self.sentence.words, self.numbers, self.first, self.last)

    @property
    def near(self) -> Mapping[str, int]:
        """The stems of the sentence, by their distance."""
        return self._around.near

    @property
    def sides(self) -> Mapping[str, int]:
        """1 for a stem before the number, -1 for one behind it."""
        return self._around.sides

    @property
    def names(self) -> Mapping[str, int]:
        """The names of the sentence, by their distance."""
        return self._around.names

    @cached_property
    def times(self) -> Mapping[str, int]:
        """The times that the sentence names, by their distance; none that lies in the number."""
        words, found = self.sentence.words, dict[str, int]()
        for name, begin, finish in self.sentence.times:
            if begin < self.end and finish > self.start:
                continue
            at = min(bisect_right(words, begin, key=lambda word: word.end), len(words) - 1)
            found[name] = min(found.get(name, _FAR), self._around.steps.get(at, _UNREACHED))
        return found

    @cached_property
    def nearest_time(self) -> tuple[str, int]:
        """The nearest of these times with its distance; far off where there is none."""
        return min(self.times.items(), key=lambda each: each[1], default=("", _FAR))

    @cached_property
    def clause(self) -> frozenset[str]:
        """The stems of its clause."""
        words = self.sentence.words
        clause = _clause_at(words, self.first)
        return frozenset(word.stem for word in words if word.clause == clause and word.stem)

    @cached_property
    def noun(self) -> frozenset[str]:
        """The stems of what it counts."""
        return frozenset(content_stems(self.quantity.noun or ""))

    @cached_property
    def base(self) -> frozenset[str]:
        """The stems of what it is taken of: "of those surveyed"."""
        after = self.sentence.text[self.end : self.end + _WINDOW]
        found = _BASE.match(after)
        if not found:
            return frozenset()
        rest = _PHRASE_END.split(after[found.end() :], maxsplit=1)[0]
        return frozenset(content_stems(" ".join(rest.split()[:_MOST_BASE])))

    @cached_property
    def mood(self) -> Mood:
        """Whether it is said to be so, to come, or not to be."""
        clause = _CLAUSE.split(self._before)[-1]
        if _DENIED.search(clause):
            return Mood.DENIED
        is_ahead = _AHEAD.search(clause) or _AHEAD_BEHIND.search(self._after)
        return Mood.AHEAD if is_ahead else Mood.SAID

    @cached_property
    def per(self) -> str | None:
        """The time or thing that a rate is by: "month" of "$413 more a month"."""
        if self.quantity.per:
            return self.quantity.per
        found = _RATE.match(self._after)
        if found:
            return found[1] or _ADVERBS[found[2]]
        earlier = _RATE_BEFORE.search(self._before)
        return _ADVERBS[earlier[1]] if earlier else None

    @property
    def _before(self) -> str:
        return self.sentence.lower[max(0, self.start - _WINDOW) : self.start]

    @property
    def _after(self) -> str:
        return self.sentence.lower[self.end : self.end + _WINDOW]


_UP_WORDS = lexicon.UP | set(
    "more higher above larger bigger longer greater faster gained growth record".split()
)
_DOWN_WORDS = lexicon.DOWN | set(
    "fewer less lower below smaller shorter slower decline loss lost".split()
)
COMPARES = frozenset(
    "more less fewer higher lower longer shorter older younger larger smaller bigger faster slower "
    "heavier taller cheaper dearer above below ahead behind short apart clear wider deeper "
    "earlier later".split()
)
"""What behind a number makes it a difference: three more, 20 percent below."""
_GAPS = frozenset("gap difference margin lead shortfall surplus excess".split())
_BY_FILLERS = frozenset(
    "about around some nearly almost just another only roughly a further".split()
)
_AHEAD = re.compile(
    r"\b(?:will|shall|would|could|might|may|should|due to|plans?|planned|planning|expect(?:s|ed|"
    r"ing)?|"
    r"forecasts?|project(?:s|ed|ions?)|predict(?:s|ed|ions?)|aim(?:s|ed|ing)?|hop(?:es?|ed|ing)|"
    r"set to|"
    r"intend(?:s|ed)?|propos(?:es?|ed|als?|ing)|on track|likely|pledge[sd]?|promise[sd]?|"
    r"target(?:s|ed)?|"
    r"wants?|wanted|seek(?:s|ing)?|sought|call(?:s|ed|ing) for|needs? to|(?:is|are) to|goal|sees|"
    r"eventually|"
    r"by 20[2-9]\d|next (?:year|month|week|season|spring|summer|autumn|winter)|budgeted|"
    r"scheduled)\b"
)
_AHEAD_BEHIND = re.compile(
    r"^(?:\s+[\w'’-]+){0,4}\s+(?:will|would|could|should|by 20[2-9]\d|next (?:year|month|week)|"
    r"(?:is|are) (?:expected|due|planned|likely))\b"
)
_DENIED = re.compile(
    r"\b(?:not|never|no longer|denie[sd]|without|failed to|n't|neither|nor|rejected)\b"
)
_BASE = re.compile(r"\s*(?:\w+\s+)?(?:of|among|in|for|to|at|on)\s+")
_PHRASE_END = re.compile(r"[,.;:()—–]")
_MOST_BASE = 5


LEAST_RANK = 4
"""Lower ranks are idioms more often than claims: in the first place, on second thought."""


def is_judged(quantity: Quantity) -> bool:
    """Return whether a number gets a verdict: names, ranks and idioms do not."""
    is_rank = quantity.kind is QuantityKind.ORDINAL and (quantity.low or 0) >= LEAST_RANK
    return quantity.checkable or is_rank or quantity.kind in POINTS_IN_TIME


class Setting(NamedTuple):
    """What a sentence takes from its text."""

    position: int = 0
    """Place of the sentence in the article; 0 in a statement."""
    cents_of: str | None = None
    """The currency whose hundredths plain cents are."""
    year: int = 2001
    """That of dates which name none."""


def read_frames(
    sentence: SentenceReading, quantities: Sequence[Quantity], offset: int, setting: Setting
) -> list[Frame]:
    """Return the frames of all numbers of a sentence, whose spans count from `offset` on."""
    numbers: dict[int, tuple[int, int]] = {}
    frames: list[Frame] = []
    beside: Value | None = None
    for quantity in quantities:
        start, end = quantity.span.start - offset, quantity.span.end - offset
        frame = _frame(sentence, numbers, quantity, (start, end), setting, beside)
        frames.append(frame)
        if frame.value is not None and quantity.unit and frame.value.dimension != "times":
            beside = frame.value
    return frames


def _frame(
    sentence: SentenceReading,
    numbers: dict[int, tuple[int, int]],
    quantity: Quantity,
    span: tuple[int, int],
    setting: Setting,
    beside: Value | None,
) -> Frame:
    """Return the frame of a number, whose words are added to those of the numbers before it."""
    words, (start, end) = sentence.words, span
    first, behind = bisect_right(words, start, key=_END), bisect_left(words, end, key=_START)
    last = max(first, behind)
    numbers |= dict.fromkeys(range(bisect_left(words, start, key=_START), behind), span)
    left = tuple(word.lower for word in words[max(0, first - _TOUCHING) : first][::-1])
    right = tuple(word.lower for word in words[last : last + _TOUCHING])
    return Frame(
        quantity=quantity,
        value=value_of(quantity, setting.cents_of),
        also=tuple(other_values(quantity, beside)),
        position=setting.position,
        year=setting.year,
        start=start,
        end=end,
        left=left,
        right=right,
        role=_role(quantity, left, right),
        way=_way(quantity, words, first, last),
        sentence=sentence,
        numbers=numbers,
        first=first,
        last=last,
    )


_START, _END = attrgetter("start"), attrgetter("end")


class _Around(NamedTuple):
    """The words around a number with their distances from it, in steps."""

    near: dict[str, int]
    sides: dict[str, int]
    names: dict[str, int]
    steps: dict[int, int]
    """By the place of a word in the sentence."""


def _walk(
    words: Sequence[Word], numbers: Mapping[int, tuple[int, int]], first: int, last: int
) -> _Around:
    """Return how far each word is from a number; marks, joiners and other numbers add distance."""
    near, sides, names, steps = around = _Around({}, {}, {}, {})
    clause = _clause_at(words, first)
    before = range(first - 1, max(-1, first - _MOST_TOKENS), -1)
    behind = range(last, min(len(words), last + _MOST_TOKENS))
    for side, places in ((1, before), (-1, behind)):
        distance = 0
        inside: tuple[int, int] | None = None
        for at in places:
            number = numbers.get(at)
            if number is None:
                lower, stem, _, _, is_name, own_clause, own_steps, splits = words[at]
                distance += own_steps + (splits and own_clause != clause)
                if stem and near.get(stem, _FAR) > distance:
                    near[stem], sides[stem] = distance, side
                if is_name and names.get(lower, _FAR) > distance:
                    names[lower] = distance
            elif number != inside:
                distance += _OVER_NUMBER
            inside = number or inside
            steps[at] = distance
    return around


def _clause_at(words: Sequence[Word], first: int) -> int:
    return words[first].clause if first < len(words) else 0


_RATE = re.compile(
    r"[^.;:,\d]{0,30}?\b(?:an?|per|each|every)\s+(second|minute|hour|day|night|week|fortnight|"
    r"month|quarter|season|term|year)"
    r"\b(?!\s+(?:ago|earlier|before|later|old|on))|\s*(hourly|daily|weekly|monthly|quarterly|"
    r"annually|yearly)\b"
)
_RATE_BEFORE = re.compile(
    r"\b(hourly|daily|weekly|monthly|quarterly|yearly|annual)\s+(?:[\w-]+\s+){0,4}$"
)
_ADVERBS = {
    "hourly": "hour",
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annually": "year",
    "annual": "year",
}


def counts_harmed(frame: Frame) -> bool:
    """Return whether a figure is of people killed or injured, by its noun or the verb beside it."""
    near = (frame.near.get(stem, _FAR) <= _NEAR_HARM and stem in frame.clause for stem in _HARM)
    return not frame.noun.isdisjoint(_HARM) or (
        told_by(frame.left) not in {"by", "in"} and any(near)
    )


def told_by(left: tuple[str, ...]) -> str:
    """Return the word before a number and what softens it: "by" of "by about 40"."""
    return next((word for word in left if word not in _BY_FILLERS), "")


def _role(quantity: Quantity, left: tuple[str, ...], right: tuple[str, ...]) -> Role:
    if quantity.date:
        return Role.UNSAID  # "by 2030" is no change
    by = told_by(left)
    if any(word in COMPARES for word in right[:3]) and ("than" in right or right[0] in COMPARES):
        return Role.DIFFERENCE
    if any(word in _GAPS for word in (*left[:3], *right[:3])):
        return Role.DIFFERENCE
    if by == "by":
        return Role.CHANGE
    if quantity.part is Part.CHANGE:
        return Role.CHANGE
    if quantity.part is Part.ORIGIN or by == "from":
        return Role.ORIGIN
    if quantity.part is Part.LEVEL or by in {"to", "at"}:
        return Role.LEVEL
    return Role.UNSAID


def _way(quantity: Quantity, words: Sequence[Word], first: int, last: int) -> int:
    if quantity.direction is not None:
        return 1 if quantity.direction is Direction.UP else -1
    best, way = _REACH + 1, 0
    clause = _clause_at(words, first)
    for at in range(max(0, first - _REACH), min(len(words), last + 4)):
        word = words[at]
        if word.clause != clause or first <= at < last:
            continue
        gap = first - at if at < first else at - last + 2
        sign = 1 if word.lower in _UP_WORDS else -1 if word.lower in _DOWN_WORDS else 0
        if sign and gap < best:
            best, way = gap, sign
    return way


_CLAUSE = re.compile(
    r"[;:]\s|,\s(?=(?:and|but|while|although|which|who|where)\s)|\s(?:after|as)\s|\s[–—]\s"
)
