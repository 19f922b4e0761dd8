"""Ranges, changes and scores: two amounts that stand together.

::

    range  = "between" amount "and" amount | amount ("-" | "to" | "/") amount | small "or" small
    change = "from" amount "to" amount     two quantities; a unit or scale given once holds for both
    score  = digits "-" digits             that count nothing together
"""

from dataclasses import replace
from decimal import Decimal

from pipeline.numbers import lexicon
from pipeline.numbers.amounts import read_article_span, read_ordinal, read_single
from pipeline.numbers.reading import Reading
from pipeline.numbers.tokens import Tokens
from pipeline.numbers.units import DASHES
from schemas import QuantityKind


def read_amount(tokens: Tokens, at: int) -> Reading | None:
    """Return the amount, range or score that starts at this token, or None."""
    if tokens[at].lower == "between":
        return _between(tokens, at)
    first = read_single(tokens, at)
    if first is None:
        return read_article_span(tokens, at) or read_ordinal(tokens, at)
    return _range(tokens, first) or _compound(tokens, first) or first


def _compound(tokens: Tokens, first: Reading) -> Reading | None:
    """Read "six years and four months" as one length of time, in the smaller unit."""
    link = tokens[first.end].lower
    second = read_single(tokens, first.end + 1) if link in {"and", ","} else None
    if second is None or first.kind is not QuantityKind.DURATION or second.kind is not first.kind:
        return None
    large, small = lexicon.UNITS[first.unit or ""], lexicon.UNITS[second.unit or ""]
    if large.dimension != small.dimension or large.factor <= small.factor:
        return None
    if (
        first.low is None
        or second.low is None
        or first.low != first.high
        or second.low != second.high
    ):
        return None
    total = first.low * large.factor / small.factor + second.low
    return replace(
        second, start=first.start, number_start=first.number_start, low=total, high=total,
        step=Decimal(1),
    )  # fmt: skip


def _between(tokens: Tokens, at: int) -> Reading | None:
    first = read_single(tokens, at + 1)
    if first is None or tokens[first.end].lower not in {"and", "to"}:
        return None
    second = read_single(tokens, first.end + 1)
    joined = _join(first, second) if second else None
    return replace(joined, start=at) if joined else None


def _range(tokens: Tokens, first: Reading) -> Reading | None:
    """Read the second end of a range, or of a score such as 112-108."""
    link = tokens[first.end]
    second = read_single(tokens, first.end + 1) if link.text in {*DASHES, "/", "to", "or"} else None
    if second is None:
        return None
    if link.lower == "to":
        return (
            _start_of_change(first, second) if _is_change(tokens, first) else _join(first, second)
        )
    if link.lower == "or":
        neighbours = first.unit is None and second.low == (first.low or 0) + 1
        return _join(first, second) if neighbours else None
    if link.text == "/":
        return _join(first, second) if first.unit and first.unit == second.unit else None
    return _dashed(tokens, first, second)


def _dashed(tokens: Tokens, first: Reading, second: Reading) -> Reading | None:
    """Read "3-5%", "25 – 40 minutes" or a score."""
    link, after = tokens[first.end], tokens[first.end + 1]
    if link.glued != after.glued:
        return None
    score = _score(tokens, first, second) if link.glued else None
    return score or _join(first, second)


def _is_change(tokens: Tokens, first: Reading) -> bool:
    """Return whether "X to Y" is a change and not a range: "from 3 to 5"."""
    return "from" in {tokens[first.start - offset].lower for offset in (1, 2)}


def _start_of_change(first: Reading, second: Reading) -> Reading | None:
    """Return the first amount of a change with the unit and scale of the second: from 5 to 7%."""
    if first.unit and first.unit != second.unit:
        return None
    scale = _shared_scale(first, second)
    if (scale == 1 and first.unit) or not second.unit or first.low is None or first.high is None:
        return None
    kind = second.kind if first.kind is QuantityKind.COUNT else first.kind
    step = (first.step or Decimal(1)) * scale
    low, high = first.low * scale, first.high * scale
    return replace(first, kind=kind, unit=second.unit, low=low, high=high, step=step)


def _join(first: Reading, second: Reading) -> Reading | None:
    """Return the range of two readings, or None where they measure different things.

    A scale or unit given once holds for both ends: "$3 to $9 million", "3-5%".
    """
    low, high = first.low, second.low
    if low is None or high is None or first.low != first.high or second.low != second.high:
        return None
    if first.unit and second.unit and first.unit != second.unit:
        return None
    if first.unit and second.unit is None and first.kind is not QuantityKind.MONEY:
        return None  # "0.4 per cent to 13,176" is no range
    scale = _shared_scale(first, second)
    if low * scale >= high:
        return None
    step = min(first.step or Decimal(1), second.step or Decimal(1))
    return replace(
        second, kind=QuantityKind.RANGE, start=first.start, number_start=first.number_start,
        low=low * scale, step=step, unit=second.unit or first.unit,
    )  # fmt: skip


def _shared_scale(first: Reading, second: Reading) -> Decimal:
    """Return the scale that the first end borrows from the second: a million in "3 to 9 million"."""
    if first.scale == 1 and second.scale > 1 and first.low and first.low < 1000:
        return second.scale
    return Decimal(1)


def _score(tokens: Tokens, first: Reading, second: Reading) -> Reading | None:
    """Read 112-108 as a score: two bare whole numbers that count nothing together."""
    bare = first.kind is second.kind is QuantityKind.COUNT
    if not bare or first.low is None or second.low is None:
        return None
    if tokens[first.number_start].kind != "numeral" or first.low < 0:
        return None
    after = tokens[second.end]
    counts = after.kind == "word" and after.lower not in lexicon.STOPS and not after.glued
    if (counts and first.low < second.low) or (after.text in DASHES and after.glued):
        return None
    return replace(
        second, kind=QuantityKind.SCORE, start=first.start, number_start=first.number_start,
        low=first.low, high=second.low,
    )  # fmt: skip
