"""Wholes: who closes three of 19 schools does not close 19."""

import re

from pipeline.numbers.reconcile.comparison import Comparison
from pipeline.numbers.reconcile.mention import Mention
from pipeline.text.words import content_stems
from schemas import QuantityKind, Status

# What a part looks like right before its whole: "12% of its", "1,600 of the".
_PART = re.compile(
    r"(?:\b\d[\d.,]*(?:\s*%|\s+per\s?cent|\s+percent)?|\b(?:half|third|quarter|fifth|tenth|one|two|three|"
    r"four|five|six|seven|eight|nine|ten|dozen)|\w+\s+percent)\s+of\s+(?:(?:its|the|their|his|her|all|"
    r"some|about|these|those)\s+)*$",
    re.IGNORECASE,
)
_OF, _OF_REACH = re.compile(r"\bof\b", re.IGNORECASE), 20  # characters: a quick look before
_MARK = re.compile(r"[.,;:()]")


def whole_for_part(stated: Mention, source: Mention) -> Comparison | None:
    """Report the whole, stated of the very verb that the source says of a part of it."""
    before = before_part(stated, source)
    verb = _last_word(before) if before is not None else None
    if verb is None or _PART.search(stated.before) or verb != _last_word(stated.before):
        return None
    reason = f"in the source it is the whole of which a part is meant: “{source.quantity.label()}”"
    return Comparison(Status.CHANGED, "whole_for_part", reason)


def before_part(stated: Mention, source: Mention) -> str | None:
    """Return the words before the part of which the number in the source is the whole, or None."""
    count = stated.quantity.kind is QuantityKind.COUNT
    if source.quantity.kind is QuantityKind.RATIO and count:
        is_whole = stated.quantity.low == source.quantity.whole != source.quantity.low
        return source.before if is_whole else None
    if not _OF.search(source.before[-_OF_REACH:]):
        return None
    part = _PART.search(source.before)
    return source.before[: part.start()] if part else None


def _last_word(text: str) -> str | None:
    """Return the stem of the last word of meaning before a number, in its own clause."""
    stems = content_stems(_MARK.split(text)[-1])
    return stems[-1] if stems else None
