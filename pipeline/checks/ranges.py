"""The check of ranges that are written upside down."""

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.checks.check import Check, Pitfall
from pipeline.checks.passage import Passage
from pipeline.numbers.dimensions import dimension, factor
from schemas import Quantity, QuantityKind

_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+|about\s+|just\s+)?$", re.IGNORECASE)
_AND = re.compile(r"\s+(?:[a-z]+\s+)?and\s+(?:about\s+|just\s+)?")
_TO = re.compile(r"\s+to\s+")
_DASH = re.compile(r"[-–]|\s–\s")
# Between two sides, not two ends: a gap, a choice, a match.
_APART = re.compile(
    r"\b(?:difference|gap|choice|choose|chose|choosing|ratio|distance|match|game|link|comparison|"
    r"balance|split|divided|spread|relationship|fell|dropped|rose|switch\w*|swap\w*|margin|change|"
    r"drop|"
    r"fall|rise|vot\w+|score\w*|lead)\b[^,;]{0,30}$",
    re.IGNORECASE,
)
_RANGES = re.compile(
    r"\b(?:rang(?:e|es|ing|ed)\s+(?:in\s+\w+\s+)?|var(?:y|ies|ying|ied)\s+|any(?:where|"
    r"thing)\s+)from\s+$",
    re.IGNORECASE,
)
# "30 to 20" may also be a fall, a score, a vote, a lead or odds.
_NO_RANGE = re.compile(
    r"\b(?:from|vot\w*|scor\w*|beat\w*|won|win|victory|defeat\w*|lost|loss|odds|lead\w*|led|"
    r"ahead(?!\s+of\b)|"
    r"margin|ratio|reduc\w*|cut\w*|f[ae]ll\w*|drop\w*|down\w*|go(?:es|ne|ing)?|went|slash\w*|"
    r"lower\w*|"
    r"decreas\w*|shr[aiu]nk\w*|declin\w*|trail\w*|against|trim\w*|close[sd]?|compar\w*|move[sd]?|"
    r"shift\w*|"
    r"switch\w*|add\w*|shots?|favou?r\w*|majority|points?|goals?|games?|sets?|runs?|decision|split|"
    r"ruling|chance|seats?|draw|tie|times|laps?|players?|highest|largest|top|most|best|oldest)\b",
    re.IGNORECASE,
)
_KINDS = {
    QuantityKind.COUNT,
    QuantityKind.PERCENT,
    QuantityKind.MONEY,
    QuantityKind.MEASURE,
    QuantityKind.DURATION,
    QuantityKind.TEMPERATURE,
    QuantityKind.AGE,
}
_DASHED = {QuantityKind.MONEY, QuantityKind.MEASURE, QuantityKind.DURATION}
"""Of counts and percentages "58-33" is a vote or a score."""
_SCORE = 10  # smaller numbers are likelier those of a game or a vote
_HOURS = 24


def a12_inverted_range(passage: Passage) -> Iterator[Pitfall]:
    """Yield each range that begins with its larger end: between 90 and 30."""
    inverted = [
        (one, other)
        for one, other in pairwise(passage.all_quantities)
        if _is_larger(one, other) and _is_range(passage, one, other)
    ]
    for one, other in inverted if len(inverted) == 1 else ():  # several are a scale that goes down
        message = f"the range from {one.text} to {other.text} begins with its larger end"
        yield Pitfall(message, (one, other), f"{one.text} > {other.text}")


def _is_larger(one: Quantity, other: Quantity) -> bool:
    """Return whether the first of two amounts is the larger, its unit said or not."""
    if (
        one.value is None
        or not other.value
        or other.value <= 1
        or not {one.kind, other.kind} <= _KINDS
    ):
        return False
    bare = one.kind is QuantityKind.COUNT and one.unit is None
    age = one.kind is QuantityKind.AGE and other.kind is QuantityKind.COUNT  # aged 65 to 18
    if age:
        return one.value > other.value
    if not (bare or dimension(one) == dimension(other)):
        return False
    own = factor(other if bare else one)
    return one.value * own > other.value * factor(other)


def _is_range(passage: Passage, one: Quantity, other: Quantity) -> bool:
    before, words = passage.before(one), passage.between(one, other)
    between = _BETWEEN.search(before)
    if between and _AND.fullmatch(words):
        sides = before[: between.start()]
        return not _APART.search(sides) and not _may_be_hours(one, other)
    if _DASH.fullmatch(words):
        return other.kind in _DASHED and not _NO_RANGE.search(before[-15:])
    if not _TO.fullmatch(words):
        return False
    if _RANGES.search(before):
        return True
    no_range = _NO_RANGE.search(f"{before} {passage.after(other, 30)}")
    return not no_range and one.unit is None and (other.unit is not None or _is_counted(one, other))


def _is_counted(one: Quantity, other: Quantity) -> bool:
    """Return whether two bare numbers share the noun of what is counted: "30 to 20 soldiers"."""
    plain = one.kind is other.kind is QuantityKind.COUNT and (other.value or 0) >= _SCORE
    return plain and one.noun is not None and one.noun == other.noun


def _may_be_hours(one: Quantity, other: Quantity) -> bool:
    """Return whether the two may be hours: open between 9 and 5."""
    bare = one.kind is other.kind is QuantityKind.COUNT and not other.noun
    return bare and (one.value or 0) <= _HOURS


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
