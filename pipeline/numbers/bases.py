"""Bases: of what a number is. 412 of the drones and missiles are not 412 missiles."""

import re

from pipeline.numbers.compare import Comparison
from pipeline.numbers.mention import Mention
from pipeline.text.words import content_stems
from schemas import QuantityKind, Status

_COORDINATED = re.compile(r"\s+and\s+")


def narrowed(stated: Mention, source: Mention) -> Comparison | None:
    """Report a number of two things together that is stated of one of them alone."""
    whole, part = source.quantity.noun, stated.quantity.noun
    if not whole or not part or _COORDINATED.search(part):
        return None
    halves = [set(content_stems(half)) for half in _COORDINATED.split(whole)]
    said = set(content_stems(part))
    one = [half for half in halves if half & said]
    if len(halves) < 2 or len(one) != 1 or any(half & set(stated.steps) for half in halves if half is not one[0]):  # noqa: E501
        return None
    reason = f"in the source it is of {whole} together"
    return Comparison(Status.ELSEWHERE, "base", reason)
