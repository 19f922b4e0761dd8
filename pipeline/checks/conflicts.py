"""Checks of repeats: one measure that is given twice, with two values.

Two numbers are of one measure when they have one dimension, the same words stand close around them,
and nothing says that they are of two times, places or groups. Headline and lede are compared with
all that follows, other sentences with those shortly before.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.checks.check import Check, Pitfall
from pipeline.checks.passage import Passage
from pipeline.checks.repeats import Repeat, repeats
from schemas import Quantity, QuantityKind

_POWERS = {3, 6, 9}


def a13_scale_clash(passage: Passage) -> Iterator[Pitfall]:
    """Yield each figure that is given again with the same digits and another scale or unit."""
    for repeat in repeats(passage):
        if _same_digits(*repeat.pair) and repeat.is_likely(least=1):
            one, other = repeat.pair
            yield Pitfall(f"{other.text} here, {one.text} before: which is it?", repeat.pair)


def a15_figure_conflict(passage: Passage) -> Iterator[Pitfall]:
    """Yield each figure that is given again with another value."""
    for repeat in repeats(passage):
        one, other = repeat.pair
        if _same_digits(one, other) or one.unit != other.unit:
            continue
        if repeat.is_likely(least=2 if is_typing_error(one, other) else 3):
            yield Pitfall(f"{other.text} here, {one.text} before: which is it?", repeat.pair)


def _same_digits(one: Quantity, other: Quantity) -> bool:
    """Return whether two numbers differ in scale or unit alone: $3.2bn and $3.2m, 40 km and 40 miles."""
    if not one.low or not other.low:
        return False
    if one.low == other.low:
        return one.unit != other.unit
    shift = one.low / other.low
    power = shift.adjusted()
    return abs(power) in _POWERS and shift == Decimal(1).scaleb(power)


def is_typing_error(one: Quantity, other: Quantity) -> bool:
    """Return whether two numbers differ as a slip of the hand does: one digit, or two swapped."""
    if not one.low or not other.low or one.low.adjusted() != other.low.adjusted():
        return False
    digits = [re.sub(r"\D", "", f"{abs(each.low or 0):f}").strip("0") for each in (one, other)]
    size = max(map(len, digits))
    first, second = (each.ljust(size, "0") for each in digits)
    wrong = [at for at in range(size) if first[at] != second[at]]
    if size < 2 or len(wrong) != 2:
        return size > 1 and len(wrong) == 1
    return wrong[1] == wrong[0] + 1 and first[wrong[0]] == second[wrong[1]] and first[wrong[1]] == second[wrong[0]]


CHECKS = (
    Check(
        "A13",
        "scale-clash",
        "One figure is given twice with the same digits and another scale or unit.",
        fires="The fund paid the port $3.2 billion. The $3.2 million that the fund paid is spent.",
        silent="The fund paid the port $3.2 billion. The $3.2 billion that the fund paid is spent.",
        settles="The figure with its scale in the source.",
        find=a13_scale_clash,
    ),
    Check(
        "A15",
        "figure-conflict",
        "One measure is given two values.",
        fires="The storm sank 32 fishing boats at Elm.\n\nThe 23 fishing boats that the storm sank at Elm were old.",
        silent="The storm sank 32 fishing boats at Elm.\n\nThe 32 fishing boats that the storm sank at Elm were old.",
        settles="The figure in the source; one of the two is mistyped or out of date.",
        find=a15_figure_conflict,
    ),
)
