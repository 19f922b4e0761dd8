"""Frames: what a number in its sentence is *of*, read once; empty where nothing is said."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from pipeline.numbers.grammar import lexicon
from pipeline.reconcile.readings import SentenceReading, Word
from pipeline.reconcile.values import POINTS_IN_TIME, Value, other_values, value_of
from pipeline.text.words import content_stems
from schemas import Direction, Part, Quantity, QuantityKind

_OVER_NUMBER = 3  # steps that another number puts a word further off
_TOUCHING = 4
_REACH = 8  # words before a number in which it is said which way it went
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


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A number with what its sentence says of it; distances are steps from the number."""

    quantity: Quantity
    value: Value | None
    also: tuple[Value, ...]
    """What else it may measure, where its words leave that open."""
    position: int
    """Place of its sentence in the article."""
    start: int
    end: int
    """Offsets of the number into its sentence."""
    near: Mapping[str, int]
    """The stems of the sentence, by their distance."""
    sides: Mapping[str, int]
    """1 for a stem before the number, -1 for one behind it."""
    left: tuple[str, ...]
    right: tuple[str, ...]
    """The words that touch it, nearest first."""
    clause: frozenset[str]
    """The stems of its clause."""
    names: Mapping[str, int]
    times: Mapping[str, int]
    noun: frozenset[str]
    base: frozenset[str]
    role: Role
    way: int
    """1 up, -1 down, 0 unsaid."""
    mood: Mood
    year: int
    """The year that a date without one is taken to be of."""
    per: str | None
    """The time or thing that a rate is by: "month" of "$413 more a month"."""


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
    spans = [(each.span.start - offset, each.span.end - offset) for each in quantities]
    numbers = _numbers_at(sentence, spans)
    frames: list[Frame] = []
    beside: Value | None = None
    for quantity, span in zip(quantities, spans, strict=True):
        around = _walk(sentence, span, numbers)
        frame = _frame(sentence, quantity, around, setting, beside)
        frames.append(frame)
        if frame.value is not None and quantity.unit and frame.value.dimension != "times":
            beside = frame.value
    return frames


class _Around(NamedTuple):
    """The words around a number with their distances from it, in steps."""

    span: tuple[int, int]
    first: int
    last: int
    """The words of the number itself: from the first to before the last."""
    near: dict[str, int]
    sides: dict[str, int]
    names: dict[str, int]
    steps: dict[int, int]
    """By the place of a word in the sentence."""


def _numbers_at(
    sentence: SentenceReading, spans: Sequence[tuple[int, int]]
) -> dict[int, tuple[int, int]]:
    """Return which number each word of a sentence belongs to, by the word's place."""
    found = {}
    words = sentence.words
    for span in spans:
        at = bisect_left(words, span[0], key=lambda word: word.start)
        while at < len(words) and words[at].start < span[1]:
            found[at] = span
            at += 1
    return found


def _walk(
    sentence: SentenceReading, span: tuple[int, int], numbers: Mapping[int, tuple[int, int]]
) -> _Around:
    """Return how far each word is from a number; marks, joiners and other numbers add distance."""
    words = sentence.words
    first = bisect_right(words, span[0], key=lambda word: word.end)
    last = max(first, bisect_left(words, span[1], key=lambda word: word.start))
    around = _Around(span, first, last, {}, {}, {}, {})
    clause = words[first].clause if first < len(words) else 0
    before = range(first - 1, max(-1, first - _MOST_TOKENS), -1)
    behind = range(last, min(len(words), last + _MOST_TOKENS))
    for side, places in ((1, before), (-1, behind)):
        distance = 0
        inside: tuple[int, int] | None = None
        for at in places:
            number = numbers.get(at)
            if number is None:
                word = words[at]
                distance += word.steps + (word.splits and word.clause != clause)
                _note(around, word, distance, side)
            elif number != inside:
                distance += _OVER_NUMBER
            inside = number or inside
            around.steps[at] = distance
    return around


def _note(around: _Around, word: Word, distance: int, side: int) -> None:
    """Keep the nearest place of a word."""
    if word.stem and around.near.get(word.stem, _FAR) > distance:
        around.near[word.stem] = distance
        around.sides[word.stem] = side
    if word.is_name and around.names.get(word.lower, _FAR) > distance:
        around.names[word.lower] = distance


def _times_near(sentence: SentenceReading, around: _Around) -> dict[str, int]:
    """Return the times that a sentence names, by their distance from a number."""
    found: dict[str, int] = {}
    start, end = around.span
    for name, begin, finish in sentence.times:
        if begin < end and finish > start:
            continue
        at = min(
            bisect_right(sentence.words, begin, key=lambda word: word.end), len(sentence.words) - 1
        )
        found[name] = min(found.get(name, _FAR), around.steps.get(at, _UNREACHED))
    return found


def _frame(
    sentence: SentenceReading,
    quantity: Quantity,
    around: _Around,
    setting: Setting,
    beside: Value | None,
) -> Frame:
    words, (start, end), first, last = sentence.words, around.span, around.first, around.last
    clause = words[first].clause if first < len(words) else 0
    left = tuple(word.lower for word in words[max(0, first - _TOUCHING) : first][::-1])
    right = tuple(word.lower for word in words[last : last + _TOUCHING])
    before, after = (
        sentence.lower[max(0, start - _WINDOW) : start],
        sentence.lower[end : end + _WINDOW],
    )
    return Frame(
        quantity=quantity,
        value=value_of(quantity, setting.cents_of),
        also=tuple(other_values(quantity, beside)),
        position=setting.position,
        start=start,
        end=end,
        near=around.near,
        sides=around.sides,
        left=left,
        right=right,
        clause=frozenset(word.stem for word in words if word.clause == clause and word.stem),
        names=around.names,
        times=_times_near(sentence, around),
        noun=frozenset(content_stems(quantity.noun or "")),
        base=_base(sentence.text[end : end + _WINDOW]),
        role=_role(quantity, left, right),
        way=_way(quantity, words, first, last),
        mood=_mood(before, after),
        year=setting.year,
        per=quantity.per or _per(after, before),
    )


_RATE = re.compile(
    r"^[^.;:,\d]{0,30}?\b(?:an?|per|each|every)\s+(second|minute|hour|day|night|week|fortnight|"
    r"month|quarter|season|term|year)"
    r"\b(?!\s+(?:ago|earlier|before|later|old|on))|^\s*(hourly|daily|weekly|monthly|quarterly|"
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


def _per(after: str, before: str) -> str | None:
    """Return by what time a number is told, where its own reading does not say."""
    found = _RATE.search(after)
    if found:
        return found[1] or _ADVERBS[found[2]]
    earlier = _RATE_BEFORE.search(before)
    return _ADVERBS[earlier[1]] if earlier else None


def _base(after: str) -> frozenset[str]:
    """Return the stems of what the number is taken of: "of those surveyed"."""
    found = _BASE.match(after)
    if not found:
        return frozenset()
    rest = re.split(r"[,.;:()—–]", after[found.end() :], maxsplit=1)[0]
    return frozenset(content_stems(" ".join(rest.split()[:_MOST_BASE])))


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
    clause = words[first].clause if first < len(words) else 0
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


def _mood(before: str, after: str) -> Mood:
    clause = _CLAUSE.split(before)[-1]
    if _DENIED.search(clause):
        return Mood.DENIED
    return Mood.AHEAD if _AHEAD.search(clause) or _AHEAD_BEHIND.search(after) else Mood.SAID
