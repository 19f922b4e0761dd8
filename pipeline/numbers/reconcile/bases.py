"""Bases: of what a number is. 412 of the drones and missiles are not 412 missiles.

The nouns must be of one thing, as far as words can tell: another noun may be another word for it.
"""

import itertools
import re

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.reconcile.comparison import Comparison
from pipeline.numbers.reconcile.mention import Mention, is_sentence
from pipeline.numbers.reconcile.source import SourceQuantity
from pipeline.text.words import content_stems
from schemas import Quantity, QuantityKind, Status

_NUMBER_WORDS = {*lexicon.ONES, *lexicon.TENS, *lexicon.VAGUE}
_IN_A_ROW = re.compile(r"\b(?:row|straight|consecutive|successive|running|times?)\b")
_ROW_REACH = 40  # characters
_RANKED = {QuantityKind.ORDINAL, QuantityKind.IDENTIFIER}
# Of all words around, from 0 to 1. In minimal pairs of right and wrong sentences, twice as many
# wrong as right ones lie below.
_BASE_REACH = 6  # words
_ENDS_BASE = re.compile(
    r"is|are|was|were|has|have|had|in|on|at|by|from|for|to|who|which|that|and|with|said|\w+ed|will"
)
_NO_THING = {"other", "peopl", "people"}
_NEARBY = 1  # sentences
_HARDLY_ALIKE = 0.15
_COORDINATED = re.compile(r"\s+and\s+")


def narrowed(stated: Mention, source: Mention) -> Comparison | None:
    """Report a number of two things together that a sentence states of one of them alone.

    A headline is let off: it says "113 colleges" for "113 colleges and universities".
    """
    whole, part = source.quantity.noun, stated.quantity.noun
    if not whole or not part or not is_sentence(stated.sentence):
        return None
    halves = [set(content_stems(half)) for half in _COORDINATED.split(whole)]
    counted = any(_NUMBER_WORDS & set(half.lower().split()) for half in _COORDINATED.split(whole))
    if len(halves) < 2 or counted:
        return None
    said = set(content_stems(part)) | set(stated.steps)
    if sum(bool(half & said) for half in halves) != 1:
        return None
    return Comparison(Status.ELSEWHERE, "base", f"in the source it is of {whole} together")


def no_row(stated: Mention, source: Mention) -> Comparison | None:
    """Report a rank taken for a count: only "the third year in a row" are three years."""
    ranks = source.quantity.kind is QuantityKind.ORDINAL and stated.quantity.kind not in _RANKED
    if not ranks or not is_sentence(stated.sentence):
        return None
    if _IN_A_ROW.search(source.after[:_ROW_REACH]):
        return None
    reason = f"the source has this number only as “{source.quantity.label()}”"
    return Comparison(Status.ELSEWHERE, "unit", reason)


def other_noun(stated: Mention, source: Mention, likeness: float) -> Comparison | None:
    """Report a count of other things, in a sentence that hardly shares a word with this one."""
    said, meant = stated.quantity.noun, source.quantity.noun
    if not said or not meant or not is_sentence(stated.sentence) or likeness >= _HARDLY_ALIKE:
        return None
    stems = set(content_stems(said)) - _NO_THING
    if not stems or stems & (set(source.steps) | set(content_stems(meant))):
        return None
    reason = f"in the source it is of something else: “{source.quantity.label()}”"
    return Comparison(Status.ELSEWHERE, "noun", reason)


def other_base(stated: Mention, source: Mention) -> Comparison | None:
    """Report a share of something else: 88% of the viaduct is not 88% of the tunnelling."""
    said, meant = _base(stated), _base(source)
    if not said or not meant or not is_sentence(stated.sentence):
        return None
    if said & (meant | _NO_THING) or meant & (set(stated.steps) | _NO_THING):
        return None
    if said & set(content_stems(source.around)) or len(said) == len(meant) == 1:
        reason = f"in the source it is of something else: “{source.quantity.label()}”"
        return Comparison(Status.ELSEWHERE, "base", reason)
    return None


def _base(mention: Mention) -> set[str]:
    """Return the stems of what a share is of: the words behind "of", up to the next mark."""
    shares = {QuantityKind.PERCENT, QuantityKind.FRACTION, QuantityKind.RATIO}
    words = mention.words_after
    if mention.quantity.kind not in shares or words[:1] != ("of",):
        return set()
    phrase = itertools.takewhile(lambda word: not _ENDS_BASE.fullmatch(word), words[1:_BASE_REACH])
    return set(content_stems(" ".join(phrase)))


def taken_noun(
    stated: Mention, place: SourceQuantity, others: tuple[SourceQuantity, ...]
) -> tuple[SourceQuantity, Comparison] | None:
    """Return the number nearby that counts what the statement counts, where this one does not.

    "1,500 tanks, 3,000 armoured vehicles" are no 3,000 tanks. A headline is held only to the
    numbers of the same sentence.
    """
    said, meant = _head(stated.quantity), place.quantity.noun
    general = _NO_THING & set(content_stems(meant or ""))
    if not said or not meant or general or said & (set(content_stems(meant)) | _NO_THING):
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
