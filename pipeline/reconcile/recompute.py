"""Recomputing: whether quantities of a source that somebody names bear a stated number out.

Whoever names them, a model or a person, is taken at no word: an operation is carried out by the
one arithmetic, a number that is said to be the same is related as any other, and what does not come
out within the same rounding is refused with the reason.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from pipeline.reconcile.align import Stated, fit
from pipeline.reconcile.arithmetic import Arithmetic
from pipeline.reconcile.derive import (
    closeness,
    is_itself,
    is_of_a_table,
    is_opposed,
    targets_of,
    window_of,
)
from pipeline.reconcile.direct import Direct, relate
from pipeline.reconcile.explain import RELATION_CODES, Explanation, formula_of, quoted, told
from pipeline.reconcile.frames import Frame
from pipeline.reconcile.operations import Op, Result
from pipeline.reconcile.source import SourceQuantity
from pipeline.reconcile.values import BORNE_OUT, Relation, Value
from schemas import Quantity, Refusal, Status

MOST_OPERANDS = 8
"""Of one operation: as many as the arithmetic adds up."""


class Operation(StrEnum):
    """An operation as it is named to others: several of our arithmetic where its operands tell."""

    SUM = "sum"
    DIFFERENCE = "difference"
    MEAN = "mean"
    TIMES = "times"
    SHARE = "share"
    SHARE_OF_SUM = "share_of_sum"
    CHANGE = "change"
    PART_OF = "part_of"
    REST_OF = "rest_of"
    WHOLE_FROM = "whole_from"
    AFTER_CHANGE = "after_change"
    BEFORE_CHANGE = "before_change"
    CHANGE_AMOUNT = "change_amount"
    MULTIPLE = "multiple"
    PRODUCT = "product"
    PER_HEAD = "per_head"
    COMPLEMENT = "complement"
    PERIODS = "periods"
    SPAN = "span"
    YEAR = "year"


OPERATIONS: Mapping[Operation, frozenset[Op]] = MappingProxyType(
    {
        Operation.SUM: frozenset({Op.SUM, Op.SUM_MANY}),
        Operation.DIFFERENCE: frozenset({Op.DIFFERENCE, Op.REST_MANY, Op.RANGE_WIDTH}),
        Operation.MEAN: frozenset({Op.MEAN}),
        Operation.TIMES: frozenset({Op.TIMES, Op.QUOTIENT}),
        Operation.SHARE: frozenset({Op.SHARE, Op.SHARE_OF_SHARE}),
        Operation.SHARE_OF_SUM: frozenset({Op.SHARE_OF_SUM}),
        Operation.CHANGE: frozenset({Op.CHANGE}),
        Operation.PART_OF: frozenset({Op.PART_OF}),
        Operation.REST_OF: frozenset({Op.REST_OF}),
        Operation.WHOLE_FROM: frozenset({Op.WHOLE_FROM}),
        Operation.AFTER_CHANGE: frozenset({Op.AFTER_CHANGE}),
        Operation.BEFORE_CHANGE: frozenset({Op.BEFORE_CHANGE}),
        Operation.CHANGE_AMOUNT: frozenset({Op.CHANGE_AMOUNT}),
        Operation.MULTIPLE: frozenset({Op.MULTIPLE}),
        Operation.PRODUCT: frozenset({Op.PRODUCT, Op.RATE_TIME}),
        Operation.PER_HEAD: frozenset({Op.PER_HEAD, Op.HOW_LONG}),
        Operation.COMPLEMENT: frozenset({Op.COMPLEMENT}),
        Operation.PERIODS: frozenset({Op.PERIODS}),
        Operation.SPAN: frozenset({Op.SPAN, Op.CLOCK, Op.AGE_AT}),
        Operation.YEAR: frozenset({Op.YEAR, Op.CLOCK}),
    }
)
"""All of our arithmetic but the counting of what a list names, which takes no quantity."""


class Refused(NamedTuple):
    """Why what was named does not bear a number out."""

    refusal: Refusal
    reason: str


def compared(stated: Stated, named: SourceQuantity) -> Explanation | Refused:
    """Return how a number of the source that is said to be the same bears out a stated one."""
    found = relate(stated.frame, named.frame)
    label = quoted(named.frame)
    if found is None:
        return Refused(Refusal.MEASURE, f"{label} measures something else")
    relation, form = found
    if relation is Relation.BOUND_ADDED:  # "fewer than 500" does not follow from "500"
        return Refused(Refusal.CONTRADICTION, f"{label} has no such bound")
    if relation in RELATION_CODES:
        code = RELATION_CODES[relation]
        return Refused(Refusal.CONTRADICTION, f"{label} speaks against it ({code})")
    if relation not in BORNE_OUT:
        return Refused(Refusal.VALUE, f"{label} is another value")
    direct = Direct(named.frame, relation, form, fit(stated, named.frame))
    status, code, reason = told(stated.frame.quantity, direct)
    return Explanation(status, code, reason, (named.span,))


def derived(
    stated: Stated,
    operation: Operation,
    named: Sequence[SourceQuantity],
    said: AbstractSet[int] = frozenset(),
) -> Explanation | Refused:
    """Return how an operation on numbers of the source gives a stated one.

    `said` are the frames of the source, by identity, that the statement gives elsewhere.
    """
    if not 0 < len(named) <= MOST_OPERANDS:
        return Refused(Refusal.OPERATION, f"{operation.value} takes 1 to {MOST_OPERANDS} numbers")
    named = sorted({each.place: each for each in named}.values(), key=lambda each: each.place)
    words = " and ".join(quoted(each.frame) for each in named)
    frames = [each.frame for each in named]
    results = list(_results(stated.frame, OPERATIONS[operation], frames))
    if not results:
        return Refused(Refusal.OPERATION, f"{operation.value} of {words} gives no such number")
    landed = [
        (close, value, result)
        for value, result in results
        if (close := _close(stated.frame, value, result)) is not None
    ]
    if not landed:
        return Refused(Refusal.VALUE, _missed(stated.frame.quantity, results))
    computed = [(close, result) for close, value, result in landed if not is_itself(value, result)]
    if not computed:
        return Refused(Refusal.OPERATION, f"{operation.value} of {words} changes nothing")
    along = [(close, result) for close, result in computed if not is_opposed(stated.frame, result)]
    if not along:
        reason = "it comes out only the other way round, or in points"
        return Refused(Refusal.CONTRADICTION, reason)
    fits = (fit(stated, frame) for frame in frames)
    if said.isdisjoint(map(id, frames)) and not any(each.wide for each in fits):
        return Refused(Refusal.UNRELATED, f"no word of the statement stands near {words}")
    _, best = min(along, key=lambda each: each[0])
    formula = formula_of(best, stated.frame.quantity)
    places = tuple(each.span for each in named)
    return Explanation(
        Status.DERIVED, "derived", f"follows by arithmetic: {formula}", places, formula
    )


def _results(
    frame: Frame, ops: frozenset[Op], named: Sequence[Frame]
) -> Iterator[tuple[Value, Result]]:
    """Yield what the operations give of all that are named, beside the value it is held against."""
    furthest = max(each.position for each in named)
    arithmetic, wanted = Arithmetic(named, within=furthest), set(map(id, named))
    for value, of_a_table in targets_of(frame):
        for result in arithmetic.between(value.dimension, -math.inf, math.inf):
            is_asked = result.op in ops and {id(o.frame) for o in result.operands} == wanted
            if is_asked and (is_of_a_table(result) or not of_a_table):
                yield value, result


def _close(frame: Frame, value: Value, result: Result) -> float | None:
    low, high = window_of(value)
    return closeness(frame, value, result) if low <= result.value <= high else None


def _missed(stated: Quantity, results: Sequence[tuple[Value, Result]]) -> str:
    """Return what comes out instead of a stated number."""
    if stated.date:
        return "another date comes out"
    _, nearest = min(results, key=lambda each: abs(each[1].value - each[0].low))
    return f"it comes out at another value: {formula_of(nearest, stated)}"
