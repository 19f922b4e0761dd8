"""Arithmetic done for the checker: what follows from a figure, or agrees with it.

The share of an "X of Y"; a change, a share or a difference in points that is stated and agrees;
what a course from one level to another makes in percent. The one arithmetic
(`pipeline.reconcile.arithmetic`) is asked sentence by sentence, so that the cost a number does not
grow with the article. Sums and money a head are left out: in 2,488 rows of 460 news articles they
stood 14 times, and most were chance.
"""

import math
from collections.abc import Iterator, Sequence

from pipeline.checks.rounding import is_hedged
from pipeline.reconcile import Source, SourceQuantity
from pipeline.reconcile.arithmetic import Arithmetic
from pipeline.reconcile.explain import formula_of
from pipeline.reconcile.frames import Frame, Role
from pipeline.reconcile.operations import Op, Result
from schemas import Quantity, QuantityKind, TextSpan
from schemas import Role as Part

_MOST_SHOWN = 3
_MOST_NUMBERS = 8  # of a sentence: a table in one line is none
_MOVED = {Role.CHANGE, Role.ORIGIN, Role.DIFFERENCE}


def what_follows(source: Source) -> dict[TextSpan, tuple[str, ...]]:
    """Return what follows from the figures of an article: at most three formulas a place."""
    found: dict[TextSpan, dict[str, None]] = {}
    for row in _rows(source):
        for figure in row:
            for formula in _share(figure.quantity):
                found.setdefault(figure.span, {})[formula] = None
        frames = [figure.frame for figure in row]
        for result, stated in _results(frames) if len(row) > 1 else ():
            formula = formula_of(result, stated.quantity if stated else None)
            for frame in (*(operand.frame for operand in result.operands), *filter(None, [stated])):
                found.setdefault(source.by_frame[id(frame)].span, {})[formula] = None
    return {span: tuple(formulas)[:_MOST_SHOWN] for span, formulas in found.items()}


def _rows(source: Source) -> Iterator[list[SourceQuantity]]:
    """Yield the figures of each sentence of a few."""
    rows: dict[int, list[SourceQuantity]] = {}
    for quantity in source.quantities:
        if quantity.sentence.role is not Part.BOILERPLATE and quantity.quantity.checkable:
            rows.setdefault(quantity.position, []).append(quantity)
    yield from (row for row in rows.values() if len(row) <= _MOST_NUMBERS)


def _share(quantity: Quantity) -> Iterator[str]:
    one_of = quantity.text.lower().startswith("one of")  # "one of four who voted no" is no share
    if quantity.kind is QuantityKind.RATIO and not one_of and quantity.low and quantity.whole:
        percent = quantity.low / quantity.whole * 100
        yield f"{quantity.low:,f} / {quantity.whole:,f} = {percent:.{0 if percent >= 1 else 2}f} %"


def _results(frames: Sequence[Frame]) -> Iterator[tuple[Result, Frame | None]]:
    """Yield results that agree with a stated figure, with that figure; then results without one."""
    table = Arithmetic(frames)
    for stated in frames:
        value = stated.value
        if value is None or not value.single or is_hedged(stated.quantity):
            continue
        half = value.step / 2
        for result in table.between(value.dimension, value.low - half, value.low + half):
            own = any(operand.frame is stated for operand in result.operands)
            if not own and _agrees(result, stated):
                yield result, stated
    for result in table.between("percent", 0, math.inf):
        if _is_course(result):
            yield result, None


def _agrees(result: Result, stated: Frame) -> bool:
    """Return whether it is likely no chance that arithmetic gives a figure that is stated."""
    of_amounts = result.operands[0].dimension not in {"percent", "points"}
    match result.op:
        case Op.CHANGE:
            return of_amounts and bool(stated.way) and result.way == stated.way
        case Op.SHARE:
            return not stated.way and stated.role not in _MOVED
        case Op.DIFFERENCE:
            return stated.quantity.kind is QuantityKind.PERCENTAGE_POINT and not of_amounts
        case _:
            return False


def _is_course(result: Result) -> bool:
    """Return whether it is what a change from one level to another makes in percent."""
    if result.op is not Op.CHANGE:
        return False
    start, end = sorted(result.operands, key=lambda operand: operand.frame.role is not Role.ORIGIN)
    told = (start.frame.role, end.frame.role) == (Role.ORIGIN, Role.LEVEL)
    return told and math.isclose(result.value, abs(end.value / start.value - 1) * 100)
