"""Things: what a count counts, as far as its noun tells. 3,000 armoured vehicles are no 3,000 tanks.

Another noun may be another word for the same thing, so more must speak against it: hardly a word in
common, or another number nearby that counts what is stated.
"""

import re

from pipeline.numbers.reconcile.bases import ANYTHING
from pipeline.numbers.reconcile.comparison import Comparison
from pipeline.numbers.reconcile.mention import Mention, is_sentence
from pipeline.numbers.reconcile.source import Source, SourceQuantity
from pipeline.text.words import content_stems
from schemas import Quantity, QuantityKind, Status

_IN_A_ROW = re.compile(r"\b(?:row|straight|consecutive|successive|running|times?)\b")
_ROW_REACH = 40  # characters
_PEOPLE = set(content_stems("people persons residents inhabitants adults men women children"))
_OF_SEVERAL = set(
    content_stems("homes households families houses schools companies firms towns villages")
)
_HOMES = set(content_stems("homes households houses properties families dwellings"))
_RANKED = {QuantityKind.ORDINAL, QuantityKind.IDENTIFIER}
_NEARBY = 1  # sentences
# Of all words around, from 0 to 1. In minimal pairs of right and wrong sentences, twice as many
# wrong as right ones lie below.
_HARDLY_ALIKE = 0.15


def no_row(stated: Mention, source: Mention) -> Comparison | None:
    """Report a rank taken for a count: only "the third year in a row" are three years."""
    ranks = source.quantity.kind is QuantityKind.ORDINAL and stated.quantity.kind not in _RANKED
    if not ranks or not is_sentence(stated.sentence):
        return None
    if _IN_A_ROW.search(source.after[:_ROW_REACH]):
        return None
    reason = f"the source has this number only as “{source.quantity.label()}”"
    return Comparison(Status.ELSEWHERE, "unit", reason)


def other_noun(stated: Mention, place: SourceQuantity, source: Source) -> Comparison | None:
    """Report a count of other things, in a sentence that hardly shares a word with this one."""
    said, meant = stated.quantity.noun, place.quantity.noun
    if not said or not meant or not is_sentence(stated.sentence):
        return None
    if _people_for_homes(said, meant):
        reason = f"in the source it is of something else: “{place.quantity.label()}”"
        return Comparison(Status.ELSEWHERE, "noun", reason)
    if all(_HOMES & set(content_stems(each)) for each in (said, meant)):
        return None
    stems = set(content_stems(said)) - ANYTHING
    if not stems or stems & (place.mention.steps.keys() | set(content_stems(meant))):
        return None
    if source.likeness(stated, place) >= _HARDLY_ALIKE:
        return None
    reason = f"in the source it is of something else: “{place.quantity.label()}”"
    return Comparison(Status.ELSEWHERE, "noun", reason)


def _people_for_homes(said: str, meant: str) -> bool:
    """Return whether one counts people and the other what several people share."""
    heads = [set(content_stems(each)[-1:]) for each in (said, meant)]
    return any(one & _PEOPLE and other & _OF_SEVERAL for one, other in (heads, heads[::-1]))


def taken_noun(
    stated: Mention, place: SourceQuantity, others: tuple[SourceQuantity, ...]
) -> tuple[SourceQuantity, Comparison] | None:
    """Return the number nearby that counts what the statement counts, where this one does not.

    "1,500 tanks, 3,000 armoured vehicles" are no 3,000 tanks. A headline is held only to the
    numbers of the same sentence.
    """
    said, meant = _head(stated.quantity), place.quantity.noun
    general = ANYTHING & set(content_stems(meant or ""))
    if not said or not meant or general or said & (set(content_stems(meant)) | ANYTHING):
        return None
    reach = _NEARBY if is_sentence(stated.sentence) else 0
    for each in others:
        near = abs(each.position - place.position) <= reach
        other_value = each.quantity.low != place.quantity.low
        if near and other_value and said & set(content_stems(each.quantity.noun or "")):
            label = place.quantity.label()
            reason = (
                f"in the source it is of something else: “{label}”, not “{each.quantity.label()}”"
            )
            return each, Comparison(Status.ELSEWHERE, "noun", reason)
    return None


def _head(quantity: Quantity) -> set[str]:
    """Return the stem of the last word of what a number counts."""
    return set(content_stems((quantity.noun or "").partition(" and ")[0])[-1:])
