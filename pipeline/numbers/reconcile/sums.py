"""Sums and differences of two numbers of the source.

The statement speaks of the operation ("more", "in all"), or the two numbers stand in one sentence,
or the source itself sets one beside the other ("including", "another").
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.numbers.reconcile.derivation import Derivation, shown, value_of, words_of
from pipeline.numbers.reconcile.dimensions import dimension
from pipeline.numbers.reconcile.operands import alike, between, is_plain, says, speaks_of
from pipeline.numbers.reconcile.source import SourceQuantity
from schemas import Direction, Part, Quantity

_DIFFERENCE = re.compile(
    r"\b(?:more|less|fewer|lower|higher|longer|shorter|older|younger|faster|slower|larger|smaller|"
    r"cheaper|dearer|rose|risen|rise|fell|fallen|fall|drop\w*|climb\w*|gr[eo]w\w*|increas\w*|"
    r"decreas\w*|declin\w*|up|down|by|left|remain\w*|rest|others?|not|without|yet|still|short|gap|"
    r"ahead|behind|beat|lead\w*|margin|swing|difference|overrun|cut|rais\w*|lift\w*|gain\w*|lost|"
    r"los\w*|before|previous\w*|earlier|ago|was|were|had|minus|excess|above|below|beyond|apart|"
    r"separat\w*|add(?:ed|s|ing)?|used|extra|outnumber\w*|exceed\w*|surplus|unspent|spare|"
    r"majority|now|smaller|bigger|longer|eas(?:ed|es|ing)|sank|shr[aiu]nk|reduc\w*|slash\w*|miss\w*|"
    r"shortfall)\b",
    re.IGNORECASE,
)
_SUM = re.compile(
    r"\b(?:total\w*|swing|combined|together|in all|altogether|overall|sum|both|including|plus|or more "
    r"than one|killed|dead|dies?|died|deaths?|injur\w*|wounded|hurt|arrest\w*|between them|all told)\b",
    re.IGNORECASE,
)
_CASUALTIES = re.compile(
    r"\b(?:killed|dead|dies?|died|deaths?|injur\w*|wounded|hurt|arrest\w*|aboard|on board)\b",
    re.IGNORECASE,
)
_INCLUDING = re.compile(r"\b(?:including|of whom|of which|of them|among them)\b")
_OF_THEM = {("of", "them"), ("of", "whom"), ("of", "these"), ("of", "those")}
_ADDED = re.compile(r"\b(?:another|in addition|as well as|plus|further)\b")
_RED = {"deficit", "loss", "shortfall"}
_BALANCE = re.compile(r"\b(deficit|loss|shortfall|surplus|profit)\b")
_REST_REACH = 60  # characters
_LIST_WORDS = 4
_BALANCE_REACH = 30  # characters before a number


def sums_and_differences(
    stated: Quantity, statement: str, one: SourceQuantity, other: SourceQuantity
) -> Iterator[Derivation]:
    """Yield the difference and the sum of two numbers that measure the same; of percentages, points."""
    if not is_plain(one.quantity) or not is_plain(other.quantity):
        return
    reached = _is_reached(one, other)
    if _may_differ(stated, statement, one, other) and reached is not Direction.DOWN:
        yield _difference(stated, one, other)
    if _may_add_up(stated, statement, one, other) and reached is not Direction.UP:
        yield _sum(stated, one, other)


def _is_reached(level: SourceQuantity, change: SourceQuantity) -> Direction | None:
    """Return which way a level was reached by a change in points of its own sentence, or None.

    "Raised by a quarter of a point to 4.75%": it was less before, and is no more behind it.
    """
    by_points = _is_level(level, change) and level.position == change.position
    parts = level.quantity.part, change.quantity.part
    return change.quantity.direction if by_points and parts == (Part.LEVEL, Part.CHANGE) else None


def _may_differ(
    stated: Quantity, statement: str, one: SourceQuantity, other: SourceQuantity
) -> bool:
    wanted, kinds = dimension(stated), (dimension(one.quantity), dimension(other.quantity))
    points = kinds == ("percent", "percent") and wanted == "points"
    level = kinds == ("percent", "points") and wanted == "percent"
    same = alike(one, other) and kinds[0] == wanted != "percent"
    if kinds == (wanted, wanted) and (says(_INCLUDING, one, other) or _is_some_of(one, other)):
        return True
    if not (same or points or level):
        return False
    return speaks_of(_DIFFERENCE, statement) or _beside(one, other) or _leaves_rest(other)


def _may_add_up(
    stated: Quantity, statement: str, one: SourceQuantity, other: SourceQuantity
) -> bool:
    wanted, kinds = dimension(stated), (dimension(one.quantity), dimension(other.quantity))
    if kinds == ("percent", "points") and wanted == "percent":
        return True
    if kinds[0] != wanted or kinds[1] != wanted:
        return False
    counted = wanted == "count" and one.position == other.position
    joined = speaks_of(_CASUALTIES, statement) or says(_ADDED, one, other) or _listed(one, other)
    if counted and joined:
        return True
    return alike(one, other) and (speaks_of(_SUM, statement) or _beside(one, other))


def _is_some_of(whole: SourceQuantity, part: SourceQuantity) -> bool:
    """Return whether a count is part of the one before it: "1,050 men are at work; 340 of them"."""
    same = whole.position == part.position and whole.span.start < part.span.start
    return same and part.mention.words_after[:2] in _OF_THEM


def _leaves_rest(part: SourceQuantity) -> bool:
    """Return whether the source gives the rest to something else: "advertising $221m, fees the rest"."""
    behind = part.mention.after[:_REST_REACH]
    return "the rest" in behind or "the remainder" in behind


def _listed(one: SourceQuantity, other: SourceQuantity) -> bool:
    """Return whether two counts are listed as parts: "284 passengers and 46 crew"."""
    words = between(one, other).lower().split()
    return words[-1:] == ["and"] and len(words) <= _LIST_WORDS


def _beside(one: SourceQuantity, other: SourceQuantity) -> bool:
    """Return whether two numbers of one sentence are of the same thing: of money, of one noun."""
    if one.position != other.position or dimension(one.quantity) == "percent":
        return False
    return dimension(one.quantity) != "count" or bool(one.quantity.noun and other.quantity.noun)


def _difference(stated: Quantity, one: SourceQuantity, other: SourceQuantity) -> Derivation:
    second = _opposed(one, other)
    left = value_of(one.quantity) - value_of(second)
    words = words_of(second) if second is other.quantity else f"(−{words_of(second)})"
    formula = f"{words_of(one.quantity)} − {words} = {shown(left, stated)}"
    return Derivation(left, formula, (one.span, other.span), exact=_is_level(one, other))


def _sum(stated: Quantity, one: SourceQuantity, other: SourceQuantity) -> Derivation:
    total = value_of(one.quantity) + value_of(other.quantity)
    formula = f"{words_of(one.quantity)} + {words_of(other.quantity)} = {shown(total, stated)}"
    return Derivation(total, formula, (one.span, other.span), exact=_is_level(one, other))


def _is_level(one: SourceQuantity, other: SourceQuantity) -> bool:
    """Return whether a percentage goes up or down by points: 4.75% less a quarter of a point is no 5%."""
    return (dimension(one.quantity), dimension(other.quantity)) == ("percent", "points")


def _opposed(one: SourceQuantity, other: SourceQuantity) -> Quantity:
    """Return the second number, below zero where one is a deficit and the other a surplus."""
    sides = [_BALANCE.findall(each.mention.before[-_BALANCE_REACH:]) for each in (one, other)]
    second = other.quantity
    if not all(sides) or (sides[0][-1] in _RED) is (sides[1][-1] in _RED):
        return second
    low, high = second.low or Decimal(0), second.high or Decimal(0)
    return second.model_copy(update={"low": -high, "high": -low})
