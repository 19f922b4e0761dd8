"""Lists: amounts of one measure that a sentence names one after the other, as parts of something.

::

    list = part ("," part)* ("," | "and" | ";") part          seven men, four women and three children
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache, reduce

from pipeline.checks.passage import Passage
from pipeline.checks.rounding import Measured, is_hedged, measured
from pipeline.checks.tallies import in_unit_of, tallies_with_ones
from pipeline.numbers.dimensions import dimension
from schemas import Quantity, QuantityKind

Amounts = tuple[Quantity, ...]

_ADDABLE = {QuantityKind.COUNT, QuantityKind.PERCENT, QuantityKind.MONEY, QuantityKind.MEASURE}
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_THOUSAND = 1000
_LONGEST = 70  # characters from one part to the next
_JOINED = re.compile(r"[,;(]|\band\b|\bplus\b|\balong with\b", re.IGNORECASE)
_APART = re.compile(
    r"\b(?:while|whereas|although|including|such as|among them|compared|than|each|every|apiece|times|"
    r"out of|per)\b|[.:]\s",
    re.IGNORECASE,
)


@lru_cache(maxsize=8)  # several checks ask for the same sentence, one after the other
def lists(passage: Passage) -> tuple[Amounts, ...]:
    """Return the runs of amounts of one measure, each following the last within a few words."""
    runs: list[list[Quantity]] = []
    last: Quantity | None = None
    for read in tallies_with_ones(passage):
        each = in_unit_of(read, last) if last and (read.value or 0) >= _THOUSAND else read
        if last and _counts_owners(last, each):
            continue
        if not is_addable(each):
            last = None
            continue
        if last and alike(last, each) and _follows(passage.between(last, each)):
            runs[-1].append(each)
        else:
            runs.append([each])
        last = each
    return tuple(tuple(run) for run in runs)


def _counts_owners(last: Quantity, each: Quantity) -> bool:
    """Return whether a count says whose the next sum is: the state paid $27m and two towns $9m."""
    few = each.kind is QuantityKind.COUNT and bool(each.noun) and not each.unit
    return few and last.kind in {QuantityKind.MONEY, QuantityKind.PERCENT}


def is_addable(quantity: Quantity) -> bool:
    """Return whether a quantity is one exact amount, no range, bound or estimate."""
    exact = quantity.kind in _ADDABLE and not is_hedged(quantity)
    return exact and quantity.value is not None and quantity.value > 0


def alike(one: Quantity, other: Quantity) -> bool:
    """Return whether two amounts measure the same, so that they can be added."""
    return dimension(one) == dimension(other) and one.per == other.per


def _follows(words: str) -> bool:
    return len(words) <= _LONGEST and bool(_JOINED.search(words)) and not _APART.search(words)


def added(parts: Iterable[Quantity]) -> Measured:
    """Return the sum of the parts, their roundings in quadrature.

    Where "75 million" and "54 million" are given to the million, "180 million" is as well.
    """
    some = tuple(parts)
    finest: dict[Decimal | None, Decimal] = {}
    for each in some:
        if value := measured(each):
            unit = _written_unit(each)
            finest[unit] = min(value.error, finest.get(unit, value.error))
    values = (
        value._replace(error=finest[_written_unit(each)])
        for each in some
        if (value := measured(each))
    )
    return reduce(Measured.plus, values, Measured(Decimal(0), Decimal(0)))


def _written_unit(quantity: Quantity) -> Decimal | None:
    """Return what one of the last written digit is: a million of "180 million", not ten."""
    digits = "".join(letter for letter in quantity.text if letter.isdecimal()).lstrip("0")
    return (quantity.value or Decimal(0)) / int(digits) if digits else quantity.step


def in_words_of(amount: Decimal, stated: Quantity) -> str:
    """Return an amount as another is written: $52 million, like $54 million; of words the number."""
    found = _DIGITS.search(stated.text)
    if not found or not stated.value:
        return f"{amount:f}"
    scale = stated.value / Decimal(found[0].replace(",", ""))
    number = f"{(amount / scale).normalize():,f}"
    return f"{stated.text[: found.start()]}{number}{stated.text[found.end() :]}"


def formula(parts: Amounts) -> str:
    """Return the sum as it is written: 3.5 + 1.5 = 5."""
    values = [each.value for each in parts if each.value is not None]
    return " + ".join(f"{value:f}" for value in values) + f" = {sum(values, Decimal(0)):f}"
