"""Rivals: which numbers of a source could stand in the place of the one that a statement gives.

Numbers that measure the same, but for those whose words are of both: the start and the end of one
change, a count that lends its noun, and what is told of another name than the statement's.
"""

import re

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.reconcile.changes import is_difference
from pipeline.numbers.reconcile.dimensions import dimension, share_noun
from pipeline.numbers.reconcile.lists import item_of
from pipeline.numbers.reconcile.mention import Mention
from pipeline.numbers.reconcile.moments import POINTS_IN_TIME
from pipeline.numbers.reconcile.operands import between
from pipeline.numbers.reconcile.source import SourceQuantity
from pipeline.numbers.reconcile.times import time_of
from pipeline.text.words import content_stems
from schemas import Part, Quantity, QuantityKind

_ONE_CHANGE = 60  # characters: "to 3% by the end of next year from 6.4%"
_HAS_VERB = re.compile(r"\s*(?:\w+ed|hurt|dead|missing)\b")
_CLAUSE_ENDS = re.compile(r"[;:,]\s|\s(?:and|but|while|whereas)\s")
_WHERE = re.compile(rf"\b(?:in|at)\s+(?!(?i:{'|'.join(lexicon.MONTHS)})\b)([A-Z][a-z]{{2,}})")


def is_rival(stated: Mention, each: SourceQuantity, place: SourceQuantity) -> bool:
    """Return whether a number could be what is meant, where another place has the stated one."""
    if stated.quantity.kind is QuantityKind.SCORE:
        return False
    return _measures_the_same(stated.quantity, each.quantity) and not (
        are_one_change(place, each)
        or _lends_noun(stated, each, place)
        or _counts_another(stated, each, place)
        or _is_no_difference(stated, each, place)
        or _is_named_apart(stated, each, place)
    )


def _measures_the_same(stated: Quantity, other: Quantity) -> bool:
    """Return whether two numbers are of one kind and measure, and not the same."""
    if stated.kind in POINTS_IN_TIME:
        return (
            other.kind is stated.kind
            and date_shape(other) == date_shape(stated)
            and other.date != stated.date
        )
    kinds = {stated.kind, QuantityKind.RANGE}
    alike = dimension(stated) == dimension(other) and other.kind in kinds
    return alike and other.checkable and (stated.low, stated.high) != (other.low, other.high)


def are_one_change(one: SourceQuantity, other: SourceQuantity) -> bool:
    """Return whether two numbers are the start and the end of one change: their words are of both."""
    if one.position != other.position:
        return False
    first, second = sorted((one, other), key=lambda each: each.span.start)
    words = between(first, second)
    starts = second.quantity.part is Part.ORIGIN and not re.search(r"[\d;]", words)
    return starts and len(words) <= _ONE_CHANGE


def _is_no_difference(stated: Mention, rival: SourceQuantity, place: SourceQuantity) -> bool:
    """Return whether a rival is a level, where the statement and the place tell of a difference."""
    differ = is_difference(stated) and is_difference(place.mention)
    return differ and not is_difference(rival.mention)


def _lends_noun(stated: Mention, one: SourceQuantity, other: SourceQuantity) -> bool:
    """Return whether a count leaves out its noun to another before it: "had 40 shops and has 52 now".

    The words around the first are of both.
    """
    before = one.position == other.position and one.span.start < other.span.start
    counts = one.quantity.kind is other.quantity.kind is QuantityKind.COUNT
    written = other.quantity.noun and other.quantity.noun in other.mention.after
    if not (before and counts and one.quantity.noun) or written:
        return False
    named = item_of(stated) & item_of(other.mention) - item_of(one.mention)
    of_time = time_of(one.mention) != time_of(other.mention)
    return bool(of_time or named or _HAS_VERB.match(other.mention.after))


def _counts_another(stated: Mention, rival: SourceQuantity, place: SourceQuantity) -> bool:
    """Return whether a rival counts other things, and what is stated is told of where the number stands."""
    said, meant = stated.quantity.noun, rival.quantity.noun
    if not said or not meant or share_noun(stated.quantity, rival.quantity):
        return False
    return not place.mention.steps.keys().isdisjoint(content_stems(said))


def _is_named_apart(stated: Mention, rival: SourceQuantity, place: SourceQuantity) -> bool:
    """Return whether the place is told of somewhere that is stated, and the rival is not.

    Where "house prices rose 2.4%, in London 2.6%", no London prices rose 2.4%.
    """
    if stated.quantity.kind in POINTS_IN_TIME:
        return False
    where = {name for name in _WHERE.findall(_clause(place.mention)) if name in stated.sentence}
    return bool(where) and not any(name in rival.mention.sentence for name in where)


def _clause(mention: Mention) -> str:
    """Return the words around a number up to the next mark or joiner on either side."""
    before = _CLAUSE_ENDS.split(mention.before)[-1]
    return f"# {before} # {_CLAUSE_ENDS.split(mention.after, maxsplit=1)[0]}"


def date_shape(quantity: Quantity) -> str:
    """Return a date as far as it is known, its digits blanked: a day is no rival of a year."""
    return re.sub(r"\d", "0", quantity.date or "")


def counts_the_same(stated: Quantity, other: Quantity) -> bool:
    """Return whether two numbers count things of one name and by one measure, as far as is said."""
    if stated.per != other.per and (stated.per and other.per):
        return False
    if not stated.noun or not other.noun:
        return dimension(stated) != "count" or bool(stated.noun)
    return share_noun(stated, other)
