"""The check of ranges that are written upside down."""

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.checks.check import Check, Pitfall
from pipeline.checks.passage import Passage
from pipeline.numbers.dimensions import dimension, factor
from schemas import Quantity, QuantityKind

_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+|about\s+|just\s+)?$", re.IGNORECASE)
# Between two things, not two ends: a gap, a choice, a match.
_APART = re.compile(
    r"\b(?:difference|gap|choice|choose|chose|choosing|ratio|distance|match|game|link|comparison|balance|split|divided|"
    r"spread|relationship|fell|dropped|rose|switch\w*|alternat\w*|swap\w*)\b",
    re.IGNORECASE,
)
# These have ends as well as sides: a margin between two, and a margin that is between 30 and 60.
_SIDES = re.compile(r"\b(?:margin|change|drop|fall|rise|vot\w+|score\w*|lead)\b", re.IGNORECASE)
_IS = re.compile(
    r"\b(?:was|were|is|are|be|been|of|at|by|somewhere|anywhere|anything)\s+$", re.IGNORECASE
)
_AND = re.compile(r"\s+(?:[a-z]+\s+)?and\s+(?:about\s+|just\s+)?")
_DASH = re.compile(r"[-–]|\s[–]\s")
_TO = re.compile(r"\s+to\s+")
# Not behind these: a vote, a score, a lead, a fall.
_MOVES = re.compile(
    r"\b(?:from|vot\w*|scor\w*|beat\w*|won|lost|odds|lead\w*|led|ahead(?!\s+of\b)|margin|ratio|reduc\w*|cut\w*|f[ae]ll\w*|drop\w*|down|"
    r"go(?:es|ne|ing)?|went|slash\w*|lower\w*|decreas\w*|shr[aiu]nk\w*|declin\w*|trail\w*|defeat\w*|against|trim\w*|close[sd]?|"
    r"compar\w*|move[sd]?|shift\w*|switch\w*|add\w*|take\s+\w+|down\w*)\b",
    re.IGNORECASE,
)
_AGES = re.compile(r"\b(?:aged|ages)\s+(?:between\s+)?$", re.IGNORECASE)
_RANGES = re.compile(
    r"\brang(?:e|es|ing|ed)\s+(?:in\s+\w+\s+)?from\s+$|\bvar(?:y|ies|ying|ied)\s+from\s+$|\banywhere\s+from\s+$",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:down|fall\w*|descend\w*|decreas\w*|most|highest|largest|top|best|worst|oldest|odds|vote\w*|score\w*|ratio)\b",
    re.IGNORECASE,
)
# "By 9 to 7 percent" of a rise cannot be its size and its level.
_GROWS = re.compile(
    r"\b(?:grow\w*|grew|ris(?:e|es|en|ing)|rose|increas\w*|expand\w*|climb\w*|swell\w*|go(?:es)?\s+up|advanc\w*|improv\w*)"
    r"\s+by\s+(?:about\s+|some\s+|around\s+)?$",
    re.IGNORECASE,
)
_HOLDS = re.compile(
    r"\b(?:ha[sv]e?|had|costs?|takes?|holds?|seats?|weighs?|lasts?|contains?|employs?|measures?|charges?|anything)\s+"
    r"(?:anything\s+|anywhere\s+)?from\s+$",
    re.IGNORECASE,
)
_DEPENDS = re.compile(
    r"^[^.;]{0,40}?,?\s+(?:depending\s+on|according\s+to\s+(?:age|size|length|weight|type|model|season|region|distance))\b",
    re.IGNORECASE,
)
_SCORES = re.compile(
    r"\b(?:odds|shots?|favou?rites?|votes?|majority|margin|lead|win|victory|defeat|points?|goals?|games?|sets?|ratio|score|"
    r"loss|decision|advantage|split|verdict|ruling|mode|blend|mix|chance|underdogs?|runs?|seats?|draw|tie|rout|favou?r|times|laps?|players?)\b",
    re.IGNORECASE,
)
_THINGS = re.compile(
    r"^[\"”’]?\s+(?:more|additional|new|other|of\s+(?:the|its|their|these|those))\b"
)
_KINDS = {
    QuantityKind.COUNT, QuantityKind.PERCENT, QuantityKind.MONEY, QuantityKind.MEASURE, QuantityKind.DURATION,
    QuantityKind.TEMPERATURE, QuantityKind.AGE,
}  # fmt: skip
_SCORE = 10  # smaller numbers are likelier those of a game or a vote
_HOURS = 24
_YEARS = re.compile(r"(\d{4})(?:\s+(?:to|and|until|through)\s+|[-–/])(\d{4})$")


def a12_inverted_range(passage: Passage) -> Iterator[Pitfall]:
    """Yield each range that begins with its larger end: between 90 and 30."""
    for each in passage.all_quantities:
        found = _YEARS.match(each.date or "")
        if each.kind is QuantityKind.YEAR and found and found[1] > found[2]:
            message = f"{each.text}: the range begins with its later year"
            yield Pitfall(message, (each,), f"{found[1]} > {found[2]}")
    for one, other in pairwise(passage.all_quantities):
        if _is_larger(one, other) and _is_range(passage, one, other):
            message = f"the range from {one.text} to {other.text} begins with its larger end"
            yield Pitfall(message, (one, other), f"{one.text} > {other.text}")


def _is_larger(one: Quantity, other: Quantity) -> bool:
    """Return whether the first of two amounts of one measure is the larger, its unit said or not."""
    if one.value is None or other.value is None or not {one.kind, other.kind} <= _KINDS:
        return False
    bare = one.kind is QuantityKind.COUNT and one.unit is None
    if one.kind is QuantityKind.AGE and other.kind is QuantityKind.COUNT:
        return one.value > other.value > 0  # aged 65 to 18
    if bare or dimension(one) == dimension(other):
        own = factor(other if bare else one)
        return one.value * own > other.value * factor(other) > 0
    return False


def _is_range(passage: Passage, one: Quantity, other: Quantity) -> bool:
    before, words = passage.before(one), passage.between(one, other)
    between = _BETWEEN.search(before)
    if between and _AND.fullmatch(words):
        return not _is_apart(before[: between.start()]) and not _is_clock(passage, one, other)
    if _TO.fullmatch(words) and _is_spread(passage, one, other):
        return not _DOWN.search(before + passage.after(other))
    if _AGES.search(before) and (_TO.fullmatch(words) or _DASH.fullmatch(words)):
        return True
    if _is_counted(one, other) and _TO.fullmatch(words):
        return not (_MOVES.search(before) or _SCORES.search(before))
    measured = other.unit is not None and (one.unit is None or one.unit == other.unit)
    return measured and _is_stretch(before, words, shared=one.unit is None)


def _is_counted(one: Quantity, other: Quantity) -> bool:
    """Return whether two bare numbers share the noun of what is counted: "30 to 20 soldiers"."""
    plain = one.kind is other.kind is QuantityKind.COUNT and one.unit is other.unit is None
    large = other.value is not None and other.value >= _SCORE
    return (
        plain and large and bool(one.noun == other.noun and not _SCORES.search(one.noun or "votes"))
    )


def _is_apart(before: str) -> bool:
    """Return whether the words before "between" name two sides: the difference between, a choice."""
    near = before[-40:]
    return bool(_APART.search(near) or (_SIDES.search(near) and not _IS.search(near)))


def _is_clock(passage: Passage, one: Quantity, other: Quantity) -> bool:
    """Return whether the two may be hours: open between 9 and 5."""
    bare = one.kind is other.kind is QuantityKind.COUNT and not other.noun
    if not bare or (one.value or 0) > _HOURS or _AGES.search(passage.before(one)):
        return False
    return not _THINGS.match(passage.after(other))


def _is_spread(passage: Passage, one: Quantity, other: Quantity) -> bool:
    """Return whether "from 30 to 20" are the ends of what differs, and no change."""
    before = passage.before(one)
    if _RANGES.search(before) or _HOLDS.search(before):
        return True
    start = re.search(r"\bfrom\s+$", before)
    return bool(
        start
        and _DEPENDS.match(passage.after(other))
        and not _MOVES.search(before[: start.start()])
    )


def _is_stretch(before: str, words: str, *, shared: bool) -> bool:
    """Return whether "30-20 minutes" or "takes 30 to 20 minutes" is a range, and no fall or score."""
    if shared and _TO.fullmatch(words) and _GROWS.search(before):
        return True
    tight = _DASH.fullmatch(words) and not _MOVES.search(before[-15:])
    return bool(tight or (_TO.fullmatch(words) and shared and not _MOVES.search(before)))


CHECKS = (
    Check(
        "A12",
        "inverted-range",
        "A range begins with its larger end.",
        fires="Between 90 and 30 people came.",
        silent="Between 30 and 90 people came.",
        settles="The two ends in the source: one may be mistyped.",
        find=a12_inverted_range,
    ),
)
