"""Checks of sums: what is listed against what it is said to add up to."""

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.checks.check import Check, Pitfall
from pipeline.checks.passage import Passage
from pipeline.checks.rounding import is_hedged
from schemas import Quantity, QuantityKind

_ADDABLE = {QuantityKind.COUNT, QuantityKind.PERCENT, QuantityKind.MONEY, QuantityKind.MEASURE}
_TOTAL_BEFORE = re.compile(
    r"\b(?:total of|totall?ing|combined|altogether|adding up to|sum of)\s+$", re.IGNORECASE
)
_TOTAL_AFTER = re.compile(r"\s+(?:in total|in all|altogether|combined)\b", re.IGNORECASE)


def a14_sum(passage: Passage) -> Iterator[Pitfall]:
    """Yield each total that its parts do not add up to."""
    for total in passage.quantities:
        parts = [q for q in passage.quantities if q is not total and _addable(q, total)]
        if len(parts) < 2 or not _is_total(passage, total) or total.low is None:
            continue
        values = [part.low for part in parts if part.low is not None]
        added = sum(values, Decimal(0))
        reach = sum(((part.step or Decimal(0)) / 2 for part in (*parts, total)), Decimal(0))
        if abs(added - total.low) > reach:
            computed = " + ".join(f"{value:f}" for value in values) + f" = {added:f}"
            yield Pitfall(f"the parts make {added:f}, not {total.text}", (*parts, total), computed)


def _addable(part: Quantity, total: Quantity) -> bool:
    """Return whether two quantities measure the same thing exactly, so that they can be added."""
    exact = not is_hedged(part) and not is_hedged(total) and part.value is not None
    same = part.kind is total.kind and part.unit == total.unit and part.per == total.per
    return exact and same and part.kind in _ADDABLE


def _is_total(passage: Passage, quantity: Quantity) -> bool:
    before, after = passage.before(quantity), passage.after(quantity)
    return bool(_TOTAL_BEFORE.search(before) or _TOTAL_AFTER.match(after))


CHECKS = (
    Check(
        "A14",
        "sum",
        "The parts do not add up to the total that is given with them.",
        fires="They spend 3.5% on arms and 1.5% on roads, a total of 6%.",
        silent="They spend 3.5% on arms and 1.5% on roads, a total of 5%.",
        settles="The table that the parts and the total come from.",
        find=a14_sum,
    ),
)
