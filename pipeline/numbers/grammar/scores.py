"""Scores: two numbers that are one result and count nothing together.

::

    score = digits "-" digits                       112-108; 8-17 before "loss", "vote", …
          | number "-" ("nil" | "all")              2-nil
          | digits "for" number                     243 for 6, which no noun follows
          | digits "/" digits                       odds of 11/4, a pressure of 140/90; larger first
"""

from decimal import Decimal

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.grammar.nouns import is_counted
from pipeline.numbers.grammar.reading import Reading, read_value
from pipeline.numbers.grammar.tokens import DASHES, Tokens
from schemas import QuantityKind

_NOTHING = {"nil"}
SIDES = frozenset({*_NOTHING, "all"})
"""What may stand for the second side of a score."""
STARTERS = frozenset(_NOTHING)
"""The words that a score begins with, next to those that begin a number."""
LINKS = frozenset({"for", "/"})
"""What joins a score other than a dash."""
_AGES = {"age", "ages", "aged"}
_RESULTS = set(
    "win wins victory defeat loss losses record lead deficit vote ruling split draw tie scoreline "
    "margin run decision triumph".split()
)
_PRICED = {"price", "prices", "two", "all", "free"}  # "3 for the price of 2" are an offer


def read_nil(tokens: Tokens, at: int) -> Reading | None:
    """Read "2-nil", "nil-nil" and "2-all" as scores; not "98-all out"."""
    behind = tokens.after_hyphen(at + 1)
    level = tokens[behind].lower == "all"
    if level and (
        tokens[behind + 1].lower == "out" or tokens.after_hyphen(behind + 1) > behind + 1
    ):
        return None
    low = Decimal(0) if tokens[at].lower in _NOTHING else lexicon.ONES.get(tokens[at].lower)
    if low is None and tokens.is_number(at):
        low = Decimal(tokens[at].text)
    if low is None or behind == at + 1:
        return None
    return read_value(QuantityKind.SCORE, at, behind + 1, low, low if level else Decimal(0))


def score_of(tokens: Tokens, first: Reading, second: Reading) -> Reading | None:
    """Return 112-108 as a score: two bare whole numbers that count nothing together."""
    if not _are_bare(tokens, first, second) or first.low is None or second.low is None:
        return None
    if not (tokens.is_number(first.number_start) and tokens.is_number(second.number_start)):
        return None
    after = tokens[second.end]
    if tokens[first.start - 1].lower in _AGES:
        return None
    if after.lower in _RESULTS:
        return _joined(first, second)
    if (is_counted(tokens, second.end) and first.low < second.low) or (
        after.text in DASHES and after.glued
    ):
        return None
    return _joined(first, second)


def linked_score(tokens: Tokens, first: Reading, second: Reading) -> Reading | None:
    """Return "243 for 6" and "11/4" as scores; "200 for 5 days" and the date 3/11 are none."""
    if not _are_bare(tokens, first, second) or is_counted(tokens, second.end):
        return None
    if tokens[second.end].text in {*DASHES, "/", "%"}:
        return None
    if tokens[first.end].text == "/":
        glued = tokens[first.end].glued and tokens[first.end + 1].glued
        glued = glued and tokens.is_number(first.number_start)
        larger = (first.low or Decimal(0)) > (second.low or Decimal(0)) > 0
        return _joined(first, second) if glued and larger else None
    spoken = tokens[second.end].lower in _PRICED or tokens[first.start - 1].lower == "for"
    return None if spoken else _joined(first, second)


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
