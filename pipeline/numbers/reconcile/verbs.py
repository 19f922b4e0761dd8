"""Verbs: which number a verb of change leads to. "With winds of 130 mph, then weakened to 75" did not weaken to 130.

A number is not what the statement's verb led to where the source has the same verb lead to another
number, no verb to this one, and the words fit the other at least as well.
"""

import re

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.reconcile.comparison import Comparison
from pipeline.numbers.reconcile.dimensions import dimension, may_share_noun
from pipeline.numbers.reconcile.mention import Mention, is_sentence
from pipeline.numbers.reconcile.source import Source, SourceQuantity
from pipeline.text.words import content_stems
from schemas import Status

_WORD = re.compile(r"[A-Za-z'’-]+")
_LED = re.compile(
    r"(?P<words>(?:[A-Za-z'’-]+\s+){1,6})(?P<link>to|by|at)\s+"
    r"(?:(?:about|around|some|nearly|almost|just|only|under|over|a|an)\s+)*$"
)
_MOVES = lexicon.UP | lexicon.DOWN


def other_led(
    stated: Mention, place: SourceQuantity, others: tuple[SourceQuantity, ...], source: Source
) -> Comparison | None:
    """Report a number to which the source has the statement's verb lead from another."""
    led = _led(stated) if is_sentence(stated.sentence) else None
    if led is None or _led(place.mention) is not None:
        return None
    own = source.likeness(stated, place)
    for each in others:
        near = each.position == place.position and _measure_alike(each, place)
        if near and _led(each.mention) == led and source.likeness(stated, each) >= own:
            reason = f"in the source it is “{each.quantity.label()}” that this is said of"
            return Comparison(Status.ELSEWHERE, "verb", reason)
    return None


def _measure_alike(one: SourceQuantity, other: SourceQuantity) -> bool:
    first, second = one.quantity, other.quantity
    if dimension(first) != dimension(second) or first.low == second.low:
        return False
    return may_share_noun(first, second)


def _led(mention: Mention) -> tuple[str, str] | None:
    """Return the stem of the verb of change that leads to a number, with its preposition, or None."""
    found = _LED.search(mention.before)
    if found is None:
        return None
    for word in reversed(_WORD.findall(found["words"].lower())):
        if word in _MOVES and (stems := content_stems(word)):
            return stems[0], found["link"]
    return None
