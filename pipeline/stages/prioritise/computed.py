"""Arithmetic done for the checker: what follows from a figure, or agrees with it.

The share of an "X of Y", and what a change makes in percent: of two levels where the sentence says
which way it went, or where it states the change and that agrees. The one arithmetic
(`pipeline.reconcile.arithmetic`) is asked sentence by sentence, so that the cost a number does not
grow with the article. In 650 news articles shares, sums, differences and money a head that agree
with a stated figure stood 16 times, most of them by chance.
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


def what_follows(source: Source) -> dict[TextSpan, tuple[str, ...]]:
    """Return what follows from the figures of an article: at most three formulas a place."""
    found: dict[TextSpan, dict[str, None]] = {}
    for row in _rows(source):
        for figure in row:
            for formula in _share(figure.quantity):
                found.setdefault(figure.span, {})[formula] = None
        frames = [figure.frame for figure in row]
        for result, stated in _changes(frames) if len(row) > 1 else ():
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
    if quantity.kind is not QuantityKind.RATIO or one_of or not (quantity.low and quantity.whole):
        return
    if quantity.low < quantity.whole:  # 3-to-1 is no share
        percent = quantity.low / quantity.whole * 100
        yield f"{quantity.low:,f} / {quantity.whole:,f} = {percent:.{0 if percent >= 1 else 2}f} %"


def _changes(frames: Sequence[Frame]) -> Iterator[tuple[Result, Frame | None]]:
    """Yield the changes in percent, each with the figure that states it, if one does."""
    for result in Arithmetic(frames).between("percent", 0, math.inf):
        if result.op is Op.CHANGE:
            stated = next((frame for frame in frames if _states(frame, result)), None)
            if stated or _is_course(result):
                yield result, stated


def _states(frame: Frame, result: Result) -> bool:
    """Return whether a figure is the change of two others, the same way."""
    value, of_amounts = frame.value, result.operands[0].dimension != "percent"
    if value is None or value.dimension != "percent" or frame.way != result.way or not of_amounts:
        return False
    agrees = value.single and abs(result.value - value.low) <= value.step / 2
    return agrees and not is_hedged(frame.quantity)


def _is_course(result: Result) -> bool:
    """Return whether it went from one level to the other, the way that the sentence says."""
    start, end = sorted(result.operands, key=lambda operand: operand.frame.role is not Role.ORIGIN)
    told = (start.frame.role, end.frame.role) == (Role.ORIGIN, Role.LEVEL)
    return told and result.way == end.frame.way == (1 if end.value > start.value else -1)
