"""Relations: numbers of which a sentence says that one follows from the others, and what it is.

A family of checks reads the words: which number is stated, and from which operands in which
operation of the one arithmetic (`pipeline.reconcile.operations`) it is said to follow. Here is the
rest, alike for all of them: what the operands give, by how much that may be off, and whether other
numbers of the sentence explain what was stated.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from functools import reduce
from typing import NamedTuple

from pipeline.checks.passage import Passage
from pipeline.checks.rounding import Measured, figure, measured, written_digits
from pipeline.reconcile.arithmetic import Arithmetic
from pipeline.reconcile.frames import Frame
from pipeline.reconcile.operations import Op
from pipeline.reconcile.values import Value, agrees
from schemas import Quantity

_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_HUNDRED = 100
MOST_NUMBERS = 12
"""Numbers of a sentence that are reckoned with; more are a table."""
_REACH = 0.6  # of a value: what a bound allows at most


class Relation(NamedTuple):
    """A number that is said to follow from others by an operation; of levels the old is first."""

    op: Op
    operands: tuple[Quantity, ...]
    stated: Quantity


def _change(old: Measured, new: Measured) -> Measured:
    # A rise cannot be told from its two levels more exactly than their quotient.
    apart = new.minus(old).size.over(old)
    return Measured(apart.value * _HUNDRED, new.over(old).error * _HUNDRED)


_GIVES: dict[Op, Callable[[Measured, Measured], Measured]] = {
    Op.DIFFERENCE: lambda old, new: new.minus(old).size,
    Op.CHANGE: _change,
    Op.TIMES: lambda old, new: new.over(old),
    Op.SHARE: lambda whole, part: part.over(whole).times(_HUNDRED),
}


def gives(op: Op, old: Measured, new: Measured) -> Measured:
    """Return what an operation makes of two values: an old and a new level, a whole and a part."""
    return _GIVES[op](old, new)


def formula(op: Op, old: Quantity, new: Quantity, result: Measured) -> str:
    """Return an operation as it is written: ($15m - $10m) / $10m = 50 %."""
    match op:
        case Op.DIFFERENCE:
            low, high = old.value or Decimal(0), new.value or Decimal(0)
            return f"{high:f} - {low:f} = {high - low:f}"
        case Op.CHANGE:
            return f"({new.text} - {old.text}) / {old.text} = {figure(result)} %"
    return f"{new.text} / {old.text} = {figure(result)}"


def follows(
    value: Value,
    frames: Sequence[Frame],
    ops: AbstractSet[Op],
    besides: AbstractSet[int] = frozenset(),
) -> bool:
    """Return whether one of some operations makes a value of numbers, first of all of a sentence.

    `besides` are the identities of operands that are no answer together.
    """
    low, high = value.low * (1 - _REACH), value.high * (1 + _REACH)
    return any(
        result.op in ops
        and agrees(value, result.value) is not None
        and {id(operand.frame) for operand in result.operands} != besides
        for result in Arithmetic(frames[:MOST_NUMBERS]).between(value.dimension, low, high)
    )


def is_explained(passage: Passage, relation: Relation) -> bool:
    """Return whether other numbers of the sentence give what was stated in the same way."""
    stated = passage.frame(relation.stated)
    if stated is None or stated.value is None:
        return False
    own = {id(passage.frame(operand)) for operand in relation.operands}
    frames = [passage.frame(quantity) for quantity in passage.quantities[:MOST_NUMBERS]]
    others = [frame for frame in frames if frame is not None and frame is not stated]
    return follows(stated.value, others, {relation.op}, own)


# --- sums ---


def added(parts: Iterable[Quantity]) -> Measured:
    """Return the sum of the parts, their roundings in quadrature.

    Where "75 million" and "54 million" are given to the million, "180 million" is as well.
    """
    read = [(_written_unit(each), value) for each in parts if (value := measured(each))]
    finest: dict[Decimal | None, Decimal] = {}
    for unit, value in read:
        finest[unit] = min(value.error, finest.get(unit, value.error))
    values = (value._replace(error=finest[unit]) for unit, value in read)
    return reduce(Measured.plus, values, Measured(Decimal(0), Decimal(0)))


def _written_unit(quantity: Quantity) -> Decimal | None:
    """Return what one of the last written digit is: a million of "180 million", not ten."""
    digits = written_digits(quantity)
    return (quantity.value or Decimal(0)) / int(digits) if digits else quantity.step


NEAR = Decimal("0.75"), Decimal("1.34")
FAR = Decimal("0.5"), Decimal(2)


def is_near(
    parts: tuple[Quantity, ...], whole: Quantity, ends: tuple[Decimal, Decimal] = NEAR
) -> bool:
    """Return whether parts make about their whole, as they do where one number is wrong."""
    low, high = ends
    value, total = (measured(whole) or added(parts)).value, added(parts).value
    return low * value <= total <= high * value


def makes(parts: tuple[Quantity, ...], whole: Quantity) -> bool:
    """Return whether parts make their whole within roundings."""
    value = measured(whole)
    return value is None or added(parts).agrees(value)


def in_words_of(amount: Decimal, stated: Quantity) -> str:
    """Return an amount as another is written: $52 million, like $54 million."""
    digits = _DIGITS.search(stated.text)
    if not digits or not stated.value:
        return f"{amount:f}"
    scale = stated.value / Decimal(digits[0].replace(",", ""))
    number = f"{(amount / scale).normalize():,f}"
    return f"{stated.text[: digits.start()]}{number}{stated.text[digits.end() :]}"


def total_of(parts: tuple[Quantity, ...]) -> Decimal:
    """Return the sum of the values as they are written."""
    return sum((each.value or Decimal(0) for each in parts), Decimal(0))


def sum_formula(parts: tuple[Quantity, ...]) -> str:
    """Return the sum as it is written: 3.5 + 1.5 = 5."""
    values = [f"{each.value:f}" for each in parts if each.value is not None]
    return f"{' + '.join(values)} = {total_of(parts):f}"
