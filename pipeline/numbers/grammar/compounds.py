"""Compounds: one amount in two units, written as one: 6 ft 2.

::

    compound = amount "and"? amount                     six years and four months, 12st 4lb
             | feet ("ft" | "foot") inches              6ft 2, a 5-foot-9 guard
"""

from decimal import Decimal

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.grammar.amounts import read_single
from pipeline.numbers.grammar.magnitude import is_whole
from pipeline.numbers.grammar.nouns import is_counted
from pipeline.numbers.grammar.numerals import read_numeral
from pipeline.numbers.grammar.reading import Reading, read_value
from pipeline.numbers.grammar.tokens import Tokens
from pipeline.numbers.grammar.units import read_unit
from schemas import QuantityKind

_COMPOUNDED = {QuantityKind.DURATION, QuantityKind.MEASURE}
_INCHES = 12


def read_compound(tokens: Tokens, first: Reading) -> Reading | None:
    """Return an amount with what goes on behind it in a smaller unit, in that unit, or None."""
    if first.unit is None or first.kind not in _COMPOUNDED or first.low != first.high:
        return None
    return _spelled(tokens, first) or _inches(tokens, first)


def _sum(large: Decimal, times: int, small: Decimal, at: int, end: int) -> Reading:
    total = large * times + small
    return read_value(QuantityKind.DURATION, at, end, total)


def _spelled(tokens: Tokens, first: Reading) -> Reading | None:
    """Read "six years and four months" as an amount in the smaller unit."""
    link = tokens[first.end].lower == "and" and first.kind is not QuantityKind.MEASURE
    second = read_single(tokens, first.end + link)
    if second is None or second.low != second.high or second.kind is not first.kind:
        return None
    if first.low is None or second.low is None or second.unit is None:
        return None
    times = _times_as_large(first, second)
    if times is None or second.low >= times or not is_whole(first.low):
        return None
    total = first.low * times + second.low
    return second._replace(
        start=first.start, number_start=first.number_start, low=total, high=total, step=Decimal(1)
    )


def _times_as_large(first: Reading, second: Reading) -> Decimal | None:
    """Return how many of the second unit make one of the first; None where it is no part of it."""
    large, small = lexicon.UNITS.get(first.unit or ""), lexicon.UNITS.get(second.unit or "")
    if large is None or small is None or large.dimension != small.dimension:
        return None
    times = large.factor / small.factor
    return times if times > 1 and is_whole(times) else None


def _inches(tokens: Tokens, first: Reading) -> Reading | None:
    """Read the inches that are not named: "6ft 2", "5 foot 9", "a five-foot-two girl"."""
    word = tokens[first.end - 1].lower
    if first.unit != "foot" or word not in {"ft", "foot"} or first.low is None:
        return None
    at = tokens.after_hyphen(first.end)
    small = read_numeral(tokens, at)
    if small is None or (at == first.end and word != "ft" and is_counted(tokens, small.end)):
        return None
    whole = small.low == small.high < _INCHES and is_whole(small.low) and is_whole(first.low)
    unit = read_unit(tokens, tokens.after_hyphen(small.end))
    if not whole or small.suffix or (unit is not None and unit.name != "inch"):
        return None
    end = unit.end if unit else small.end
    found = _sum(first.low, _INCHES, small.low, first.start, end)
    return found._replace(kind=QuantityKind.MEASURE, unit="inch")
