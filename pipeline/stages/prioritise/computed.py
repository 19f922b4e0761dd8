"""Arithmetic done for the checker: what follows from a figure, or agrees with it.

The one arithmetic (`pipeline.reconcile.arithmetic`) is asked sentence by sentence, so that the
cost a number does not grow with the article: the share of an "X of Y", a change or a share that is
stated and agrees, parts that are said to come on top of one another and their total in this or a
near sentence, what a course from one level to another makes in percent, money a head.
"""

import math
import re
from collections.abc import Iterator, Sequence

from pipeline.checks.rounding import is_hedged
from pipeline.numbers.dimensions import share_noun
from pipeline.reconcile import Source, SourceQuantity
from pipeline.reconcile.arithmetic import Arithmetic
from pipeline.reconcile.explain import formula_of
from pipeline.reconcile.frames import Frame, Role
from pipeline.reconcile.operations import Op, Result
from pipeline.text.words import whole_words
from schemas import Quantity, QuantityKind, TextSpan
from schemas import Role as Part

_MOST_SHOWN = 3
_MOST_NUMBERS = 8  # of a sentence: a table in one line is none
_NEAR = 2  # sentences to either side in which the total of a sum is looked for
_MOST_A_HEAD = 1_000_000
_BESIDE = 25  # characters in which a part is said to come on top
_MOVED = {Role.CHANGE, Role.ORIGIN, Role.DIFFERENCE}
# Without one of these beside it, a number that happens to add up is no part of a sum.
_ADDING = whole_words(
    r"a further|another|more|additional|plus|remaining|the rest|others?|together|combined|in total|"
    r"in all|altogether|as well as|on top"
)
_HEADS = whole_words(
    r"people|persons|households?|famil(?:y|ies)|residents?|pupils?|students?|patients?|workers?|"
    r"employees?|"
    r"nurses?|staff|passengers?|children|taxpayers?|voters?"
)
_IN_ONE_CLAUSE = re.compile(r"[^,;:“”\"—–()]{1,40}")


def what_follows(source: Source) -> dict[TextSpan, tuple[str, ...]]:
    """Return what follows from the figures of an article: at most three formulas a place."""
    found: dict[TextSpan, dict[str, None]] = {}
    rows = _rows(source)
    edge = [at for at in rows if source.article.sentences[at].role in {Part.HEADLINE, Part.LEDE}]
    for at, row in rows.items():
        for figure in row:
            for formula in _share(figure.quantity):
                found.setdefault(figure.span, {})[formula] = None
        near = {*edge, *range(at - _NEAR, at + _NEAR + 1)} - {at}
        others = [figure.frame for i in sorted(near) for figure in rows.get(i, ())]
        frames = [figure.frame for figure in row]
        for result, stated in _results(source, frames, others) if len(row) > 1 else ():
            formula = formula_of(result, stated.quantity if stated else None)
            for frame in (*(operand.frame for operand in result.operands), *filter(None, [stated])):
                found.setdefault(source.by_frame[id(frame)].span, {})[formula] = None
    return {span: tuple(formulas)[:_MOST_SHOWN] for span, formulas in found.items()}


def _rows(source: Source) -> dict[int, list[SourceQuantity]]:
    """Return the figures of each sentence, by its place in the article."""
    rows: dict[int, list[SourceQuantity]] = {}
    for quantity in source.quantities:
        if quantity.sentence.role is not Part.BOILERPLATE and quantity.quantity.checkable:
            rows.setdefault(quantity.position, []).append(quantity)
    return {at: row for at, row in rows.items() if len(row) <= _MOST_NUMBERS}


def _share(quantity: Quantity) -> Iterator[str]:
    one_of = quantity.text.lower().startswith("one of")  # "one of four who voted no" is no share
    if quantity.kind is QuantityKind.RATIO and not one_of and quantity.low and quantity.whole:
        percent = quantity.low / quantity.whole * 100
        yield f"{quantity.low:,f} / {quantity.whole:,f} = {percent:.{0 if percent >= 1 else 2}f} %"


def _results(
    source: Source, frames: Sequence[Frame], others: Sequence[Frame]
) -> Iterator[tuple[Result, Frame | None]]:
    """Yield results that agree with a stated figure, with that figure; then results without one."""
    table = Arithmetic(frames)
    for stated in (*frames, *others):
        value = stated.value
        if value is None or not value.single or is_hedged(stated.quantity):
            continue
        half = value.step / 2
        for result in table.between(value.dimension, value.low - half, value.low + half):
            own = any(operand.frame is stated for operand in result.operands)
            if not own and _agrees(source, result, stated):
                yield result, stated
    for dimension in {frame.value.dimension for frame in frames if frame.value} | {"percent"}:
        for result in table.between(dimension, 0, math.inf):
            if _is_course(result) or _is_a_head(source, result):
                yield result, None


def _agrees(source: Source, result: Result, stated: Frame) -> bool:
    """Return whether it is likely no chance that arithmetic gives a figure that is stated."""
    parts = [operand.frame for operand in result.operands]
    of_amounts = result.operands[0].dimension not in {"percent", "points"}
    here = parts[0].position == stated.position
    match result.op:
        case Op.CHANGE:
            return here and of_amounts and bool(stated.way) and result.way == stated.way
        case Op.SHARE:
            return here and not stated.way and stated.role not in _MOVED
        case Op.DIFFERENCE:
            return here and stated.quantity.kind is QuantityKind.PERCENTAGE_POINT and not of_amounts
        case Op.SUM | Op.SUM_MANY:
            added = all(_is_added(source, part) for part in parts[1:])
            return added and all(_adds(frame, stated) for frame in (*parts, stated))
        case _:
            return False


def _adds(part: Frame, total: Frame) -> bool:
    """Return whether a figure may be a part of a total: it measures the same, and is no change."""
    addend, sum_stated = part.quantity, total.quantity
    same = (addend.kind, addend.unit, addend.per) == (
        sum_stated.kind,
        sum_stated.unit,
        sum_stated.per,
    )
    shares = addend.kind is QuantityKind.PERCENT
    moved = part.role is Role.ORIGIN or (shares and part.role is Role.CHANGE)
    named = addend.kind is not QuantityKind.COUNT or share_noun(addend, sum_stated)
    return same and named and not moved and not is_hedged(addend)


def _is_added(source: Source, part: Frame) -> bool:
    """Return whether the words beside a number say that it comes on top of another."""
    text = source.readings[part.position].text
    before = text[max(0, part.start - _BESIDE) : part.start]
    return bool(_ADDING.search(f"{before} | {text[part.end : part.end + _BESIDE]}"))


def _is_course(result: Result) -> bool:
    """Return whether it is what a change from one level to another makes in percent."""
    if result.op is not Op.CHANGE:
        return False
    start, end = sorted(result.operands, key=lambda operand: operand.frame.role is not Role.ORIGIN)
    told = (start.frame.role, end.frame.role) == (Role.ORIGIN, Role.LEVEL)
    return told and math.isclose(result.value, abs(end.value / start.value - 1) * 100)


def _is_a_head(source: Source, result: Result) -> bool:
    """Return whether it is money divided by those whom the same clause counts."""
    if result.op is not Op.PER_HEAD:
        return False
    heads, money = (operand.frame for operand in result.operands)
    count, told = heads.quantity, money.quantity
    if told.kind is not QuantityKind.MONEY or told.per or is_hedged(count):
        return False
    first, last = sorted((heads, money), key=lambda frame: frame.start)
    between = source.readings[first.position].text[first.end : last.start]
    counted = count.kind is QuantityKind.COUNT and _HEADS.search(count.noun or "")
    return bool(counted and _IN_ONE_CLAUSE.fullmatch(between) and result.value < _MOST_A_HEAD)
