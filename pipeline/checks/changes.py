"""Checks of changes: how much, from what, over what time."""

import re
from collections.abc import Iterator

from pipeline.checks.check import Check, Pitfall
from pipeline.checks.passage import Passage
from schemas import Quantity, QuantityKind

_BASELINE = re.compile(
    r"\b(?:from|than|compared|since|versus|year[- ]on[- ]year|annual(?:ly|ised|ized)?|a year (?:ago|earlier)|"
    r"over the (?:past|last|same)|last (?:year|month|week|quarter)|previous|prior|earlier|before|"
    r"between|in the (?:year|month|quarter) to|relative to|on top of)\b",
    re.IGNORECASE,
)
_MARKETS = re.compile(r"\b(?:shares?|stocks?|index|FTSE|Dow|Nasdaq|S&P|futures|yields?)\b")
_RELATIVE = {QuantityKind.PERCENT, QuantityKind.MULTIPLIER, QuantityKind.PERCENTAGE_POINT}
_LEVEL = (" to", " at", " of", " below", " above")


def b05_no_baseline(passage: Passage) -> Iterator[Pitfall]:
    """Yield each change without what it is measured from; moves of markets are exempt."""
    if _BASELINE.search(passage.text) or _MARKETS.search(passage.text):
        return
    for quantity in passage.quantities:
        moved = quantity.direction or quantity.kind is QuantityKind.MULTIPLIER
        if quantity.kind in _RELATIVE and moved and _is_change(passage, quantity):
            yield Pitfall(f"{quantity.text}: a change from what?", (quantity,))


def _is_change(passage: Passage, quantity: Quantity) -> bool:
    """Return whether the number is how much, not up to what level: "by 5%", "a 5% rise"."""
    return not passage.before(quantity).rstrip().lower().endswith(_LEVEL)


CHECKS = (
    Check(
        "B05",
        "no-baseline",
        "A change is given without what it is measured from; moves of markets are exempt.",
        fires="Crime rose by 12%.",
        silent="Crime rose by 12% from a year earlier.",
        settles="The figure before the change, and its date.",
        find=b05_no_baseline,
    ),
)
