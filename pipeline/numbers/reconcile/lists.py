"""Lists: which item of a list a number is of. In "power for 2.6 and farming for 1.4" farming has no 2.6.

An item is a short clause with one number in it. A number is of another item where its clause in the
statement names that one and not its own.
"""

import re

from pipeline.numbers.reconcile.comparison import Comparison
from pipeline.numbers.reconcile.dimensions import dimension, may_share_noun
from pipeline.numbers.reconcile.mention import Mention, is_sentence
from pipeline.numbers.reconcile.moments import POINTS_IN_TIME
from pipeline.numbers.reconcile.source import SourceQuantity
from pipeline.text.words import content_stems
from schemas import Part, Status

_ENDS = re.compile(r"[,;:()—–]\s*|\s(?:and|but|while|whereas|or)\s")
_MOST_WORDS = 2  # of meaning that name an item
_MOVES = {Part.ORIGIN, Part.CHANGE}
_REACH = 160  # characters to either side


def other_item(
    stated: Mention, place: SourceQuantity, others: tuple[SourceQuantity, ...]
) -> Comparison | None:
    """Report a number that the source has of another item of the same list."""
    aside = stated.quantity.kind in POINTS_IN_TIME or stated.quantity.part in _MOVES
    if aside or not is_sentence(stated.sentence):
        return None
    said, own = item_of(stated), item_of(place.mention)
    if not own or said & own:
        return None
    for each in others:
        if each.position != place.position or not _are_listed(each, place):
            continue
        named = item_of(each.mention) - own
        if 0 < len(named) <= _MOST_WORDS and named <= said:
            label = each.quantity.label()
            reason = f"the source has “{label}” of what is stated, and this number of another item"
            return Comparison(Status.ELSEWHERE, "item", reason)
    return None


def _are_listed(one: SourceQuantity, other: SourceQuantity) -> bool:
    """Return whether two numbers measure the same, neither of them the start or size of a change."""
    first, second = one.quantity, other.quantity
    aside = _MOVES & {first.part, second.part} or POINTS_IN_TIME & {first.kind, second.kind}
    if aside or dimension(first) != dimension(second) or first.low == second.low:
        return False
    return may_share_noun(first, second)


def item_of(mention: Mention) -> frozenset[str]:
    """Return the stems of the clause of a number, but for what it counts."""
    before = _ENDS.split(mention.before[-_REACH:])[-1]
    behind = _ENDS.split(mention.after[:_REACH], maxsplit=1)[0]
    counted = content_stems(mention.quantity.noun or "")
    stems = frozenset(content_stems(f"{before} # {behind}")) - set(counted)
    return frozenset(each for each in stems if not any(sign.isdecimal() for sign in each))
