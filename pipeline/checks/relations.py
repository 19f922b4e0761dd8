"""Relations: numbers of which a sentence says that one follows from the others, and what it is.

A family of checks reads the words: which number is stated, and from which operands in which
operation of the one arithmetic (`pipeline.reconcile.operations`) it is said to follow. Here is the
rest, alike for all of them: what the operands give, by how much that may be off, and whether other
numbers of the sentence explain what was stated.
"""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from typing import NamedTuple

from pipeline.checks.passage import Passage
from pipeline.checks.rounding import Measured, figure
from pipeline.reconcile.arithmetic import Arithmetic
from pipeline.reconcile.frames import Frame
from pipeline.reconcile.operations import Op
from pipeline.reconcile.values import Value, agrees
from schemas import Quantity

_HUNDRED = 100
_MOST = 12  # numbers of a sentence; more are a table
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
        for result in Arithmetic(frames[:_MOST]).between(value.dimension, low, high)
    )


def is_explained(passage: Passage, relation: Relation) -> bool:
    """Return whether other numbers of the sentence give what was stated in the same way."""
    stated = passage.frame(relation.stated)
    if stated is None or stated.value is None:
        return False
    own = {id(passage.frame(operand)) for operand in relation.operands}
    frames = [passage.frame(quantity) for quantity in passage.quantities[:_MOST]]
    others = [frame for frame in frames if frame is not None and frame is not stated]
    return follows(stated.value, others, {relation.op}, own)
