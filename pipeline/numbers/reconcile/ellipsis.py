"""Ellipsis: the unit that a sentence says only once. "24 minutes instead of 41" are 41 minutes.

Only a bare number that nothing follows which it could count, with a measured number before it in its
sentence: "900 million euros, of which insurance covers 240 million".
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.numbers.reconcile.mention import Mention
from schemas import Quantity, QuantityKind

_MEASURED = {
    QuantityKind.MONEY, QuantityKind.MEASURE, QuantityKind.DURATION, QuantityKind.PERCENT,
    QuantityKind.TEMPERATURE,
}  # fmt: skip
# What may follow a number whose unit is left out: a mark, a time, another clause. "Five longer" is
# what `reversals` reckons with, because it knows which way.
_NOTHING_COUNTED = re.compile(
    r"\s*(?:$|[.,;:)—–]|(?:than|from|to|and|but|or|in|on|at|for|by|over|under|before|after|earlier|"
    r"last|this|next|a|an|the|per|previously|now|when|while|as)\b)",
    re.IGNORECASE,
)


def with_units(mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Quantity]]:
    """Yield the bare numbers of one sentence, each in the unit of the measured one before it, as it may be meant."""
    measured: Mention | None = None
    for mention in mentions:
        if mention.quantity.kind in _MEASURED:
            measured = mention
        elif mention.quantity.kind is QuantityKind.COUNT and mention.quantity.noun:
            measured = None  # what counts things stands between
        elif measured is not None and _leaves_unit_out(mention):
            unit = {"kind": measured.quantity.kind, "unit": measured.quantity.unit}
            yield mention, mention.quantity.model_copy(update=unit)


def _leaves_unit_out(mention: Mention) -> bool:
    quantity = mention.quantity
    bare = quantity.kind is QuantityKind.COUNT and not quantity.unit
    return bare and bool(_NOTHING_COUNTED.match(mention.after))
