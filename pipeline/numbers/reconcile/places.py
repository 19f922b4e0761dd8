"""Settings: where, or among whom, a number is. 71% in the capital is not 71% in the north.

Only where the source has a clause of its own for the setting that is stated, with a number like this
one in it, and the number stands in another clause: one with another setting, or one before it.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.reconcile.comparison import Comparison
from pipeline.numbers.reconcile.dimensions import dimension
from pipeline.numbers.reconcile.mention import Mention, is_sentence
from pipeline.numbers.reconcile.source import SourceQuantity
from pipeline.text.words import content_stems
from schemas import Status

_SETTING = re.compile(
    r"\b(?:in|at|among|on)\s+(?:(?:the|its|their|his|her)\s+)?"
    r"(?P<where>[A-Za-z][a-z’'-]+(?:\s+[A-Z][a-z’'-]+){0,2})",
    re.IGNORECASE,
)
_CLAUSE_ENDS = re.compile(
    r"[;:]\s|,?\s(?:but|while|whereas)\s|,\sand\s|\sand\s(?=(?:in|at|among)\s)"
)
_NO_PLACE = (
    frozenset(
        "year month week day quarter hour minute all total average fact order addition least most first "
        "last second half case cash person part which who whom term time".split()
    )
    | frozenset(lexicon.MONTHS)
    | lexicon.WEEKDAYS
)  # when it is, `times` knows


class _Clause(NamedTuple):
    """A clause of the source that a number stands in: its place, the stems of its settings."""

    position: int
    start: int
    settings: frozenset[str]
    words: frozenset[str]


def other_setting(
    stated: Mention, place: SourceQuantity, others: tuple[SourceQuantity, ...]
) -> Comparison | None:
    """Report a number that the source gives for another setting than the one that is stated."""
    same = stated.quantity.low == place.quantity.low  # not merely near it
    if not same or not is_sentence(stated.sentence):
        return None
    said = set(_settings(_clause_text(stated)[1]))
    own = _clause(place) if said else None
    if own is None or said & own.words:
        return None
    for each in others:
        near = abs(each.position - place.position) <= 1
        if not near or dimension(each.quantity) != dimension(place.quantity):
            continue
        there = _clause(each)
        later = (there.position, there.start) > (own.position, own.start)
        if said & there.settings and (own.settings or later):
            label = each.quantity.label()
            reason = (
                f"the source has “{label}” for what is stated, and this number for something else"
            )
            return Comparison(Status.ELSEWHERE, "place", reason)
    return None


def _clause(each: SourceQuantity) -> _Clause:
    start, text = _clause_text(each.mention)
    words = frozenset(content_stems(text))
    # Behind its number a setting may be of the clauses before as well.
    opening = each.mention.sentence[start : each.mention.start]
    return _Clause(each.position, start, frozenset(_settings(opening)), words)


def _clause_text(mention: Mention) -> tuple[int, str]:
    """Return where the clause around a number starts in its sentence, and its words."""
    before = mention.sentence[: mention.start]
    ends = [found.end() for found in _CLAUSE_ENDS.finditer(before)]
    start = ends[-1] if ends else 0
    behind = _CLAUSE_ENDS.search(mention.sentence, mention.end)
    return start, mention.sentence[start : behind.start() if behind else None]


def _settings(text: str) -> Iterator[str]:
    """Yield the stems of where or among whom a clause says it is."""
    for found in _SETTING.finditer(text):
        stems = content_stems(found["where"])
        if stems and not _NO_PLACE & set(found["where"].lower().split()):
            yield stems[0]
