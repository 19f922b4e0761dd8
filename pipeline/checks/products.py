"""Products: a total that is told as so many equal parts.

::

    product = total ":" part ("each" | "apiece")            with the number of parts in the sentence
            | total "," "or" part "in each of the" number   $90 million, or $30 million in each of three years
            | total ":" part "a year for" number "years"
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.checks.lists import Amounts, is_addable
from pipeline.checks.passage import Passage
from pipeline.checks.rounding import Measured, measured
from pipeline.checks.tallies import in_unit_of
from schemas import Quantity, QuantityKind

_SAID_AGAIN = re.compile(
    r"^[^;.]{0,40}?(?::|,\s+(?:or|which\s+is|that\s+is|i\.e\.)?|—|–|\()\s*$", re.IGNORECASE
)
_APIECE = re.compile(
    r"^\s*,?\s*(?:each|apiece)\b(?!\s+(?:of|year|month|week|day)\b)", re.IGNORECASE
)
_IN_EACH = re.compile(r"\s+(?:in|for|to|over)\s+each\s+of\s+(?:the|its|those|these)\s+(?:next\s+)?")
_A_YEAR_FOR = re.compile(
    r"\s*(?:(?:a|per)\s+[a-z]+|annually|yearly)?\s+(?:for|over)\s+(?:the\s+next\s+)?"
)
_COUNTS = {QuantityKind.COUNT, QuantityKind.DURATION}
_MOST = 60


def products(passage: Passage) -> Iterator[tuple[Amounts, Measured]]:
    """Yield a total, its equal part and their number, with what these two make."""
    some = passage.quantities
    for at, (total, bare) in enumerate(pairwise(some)):
        part = in_unit_of(bare, total)
        money = part.kind is total.kind is QuantityKind.MONEY and is_addable(total)
        if not money or not is_addable(part) or part.unit != total.unit:
            continue
        if not _SAID_AGAIN.match(passage.between(total, bare)):
            continue
        for number in _numbers(passage, at, bare):
            yield from _unequal(total, part, number)


def _numbers(passage: Passage, at: int, part: Quantity) -> Iterator[Quantity]:
    """Yield how many parts there are, where the sentence says it once."""
    some = passage.quantities
    behind = some[at + 2] if at + 2 < len(some) else None
    if behind and behind.kind in _COUNTS:
        words = passage.between(part, behind)
        if _IN_EACH.fullmatch(words) or (part.per == behind.unit and _A_YEAR_FOR.fullmatch(words)):
            yield behind
            return
    if _APIECE.match(passage.after(part)):
        counts = [e for e in some[:at] if e.kind is QuantityKind.COUNT and e.noun and is_addable(e)]
        if len(counts) == 1:
            yield counts[0]


def _unequal(
    total: Quantity, part: Quantity, number: Quantity
) -> Iterator[tuple[Amounts, Measured]]:
    whole, each, times = measured(total), measured(part), number.value
    if whole is None or each is None or times is None or not 1 < times <= _MOST:
        return
    made = each.times(int(times))
    near = whole.value / 2 <= made.value <= whole.value * 2
    if times == int(times) and near and not made.agrees(whole):
        yield (number, part, total), made
