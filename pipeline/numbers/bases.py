"""Bases: of what a number is. 412 of the drones and missiles are not 412 missiles."""

import re

from pipeline.numbers import lexicon
from pipeline.numbers.compare import Comparison
from pipeline.numbers.mention import Mention, is_sentence
from pipeline.text.words import content_stems
from schemas import Status

_NUMBER_WORDS = {*lexicon.ONES, *lexicon.TENS, *lexicon.VAGUE}
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
