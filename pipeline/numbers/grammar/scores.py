"""Scores: two numbers that are one result and count nothing together.

::

    score = digits "-" digits                       112-108
          | digits "for" number                     243 for 6, which no noun follows
          | digits "/" digits                       odds of 11/4, a pressure of 140/90; larger first
"""

from decimal import Decimal

from pipeline.numbers.grammar.nouns import is_counted
from pipeline.numbers.grammar.reading import Reading
from pipeline.numbers.grammar.tokens import DASHES, Tokens
from schemas import QuantityKind

LINKS = frozenset({"for", "/"})
"""What joins a score other than a dash."""
_AGES = {"age", "ages", "aged"}


def score_of(tokens: Tokens, first: Reading, second: Reading) -> Reading | None:
    """Return 112-108 as a score: two bare whole numbers that count nothing together."""
    if not _are_bare(tokens, first, second) or first.low is None or second.low is None:
        return None
    if not (tokens.is_number(first.number_start) and tokens.is_number(second.number_start)):
        return None
    after = tokens[second.end]
    if tokens[first.start - 1].lower in _AGES:
        return None
    if (is_counted(tokens, second.end) and first.low < second.low) or (
        after.text in DASHES and after.glued
    ):
        return None
    return _joined(first, second)


def linked_score(tokens: Tokens, first: Reading, second: Reading) -> Reading | None:
    """Return "243 for 6" and "11/4" as scores; "200 for 5 days" and the date 3/11 are none."""
    if not _are_bare(tokens, first, second) or is_counted(tokens, second.end):
        return None
    if tokens[first.end].text == "/":
        glued = tokens[first.end].glued and tokens[first.end + 1].glued
        glued = glued and tokens.is_number(first.number_start)
        larger = (first.low or Decimal(0)) > (second.low or Decimal(0)) > 0
        return _joined(first, second) if glued and larger else None
    return None if tokens[first.start - 1].lower == "for" else _joined(first, second)


def _are_bare(tokens: Tokens, first: Reading, second: Reading) -> bool:
    """Return whether two numbers are whole and no unit, scale or sign stands with them."""
    bare = first.kind is second.kind is QuantityKind.COUNT and first.scale == second.scale == 1
    return bare and (first.low or Decimal(0)) >= 0 and not tokens[first.start].text.startswith("-")


def _joined(first: Reading, second: Reading) -> Reading:
    return second._replace(
        kind=QuantityKind.SCORE,
        start=first.start,
        number_start=first.number_start,
        low=first.low,
        high=second.low,
    )
