"""Frames: what a number in its sentence is *of*, read once; what the sentence does not say is silent."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from pipeline.numbers.grammar import lexicon
from pipeline.reconcile.values import Value, other_values, value_of
from pipeline.text.words import content_stems, is_function_word
from schemas import Direction, Part, Quantity, QuantityKind

_TOKEN = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*|\d[\d,.]*\d|\d|[,;:()—–“”\"%]")
_BORDERS = frozenset(";:()—–")
_JOINERS = frozenset(
    "but while whereas although though because when after before as and or with".split()
)
_SPLITTERS = frozenset("but while whereas although though which who whose where".split())
_OVER_MARK, _OVER_NUMBER, _OVER_JOINER = 3, 3, 2  # steps that these put a word further off
_TOUCHING = 4
_MOST_TOKENS = 120
"""To either side of a number: more than all but the longest sentences have."""


class Role(IntEnum):
    """What part a number plays: a level, a change of it, where it started, a comparison, a share."""

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


class Word(NamedTuple):
    """A word, a number or a mark of a sentence."""

    lower: str
    stem: str | None
    start: int
    end: int
    is_name: bool
    clause: int


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
    quoted_by: frozenset[str]
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
_COMPARES = frozenset(
    "more less fewer higher lower longer shorter older younger larger smaller bigger faster slower "
    "heavier taller cheaper dearer above below ahead behind short apart clear wider deeper earlier later".split()
)
_GAPS = frozenset("gap difference margin lead shortfall surplus excess".split())
_BY_FILLERS = frozenset(
    "about around some nearly almost just another only roughly a further up to".split()
)
_AHEAD = re.compile(
    r"\b(?:will|shall|would|could|might|may|should|due to|plans?|planned|planning|expect(?:s|ed|ing)?|"
    r"forecasts?|project(?:s|ed|ions?)|predict(?:s|ed|ions?)|aim(?:s|ed|ing)?|hop(?:es?|ed|ing)|set to|"
    r"intend(?:s|ed)?|propos(?:es?|ed|als?|ing)|on track|likely|pledge[sd]?|promise[sd]?|target(?:s|ed)?|"
    r"wants?|wanted|seek(?:s|ing)?|sought|call(?:s|ed|ing) for|needs? to|(?:is|are) to|goal|sees|eventually|"
    r"by 20[2-9]\d|next (?:year|month|week|season|spring|summer|autumn|winter)|budgeted|scheduled)\b"
)
_AHEAD_BEHIND = re.compile(
    r"^(?:\s+[\w'’-]+){0,4}\s+(?:will|would|could|should|by 20[2-9]\d|next (?:year|month|week)|"
    r"(?:is|are) (?:expected|due|planned|likely))\b"
)
_DENIED = re.compile(
    r"\b(?:not|never|no longer|denie[sd]|without|failed to|n't|neither|nor|rejected)\b"
)
_TIME = re.compile(
    r"(?P<year>\b(?:1[6-9]|20)\d\d\b)(?:\s?[-–/]\s?(?P<to>\d\d\b))?"
    r"|\b(?P<month>january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|\b(?P<day>monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|today|tonight|tomorrow)\b"
    r"|\b(?P<nth>first|second|third|fourth|final|1st|2nd|3rd|4th)[- ](?P<part>quarter|half)\b|\b(?P<q>q[1-4]|h[12])\b"
    r"|\b(?:the\s+|an?\s+|one\s+)?(?P<ago>year|season|quarter|month|week|decade|day)\s+(?:earlier|ago|before)\b"
    r"|\b(?P<which>last|this|next|previous|prior|past|current|coming)\s+(?P<span>year|season|quarter|month|week|decade|"
    r"day|night|spring|summer|autumn|winter|fall|term|session)\b"
    r"|\b(?P<season>spring|summer|autumn|winter)\b|\b(?P<now>now|currently|at present|so far)\b"
    r"|\b(?P<count>two|three|four|five|six|seven|eight|nine|ten|\d+)\s+(?P<unit>years|months|weeks|days)\s+(?:earlier|ago|before)\b"
    r"|\b(?P<ordinal>first|second|third|fourth|fifth)\s+(?P<leg>day|week|month|year|season|round|set|leg|test|innings|race|stage|phase)\b"
    r"|\b(?P<previously>previously|originally|initially|earlier|formerly)\b"
)
_NTH = {
    "first": "1",
    "1st": "1",
    "second": "2",
    "2nd": "2",
    "third": "3",
    "3rd": "3",
    "fourth": "4",
    "4th": "4",
    "final": "4",
}
_BEFORE_NOW = {
    "last": "previous",
    "previous": "previous",
    "prior": "previous",
    "past": "previous",
    "current": "this",
    "coming": "next",
}
_BASE = re.compile(r"\s*(?:\w+\s+)?(?:of|among|in|for|to|at|on)\s+")
_MOST_BASE = 5


def tokens(sentence: str, known: frozenset[str] = frozenset()) -> tuple[Word, ...]:
    """Return the words, numbers and marks of a sentence; a new clause begins at a mark or a joiner.

    `known` are words that are names elsewhere, so that one at the start of the sentence is known too.
    """
    found: list[Word] = []
    clause, first = 0, True
    raw = list(_TOKEN.finditer(sentence))
    for at, match in enumerate(raw):
        text = match[0]
        if text in _BORDERS:
            clause += 1
        lower = text.lower().replace("’", "'")
        is_word = text[0].isalpha()
        if (is_word and lower in _SPLITTERS and at) or (
            is_word and lower == "and" and at and raw[at - 1][0] == ","
        ):
            clause += 1
        name = False
        if is_word and text[0].isupper() and not is_function_word(lower) and lower not in _NO_NAMES:
            name = (
                not first
                or lower.removesuffix("'s") in known
                or (
                    at + 1 < len(raw)
                    and raw[at + 1][0][0].isupper()
                    and raw[at + 1].start() == match.end() + 1
                )
            )
        stem = _stem(text) if is_word else None
        found.append(Word(lower.removesuffix("'s"), stem, match.start(), match.end(), name, clause))
        if is_word or text[0].isdigit():
            first = False
        if text in {"“", '"', ":"}:
            first = True
    return tuple(found)


_NO_NAMES = frozenset(
    (*lexicon.MONTHS, *lexicon.WEEKDAYS, "mr", "mrs", "ms", "dr", "sir", "q", "i", "per", "us")
)


@lru_cache(maxsize=16_384)
def _stem(text: str) -> str | None:
    stems = content_stems(text)
    return "-".join(stems) if stems else None


class SentenceReading(NamedTuple):
    """A sentence with what all of its numbers share."""

    text: str
    lower: str
    words: tuple[Word, ...]
    times: tuple[tuple[str, int, int], ...]


def read_sentence(text: str, known: frozenset[str] = frozenset()) -> SentenceReading:
    """Return a sentence with its words and the times that it names."""
    lower = text.lower()
    return SentenceReading(text, lower, tokens(text, known), tuple(_times(lower)))


def _times(lower: str) -> Iterable[tuple[str, int, int]]:
    for match in _TIME.finditer(lower):
        for time in _time_names(match):
            yield time, match.start(), match.end()


def _time_names(match: re.Match[str]) -> Iterable[str]:
    groups = match.groupdict()
    if groups["year"]:
        yield f"y{groups['year']}-{groups['to']}" if groups["to"] else f"y{groups['year']}"
    elif groups["month"]:
        yield f"m{lexicon.MONTHS[groups['month']]}"
    elif groups["day"]:
        yield f"d-{groups['day']}"
    elif groups["nth"]:
        yield f"{groups['part'][0]}{_NTH[groups['nth']]}"
    elif groups["q"]:
        yield groups["q"]
    elif groups["ago"]:
        yield f"previous-{groups['ago']}"
    elif groups["which"]:
        yield f"{_BEFORE_NOW.get(groups['which'], groups['which'])}-{groups['span']}"
    elif groups["season"]:
        yield f"s-{groups['season']}"
    elif groups["now"]:
        yield "now"
    elif groups["count"]:
        yield f"{groups['count']}-{groups['unit']}-ago"
    elif groups["ordinal"]:
        yield f"{groups['ordinal']}-{groups['leg']}"
    elif groups["previously"]:
        yield "previously"


def read_frames(
    sentence: SentenceReading,
    quantities: Sequence[Quantity],
    offset: int,
    *,
    position: int,
    cents_of: str | None,
    year: int,
) -> list[Frame]:
    """Return the frames of all numbers of a sentence, whose spans count from `offset` on."""
    spans = [(each.span.start - offset, each.span.end - offset) for each in quantities]
    frames: list[Frame] = []
    beside: Value | None = None
    for quantity, (start, end) in zip(quantities, spans, strict=True):
        frame = read_frame(
            sentence,
            quantity,
            start,
            end,
            position=position,
            others=spans,
            cents_of=cents_of,
            beside=beside,
            year=year,
        )
        frames.append(frame)
        if frame.value is not None and quantity.unit and frame.value.dimension != "times":
            beside = frame.value
    return frames


def read_frame(
    sentence: SentenceReading,
    quantity: Quantity,
    start: int,
    end: int,
    *,
    position: int,
    others: Sequence[tuple[int, int]],
    cents_of: str | None = None,
    beside: Value | None = None,
    year: int = 2001,
) -> Frame:
    """Return the frame of the number at these offsets of a sentence; `others` are its other numbers."""
    words = sentence.words
    first = next((i for i, word in enumerate(words) if word.end > start), len(words))
    last = next((i for i in range(first, len(words)) if words[i].start >= end), len(words))
    clause = words[first].clause if first < len(words) else 0
    spans = [pair for pair in others if pair != (start, end)]
    near: dict[str, int] = {}
    sides: dict[str, int] = {}
    names: dict[str, int] = {}
    distance_at: dict[int, int] = {}
    for step in (-1, 1):
        at, distance = (first - 1, 0) if step < 0 else (last, 0)
        stop = -1 if step < 0 else len(words)
        inside: tuple[int, int] | None = None
        while at != stop and abs(at - first) <= _MOST_TOKENS:
            word = words[at]
            number = next((p for p in spans if p[0] <= word.start < p[1]), None)
            if number is not None:
                if number != inside:
                    distance += _OVER_NUMBER
                    inside = number
            elif word.lower[0].isalpha():
                distance += _OVER_JOINER if word.lower in _JOINERS else 1
                if word.clause != clause:
                    distance += 1 if word.lower in _SPLITTERS else 0
                if word.stem and near.get(word.stem, 10_000) > distance:
                    near[word.stem] = distance
                    sides[word.stem] = -step
                if word.is_name and names.get(word.lower, 10_000) > distance:
                    names[word.lower] = distance
            else:
                distance += _OVER_MARK
            distance_at[at] = distance
            at += step
    times: dict[str, int] = {}
    for name, begin, finish in sentence.times:
        if begin < end and finish > start:
            continue
        at = next((i for i, word in enumerate(words) if word.end > begin), len(words) - 1)
        gap = distance_at.get(at, 99)
        if times.get(name, 10_000) > gap:
            times[name] = gap
    left = tuple(w.lower for w in words[max(0, first - _TOUCHING) : first][::-1])
    right = tuple(w.lower for w in words[last : last + _TOUCHING])
    before, after = sentence.lower[max(0, start - 160) : start], sentence.lower[end : end + 160]
    of_clause = frozenset(w.stem for w in words if w.clause == clause and w.stem)
    return Frame(
        quantity=quantity,
        value=value_of(quantity, cents_of),
        also=tuple(other_values(quantity, beside)),
        position=position,
        start=start,
        end=end,
        near=near,
        sides=sides,
        left=left,
        right=right,
        clause=of_clause,
        names=names,
        times=times,
        noun=frozenset(content_stems(quantity.noun or "")),
        base=_base(sentence.text[end : end + 90]),
        role=_role(quantity, left, right, before),
        way=_way(quantity, words, first, last, clause),
        mood=_mood(before, after),
        quoted_by=_speakers(words, names),
        year=year,
        per=quantity.per or _per(sentence.lower[end : end + 40], before),
    )


_RATE = re.compile(
    r"^[^.;:,\d]{0,30}?\b(?:an?|per|each|every)\s+(second|minute|hour|day|night|week|fortnight|month|quarter|season|term|year)"
    r"\b(?!\s+(?:ago|earlier|before|later|old|on))|^\s*(hourly|daily|weekly|monthly|quarterly|annually|yearly)\b"
)
_RATE_BEFORE = re.compile(
    r"\b(hourly|daily|weekly|monthly|quarterly|yearly|annual)\s+(?:[\w-]+\s+){0,4}$"
)
_ADVERBS = {
    "hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter",
    "yearly": "year", "annually": "year", "annual": "year",
}  # fmt: skip


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


def _role(quantity: Quantity, left: tuple[str, ...], right: tuple[str, ...], before: str) -> Role:
    by = next((word for word in left if word not in _BY_FILLERS), "")
    if any(word in _COMPARES for word in right[:3]) and ("than" in right or right[0] in _COMPARES):
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


def _way(quantity: Quantity, words: tuple[Word, ...], first: int, last: int, clause: int) -> int:
    if quantity.direction is not None:
        return 1 if quantity.direction is Direction.UP else -1
    best, way = 9, 0
    for at in range(max(0, first - 8), min(len(words), last + 4)):
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
_TIMELESS = {QuantityKind.DATE, QuantityKind.YEAR, QuantityKind.TIME, QuantityKind.AGE}


def _mood(before: str, after: str) -> Mood:
    clause = _CLAUSE.split(before)[-1]
    if _DENIED.search(clause):
        return Mood.DENIED
    return Mood.AHEAD if _AHEAD.search(clause) or _AHEAD_BEHIND.search(after) else Mood.SAID


def _speakers(words: tuple[Word, ...], names: Mapping[str, int]) -> frozenset[str]:
    """Return the names that stand right beside a verb of saying."""
    found = set()
    for at, word in enumerate(words):
        if word.lower in _SAYING:
            found |= {w.lower for w in words[max(0, at - 3) : at + 4] if w.is_name}
    return frozenset(found & names.keys())


_SAYING = frozenset(
    "said says told according added argued claimed warned estimated believes".split()
)
