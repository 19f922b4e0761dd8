"""Compounds: one amount in two units, written as one: 6 ft 2, 6'2".

::

    compound = amount "and"? amount                     six years and four months, 12st 4lb
             | feet ("ft" | "foot") inches              6ft 2, a 5-foot-9 guard
             | feet "'" inches ('"')?                    6'2"
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

_COMPOUNDED = {QuantityKind.DURATION, QuantityKind.MONEY, QuantityKind.MEASURE}
_FOOT_MARKS = {"'", "’", "′"}
_INCH_MARKS = {'"', "”", "″"}
_INCHES = 12
_TALLEST = 9  # feet; more than any person who is in the news


def read_compound(tokens: Tokens, first: Reading) -> Reading | None:
    """Return an amount with what goes on behind it in a smaller unit, in that unit, or None."""
    if first.kind is QuantityKind.COUNT:
        return _marked_feet(tokens, first)
    if first.unit is None or first.kind not in _COMPOUNDED or first.low != first.high:
        return None
    return _spelled(tokens, first) or _inches(tokens, first)


def _marked_feet(tokens: Tokens, first: Reading) -> Reading | None:
    """Read the height 6'2" in inches."""
    mark, inches_at = tokens[first.end], first.end + 1
    if mark.text not in _FOOT_MARKS or not mark.glued or not tokens.is_number(inches_at):
        return None
    feet, inches = first.low or Decimal(0), Decimal(tokens[inches_at].text)
    closed = tokens[inches_at + 1].text in _INCH_MARKS and tokens[inches_at + 1].glued
    fits = is_whole(feet) and feet < _TALLEST and inches < _INCHES
    if not fits or not (closed or tokens[inches_at].glued):
        return None
    found = _sum(feet, _INCHES, inches, first.start, inches_at + 1 + closed)
    return found._replace(kind=QuantityKind.MEASURE, unit="inch")


def _sum(large: Decimal, times: int, small: Decimal, at: int, end: int) -> Reading:
    total = large * times + small
    return read_value(QuantityKind.DURATION, at, end, total)


def _spelled(tokens: Tokens, first: Reading) -> Reading | None:
    """Read "six years and four months" in the smaller unit; "3 dollars 50 cents" in dollars."""
    link = tokens[first.end].lower == "and" and first.kind is not QuantityKind.MEASURE
    second = read_single(tokens, first.end + link)
    if second is None or second.low != second.high or second.kind is not first.kind:
        return None
    if first.low is None or second.low is None or second.unit is None:
        return None
    times = _times_as_large(first, second)
    if times is None or second.low >= times or not is_whole(first.low):
        return None
    total, unit, step = first.low * times + second.low, second.unit, Decimal(1)
    if first.kind is QuantityKind.MONEY:
        total, unit, step = total / times, first.unit or unit, step / times
    return second._replace(
        start=first.start,
        number_start=first.number_start,
        low=total,
        high=total,
        unit=unit,
        step=step,
    )


def _times_as_large(first: Reading, second: Reading) -> Decimal | None:
    """Return how many of the second unit make one of the first; None where it is no part of it."""
    if first.kind is QuantityKind.MONEY:
        return Decimal(100) if second.unit == "cent" != first.unit else None
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
