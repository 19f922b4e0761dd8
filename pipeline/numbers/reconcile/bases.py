"""Bases: of what a share or a count is. 412 of the drones and missiles are not 412 missiles."""

import itertools
import re

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.reconcile.comparison import Comparison
from pipeline.numbers.reconcile.mention import Mention, is_sentence
from pipeline.text.words import content_stems
from schemas import QuantityKind, Status

_NUMBER_WORDS = {*lexicon.ONES, *lexicon.TENS, *lexicon.VAGUE}
_SHARES = {QuantityKind.PERCENT, QuantityKind.FRACTION, QuantityKind.RATIO}
_BASE_REACH = 6  # words
_ENDS_BASE = re.compile(
    r"is|are|was|were|has|have|had|in|on|at|by|from|for|to|who|which|that|and|with|said|\w+ed|will|"
    r"lost|won|made|sold|left|came|went|fell|rose|took|got|met|saw|ran"
)
ANYTHING = frozenset({"other", "peopl", "people"})
"""Stems of nouns that may stand for any other."""
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


def other_base(stated: Mention, source: Mention) -> Comparison | None:
    """Report a share of something else: 88% of the viaduct is not 88% of the tunnelling."""
    said, meant = _base(stated), _base(source)
    if not said or not meant or not is_sentence(stated.sentence):
        return None
    if said & (meant | ANYTHING) or meant & (set(stated.steps) | ANYTHING):
        return None
    if said & set(content_stems(source.around)) or len(said) == len(meant) == 1:
        reason = f"in the source it is of something else: “{source.quantity.label()}”"
        return Comparison(Status.ELSEWHERE, "base", reason)
    return None


def _base(mention: Mention) -> set[str]:
    """Return the stems of what a share is of: the words behind "of", up to the next mark."""
    words = mention.words_after
    if mention.quantity.kind not in _SHARES or words[:1] != ("of",):
        return set()
    phrase = itertools.takewhile(lambda word: not _ENDS_BASE.fullmatch(word), words[1:_BASE_REACH])
    return set(content_stems(" ".join(phrase)))
