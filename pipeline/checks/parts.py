"""Parts: the amounts that follow a whole as what it is made of.

::

    parts = "of" whole "," part ("," part)* "and" part      of the 32 members, 22 voted for it and 10 against
          | whole "of which" part … part                    $90 million, of which the town pays $60 million …
          | whole "," part "of them" … part                 32 members, 12 of them women and the other 20 men
"""

import re
from decimal import Decimal

from pipeline.checks.lists import Amounts, added, alike, is_addable
from pipeline.checks.passage import Passage
from pipeline.checks.portions import SHARES
from pipeline.checks.rounding import is_one_in, measured
from pipeline.checks.tallies import in_unit_of, is_after_of, is_lone_one
from schemas import Quantity, QuantityKind

REMAINING = re.compile(
    r"\b(?:the|its|their)\s+(?:other|remaining|rest(?:\s+of\s+the)?,?(?:\s*\()?)\s*$"
    r"|\bleav(?:ing|es)\s+(?:only\s+|just\s+)?$",
    re.IGNORECASE,
)
APART = re.compile(
    r"\b(?:than|from|including|of\s+(?:them|whom|which)|percent|per\s+cent|years?|times|another|more)\b|[.]\s"
)
_OF_WHOM = re.compile(
    r"^(?:\s+[\w-]+){0,4},?\s+of\s+(?:whom|which)(?:\s+[\w'’-]+){0,6}\s+$|^(?:\s+[\w-]+){0,6}:\s*$",
    re.IGNORECASE,
)
_THEM = re.compile(r"^\s+of\s+(?:them|whom|which)\b", re.IGNORECASE)
_WHICH = re.compile(r"\bof\s+(?:whom|which)\b", re.IGNORECASE)
NEAR = Decimal("0.75"), Decimal("1.34")
# Of three parts and more that nearly make the whole, one is wrong; of others some are not told.
CLOSE = Decimal("0.85"), Decimal("1.15")
FAR = Decimal("0.5"), Decimal(2)


def count_of(ratio: Quantity, number: Decimal | None) -> Quantity:
    """Return one of the two counts of "22 of the 32"."""
    counted = {"kind": QuantityKind.COUNT, "low": number, "high": number, "whole": None}
    return ratio.model_copy(update={**counted, "text": f"{number:f}"})


def parts_of(passage: Passage, whole: Quantity, behind: Amounts) -> Amounts:
    """Return the amounts that follow a whole as its parts: of the 32, 22 voted for and 8 against."""
    if not behind:
        return ()
    of_whom = _OF_WHOM.match(passage.between(whole, behind[0]))
    if whole.kind is not QuantityKind.COUNT:
        of_whom = _WHICH.search(passage.between(whole, behind[0]))
    opened = of_whom or is_after_of(passage, whole) or _is_of_them(passage, whole, behind[0])
    if of_whom and of_whom[0].rstrip().endswith(":") and not is_after_of(passage, whole):
        opened = not _is_sum(passage, whole, behind)
    first = in_unit_of(behind[0], whole)
    if not opened or not is_addable(first) or not alike(first, whole):
        return ()
    if APART.search(passage.between(whole, behind[0])) and not of_whom:
        return ()
    return (first, *parts_behind(passage, first, behind[1:]))


def _is_of_them(passage: Passage, whole: Quantity, part: Quantity) -> bool:
    """Return whether a part is said to be of the number right before it: 32 members, 12 of them women."""
    near = re.fullmatch(r"[^,;:.]{0,60},\s+", passage.between(whole, part))
    return bool(near and _THEM.match(passage.after(part)))


def _is_sum(passage: Passage, whole: Quantity, behind: Amounts) -> bool:
    """Return whether a list behind a colon is one that A14 adds up: closed with "and"."""
    same = [each for each in behind if each.kind is whole.kind]
    return len(same) > 1 and bool(re.search(r"\band\b", passage.between(same[-2], same[-1])))


def parts_behind(passage: Passage, first: Quantity, behind: Amounts) -> Amounts:
    """Return the amounts that follow one as parts of the same whole; shares said again are passed."""
    parts: list[Quantity] = []
    last = first
    for each in behind:
        if APART.search(_THEM.sub("", passage.between(last, each))):
            break
        last = each
        if each.kind in SHARES or is_one_in(each):
            continue
        amount = in_unit_of(each, first)
        wanted = first.kind if first.kind is not QuantityKind.RATIO else QuantityKind.COUNT
        if not is_addable(amount) or amount.kind is not wanted or amount.unit != first.unit:
            break
        parts.append(amount)
    return tuple(parts)


def is_near(parts: Amounts, whole: Quantity, ends: tuple[Decimal, Decimal] = NEAR) -> bool:
    """Return whether parts make about their whole, as they do where one number is wrong."""
    low, high = ends
    value, sum_ = (measured(whole) or added(parts)).value, added(parts).value
    few = ends == CLOSE and abs(sum_ - value) <= 1  # of six, one too many is a sixth
    return few or low * value <= sum_ <= high * value


def makes(parts: Amounts, whole: Quantity) -> bool:
    """Return whether parts make their whole within their roundings, with each lone "one" or without."""
    value = measured(whole)
    sure = tuple(each for each in parts if not is_lone_one(each))
    return value is None or added(parts).agrees(value) or added(sure).agrees(value)
