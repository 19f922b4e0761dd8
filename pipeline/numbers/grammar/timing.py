"""Timing: the time a number is of, said behind it.

::

    time = ("since" | "in" | "over" | "by" …) ("the"? "past")? (year | date | length of time)
"""

import re
from collections.abc import Sequence

from schemas import Quantity, QuantityKind

_REACH = 60  # characters from the number to the time
_LINK = re.compile(
    r"[^.;:()]*?\b((?:since|in|over|during|for|by|until|through|within|between)"
    r"(?:\s+(?:the|early|mid|late|about|around|nearly))*\s+(?:(?:past|last|next|first)\s+)?)$",
    re.IGNORECASE,
)
_TIMES = {QuantityKind.YEAR, QuantityKind.DATE, QuantityKind.DURATION}


def with_times(text: str, found: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """Return the quantities, each measured one with the words for its time: "since 2016".

    Only the next quantity behind a number can be its time; what lies further off is another's.
    """
    return tuple(
        _timed(text, each, found[at + 1]) if at + 1 < len(found) else each
        for at, each in enumerate(found)
    )


def _timed(text: str, quantity: Quantity, following: Quantity) -> Quantity:
    measured = quantity.checkable and quantity.kind not in _TIMES
    if not measured or following.kind not in _TIMES:
        return quantity
    between = text[quantity.span.end : following.span.start]
    link = _LINK.fullmatch(between) if len(between) <= _REACH else None
    if link is None:
        return quantity
    start = quantity.span.end + link.start(1)
    return quantity.model_copy(update={"period": text[start : following.span.end]})
