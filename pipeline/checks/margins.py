"""Margins: what two amounts are said to lie apart.

::

    margin = amount … amount … ("a margin of" | "a surplus of" | "leaving a profit of") amount
"""

import re
from collections.abc import Iterator

from pipeline.checks.lists import Amounts, alike, is_addable
from pipeline.checks.passage import Passage, is_broken
from pipeline.checks.rounding import Measured, measured
from pipeline.checks.tallies import in_unit_of

_BETWEEN = re.compile(
    r"(?:,|\b(?:by|with|leaving|giving|for|is))\s+(?:it\s+|them\s+)?(?:a|an|the)\s+"
    r"(?:margin|majority|lead|surplus|deficit|difference|gap|shortfall|profit|loss|balance|net\s+[a-z]+)\s+of\s+$",
    re.IGNORECASE,
)
_PAIRED = re.compile(r"\b(?:to|and|against|but|while|over|than)\b|,")
_CHANGES = re.compile(r"\b(?:from|up|down|rose|fell|year|month|quarter)\b")


def margins(passage: Passage) -> Iterator[tuple[Amounts, Measured]]:
    """Yield two amounts with the margin that is given for them, and the margin that they have."""
    some = passage.quantities
    for one, other, margin in zip(some, some[1:], some[2:], strict=False):
        two = in_unit_of(other, one)
        three = in_unit_of(margin, one)
        words = passage.between(one, other)
        if not _BETWEEN.search(passage.between(other, margin)) or is_broken(
            passage.between(other, margin)
        ):
            continue
        exact = all(is_addable(each) and alike(each, one) for each in (one, two, three))
        if not exact or not _PAIRED.search(words) or _CHANGES.search(words):
            continue
        values = [value for each in (one, two, three) if (value := measured(each))]
        apart = values[0].minus(values[1])
        apart = Measured(abs(apart.value), apart.error)
        near = values[2].value / 3 <= apart.value <= values[2].value * 3
        if near and not apart.agrees(values[2]):
            yield (one, two, three), apart
