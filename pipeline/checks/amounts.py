"""Amounts of a sentence as parts of a whole: which number is of which, and which are a list.

::

    list = part ("," part)* ("," | "and" | ";") part     seven men, four women and three children
"""

import re
from decimal import Decimal
from functools import lru_cache

from pipeline.checks.passage import Passage
from pipeline.checks.rounding import is_hedged, is_one_in
from pipeline.numbers.dimensions import dimension
from schemas import Quantity, QuantityKind, TextSpan

Amounts = tuple[Quantity, ...]

SHARES = frozenset({QuantityKind.PERCENT, QuantityKind.FRACTION})
_ADDABLE = {QuantityKind.COUNT, QuantityKind.PERCENT, QuantityKind.MONEY, QuantityKind.MEASURE}
_LONGEST = 70  # characters from one part to the next
_JOINED = re.compile(r"[,;(]|\band\b|\bplus\b|\balong with\b", re.IGNORECASE)
_THOUSAND = 1000
_OF_BEFORE = re.compile(
    r"(?:^|[,;:(“\"]\s*|\b(?:and|that|said|when)\s+)(?:out\s+)?of\s+"
    r"(?:(?:the|its|their|all|those|these|some|about|a|total)\s+|[\w-]+['’]s?\s+){0,4}$",
    re.IGNORECASE,
)
OF_WHICH = re.compile(
    r"^[^;:.]{0,40},?\s+of\s+(?:whom|which)(?:\s+[\w'’-]+){0,6}\s+$", re.IGNORECASE
)
"""Between a whole and its part: $90 million, of which the town pays $60 million."""
OF_THEM = re.compile(r"^\s+of\s+(?:them|these|those|whom|which|the\s+total)\b", re.IGNORECASE)
"""Behind a part: 32 members, 22 of them women."""
_ONE = re.compile(
    r"(?:[,;:]|\b(?:and|but))\s+(?:only\s+|just\s+|the\s+other\s+)?(one)\b"
    r"(?!-|\s+(?:of|another|or|to|day|side|time|way|thing)\b|\s+in\s+(?:every|\d|[a-z]+\b))",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)  # each list of a sentence asks; a long one would be quadratic in its numbers
def amounts(passage: Passage) -> Amounts:
    """Return the quantities of a sentence in text order, read as parts where that is open.

    A lone "one" counts ("and one did not"), and a bare number behind "of the 40 experts asked by
    Elm," is no age.
    """
    read: list[Quantity] = []
    for quantity in passage.quantities:
        bare = quantity.kind is QuantityKind.AGE and quantity.text.isdecimal()
        counted = bare and read and is_after_of(passage, read[-1])
        update = {"kind": QuantityKind.COUNT, "unit": None}
        read.append(quantity.model_copy(update=update) if counted else quantity)
    for lone in _ONE.finditer(passage.text if "one" in passage.words else ""):
        start, end = (passage.offset + at for at in lone.span(1))
        if not any(each.span.start < end and start < each.span.end for each in read):
            read.append(_one(TextSpan(start=start, end=end)))
    return tuple(sorted(read, key=lambda each: each.span.start))


def _one(span: TextSpan) -> Quantity:
    one = Decimal(1)
    return Quantity(text="one", span=span, number=span, kind=QuantityKind.COUNT, low=one, high=one)


def is_after_of(passage: Passage, whole: Quantity) -> bool:
    """Return whether a count stands as the whole of what follows: "of the 32 members, 22"."""
    return bool(_OF_BEFORE.search(passage.before(whole)))


def is_count_of(quantity: Quantity) -> bool:
    """Return whether it is a counted part of a counted whole, "22 of 32", and no "one in five"."""
    return quantity.kind is QuantityKind.RATIO and not is_one_in(quantity)


def in_unit_of(amount: Quantity, other: Quantity) -> Quantity:
    """Return a bare number in the unit of the amount beside it: 180 million of 300 million lira."""
    bare = amount.kind is QuantityKind.COUNT and not amount.noun and not amount.unit
    if not bare or other.kind not in {QuantityKind.MONEY, QuantityKind.MEASURE}:
        return amount
    return amount.model_copy(update={"kind": other.kind, "unit": other.unit, "noun": other.noun})


def count_of(ratio: Quantity, number: Decimal | None) -> Quantity:
    """Return one of the two counts of "22 of the 32"."""
    counted = {"kind": QuantityKind.COUNT, "low": number, "high": number, "whole": None}
    return ratio.model_copy(update={**counted, "text": f"{number:f}"})


@lru_cache(maxsize=8)  # several checks ask for the same sentence, one after the other
def lists(passage: Passage) -> tuple[Amounts, ...]:
    """Return the runs of amounts of one measure, each following the last within a few words."""
    runs: list[list[Quantity]] = []
    last: Quantity | None = None
    for read in amounts(passage):
        amount = in_unit_of(read, last) if last and (read.value or 0) >= _THOUSAND else read
        # "The state paid $27m and two towns $9m": the count says whose the next sum is.
        few = amount.kind is QuantityKind.COUNT and amount.noun and not amount.unit
        if last and few and last.kind in {QuantityKind.MONEY, QuantityKind.PERCENT}:
            continue
        if not is_addable(amount):
            last = None
            continue
        if last and are_alike(last, amount) and _follows(passage.between(last, amount)):
            runs[-1].append(amount)
        else:
            runs.append([amount])
        last = amount
    return tuple(tuple(run) for run in runs)


def is_addable(quantity: Quantity) -> bool:
    """Return whether a quantity is one exact amount, no range, bound or estimate."""
    exact = quantity.kind in _ADDABLE and not is_hedged(quantity)
    return exact and quantity.value is not None and quantity.value > 0


def are_alike(one: Quantity, other: Quantity) -> bool:
    """Return whether two amounts measure the same, so that they can be added."""
    return dimension(one) == dimension(other) and one.per == other.per


def _follows(words: str) -> bool:
    return len(words) <= _LONGEST and bool(_JOINED.search(words))
