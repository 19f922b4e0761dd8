"""Arithmetic done for the checker: what follows from a figure, or agrees with it.

Only within a sentence or beside it, and only of one unit: a share of a whole, a sum that agrees, what a
change makes in percent, a stated change that agrees, money a head.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, pairwise

from pipeline.checks.rounding import Measured, is_hedged, measured
from pipeline.numbers import Source, SourceQuantity
from pipeline.numbers.reconcile.dimensions import dimension, share_noun
from pipeline.stages.prioritise.figure import Figure
from schemas import Part, Quantity, QuantityKind, Role

_MOST = 3
_MOST_BESIDE = 8
"""Quantities of one sentence that are tried: a table in one line is no sentence."""
_ADDABLE = {QuantityKind.PERCENT, QuantityKind.COUNT, QuantityKind.MONEY, QuantityKind.MEASURE}
_NEAR = 2
"""Sentences to either side in which the total of a sum is looked for; headline and lede say it too."""
# Without one of these, numbers that happen to add up are no sum.
_ADDING = re.compile(
    r"\b(?:a further|another|more|additional|plus|remaining|the rest|others?|together|combined|in total|total|"
    r"in all|altogether|each|as well as|on top)\b",
    re.IGNORECASE,
)
_HEADS = re.compile(
    r"\b(?:people|persons|households?|famil(?:y|ies)|residents?|pupils?|students?|patients?|workers?|employees?|"
    r"members?|nurses?|staff|passengers?|children|taxpayers?|voters?|homes?)$",
    re.IGNORECASE,
)
_BETWEEN_HEADS = re.compile(r"[^,;:“”\"—–()]{1,40}")
_BESIDE = 25  # characters
_MILLION = Decimal(1_000_000)


def computed_of(source: Source, figure: Figure) -> tuple[str, ...]:
    """Return each thing that follows from a figure or agrees with it, as a formula; three at most."""
    beside = tuple(q for q in figure.beside if q.quantity.checkable)[:_MOST_BESIDE]
    found = (
        *_share(figure.quantity),
        *_agreeing_changes(figure, beside),
        *_sums(source, figure),
        *_course(figure, beside),
        *_a_head(figure, beside),
    )
    return tuple(dict.fromkeys(found))[:_MOST]


def _share(quantity: Quantity) -> Iterator[str]:
    if quantity.kind is QuantityKind.RATIO and quantity.low is not None and quantity.whole:
        share = quantity.low / quantity.whole * 100
        yield f"{quantity.low:,f} / {quantity.whole:,f} = {share:.0f} %"


def _sums(source: Source, figure: Figure) -> Iterator[str]:
    """Yield each sum of two or three figures of one or two sentences that a stated total agrees with."""
    for parts, total in _sums_near(source, figure):
        if figure.main in (*parts, total):
            values = [part.quantity.low or Decimal(0) for part in parts]
            yield _as_sum(values, total.quantity)


def _sums_near(
    source: Source, figure: Figure
) -> Iterator[tuple[tuple[SourceQuantity, ...], SourceQuantity]]:
    at = figure.main.position
    first, last = at - _NEAR, at + _NEAR
    near = [q for q in source.quantities if _addable(q) and q.quantity.kind is figure.quantity.kind]
    edge = {Role.HEADLINE, Role.LEDE}
    totals = [q for q in near if first <= q.position <= last or q.sentence.role in edge]
    anywhere = figure.main.sentence.role in edge
    starts = dict.fromkeys(q.position for q in near if anywhere or first <= q.position <= last)
    for start in starts:
        some = [q for q in near if start <= q.position <= start + 1][:_MOST_BESIDE]
        for count in (3, 2):
            for parts in combinations(some, count):
                for total in totals:
                    if total not in parts and _adds_up(source, some, parts, total):
                        yield parts, total


def _addable(each: SourceQuantity) -> bool:
    quantity = each.quantity
    exact = quantity.value is not None and not is_hedged(quantity)
    whole = quantity.part not in {Part.ORIGIN, Part.CHANGE}
    return exact and whole and quantity.kind in _ADDABLE and quantity.checkable


def _adds_up(
    source: Source,
    some: list[SourceQuantity],
    parts: tuple[SourceQuantity, ...],
    total: SourceQuantity,
) -> bool:
    """Return whether parts follow one another, are said to be parts, and make the total."""
    alike = all(_alike(part.quantity, total.quantity) for part in parts)
    values = [part.quantity.low for part in parts if part.quantity.low]
    if not alike or len(values) < len(parts) or sum(values) != total.quantity.low:
        return False
    first = some.index(parts[0])
    return tuple(some[first : first + len(parts)]) == parts and all(
        _is_added(source, part) for part in parts[1:]
    )


def _is_added(source: Source, part: SourceQuantity) -> bool:
    """Return whether the words beside a number say that it comes on top of another."""
    text, sentence = source.article.reading_text, part.sentence.span
    before = text[max(sentence.start, part.span.start - _BESIDE) : part.span.start]
    after = text[part.span.end : min(sentence.end, part.span.end + _BESIDE)]
    return bool(_ADDING.search(f"{before} | {after}"))


def _alike(part: Quantity, total: Quantity) -> bool:
    """Return whether a part and a total measure the same: unit, rate and, of counts, the noun."""
    same = part.kind is total.kind and part.unit == total.unit and part.per == total.per
    return same and (part.kind is not QuantityKind.COUNT or share_noun(part, total))


def _as_sum(values: list[Decimal], total: Quantity) -> str:
    whole = total.low or Decimal(0)
    large = all(value >= _MILLION for value in values)
    scale = _MILLION if large else Decimal(1)
    words = " + ".join(_plain(value / scale) for value in values)
    return f"{words} = {_plain(whole / scale)}{' million' if large else ''}{_unit(total)}"


def _agreeing_changes(figure: Figure, beside: tuple[SourceQuantity, ...]) -> Iterator[str]:
    """Yield each change that is stated in the sentence and follows from two other figures of it."""
    for change in (q.quantity for q in beside):
        for one, other in combinations((q.quantity for q in beside), 2):
            if figure.quantity in (change, one, other) and change not in (one, other):
                yield from _agreeing(change, one, other)


def _agreeing(change: Quantity, one: Quantity, other: Quantity) -> Iterator[str]:
    stated, first, second = measured(change), measured(one), measured(other)
    if stated is None or first is None or second is None or one.kind is not other.kind:
        return
    old, new = (second, first) if other.part is Part.ORIGIN or _is_less(change, one, other) else (first, second)
    if not old.value or dimension(one) != dimension(other) or not change.direction:
        return
    if change.kind is QuantityKind.PERCENT and one.kind is not QuantityKind.PERCENT:
        made = new.over(old)
        percent = Measured((made.value - 1) * 100, made.error * 100)
        if Measured(abs(percent.value), percent.error).agrees(stated):
            yield f"{new.value:,f} / {old.value:,f} − 1 = {_signed(percent.value)} %"
    if change.kind is QuantityKind.PERCENTAGE_POINT and one.kind is QuantityKind.PERCENT:
        made = new.minus(old)
        if Measured(abs(made.value), made.error).agrees(stated):
            high, low = max(new.value, old.value), min(new.value, old.value)
            yield f"{_plain(high)} − {_plain(low)} = {_plain(high - low)} points"


def _is_less(change: Quantity, one: Quantity, other: Quantity) -> bool:
    """Return whether the figure that a change is measured from stands second: "8% less than the 40"."""
    return one.span.end <= change.span.start < other.span.start


def _course(figure: Figure, beside: tuple[SourceQuantity, ...]) -> Iterator[str]:
    """Yield what a change from one level to another makes in percent."""
    quantities = [q.quantity for q in beside]
    for old, new in combinations(quantities, 2):
        pair = (old, new) if old.part is Part.ORIGIN else (new, old)
        if pair[0].part is not Part.ORIGIN or pair[1].part is not Part.LEVEL:
            continue
        start, end = measured(pair[0]), measured(pair[1])
        if figure.quantity in pair and start and end and start.value and _alike(*pair):
            percent = (end.value / start.value - 1) * 100
            low, high = pair[0].low or Decimal(0), pair[1].low or Decimal(0)
            yield f"from {_plain(low)} to {_plain(high)}{_unit(pair[0])} is {_signed(percent)} %"


def _a_head(figure: Figure, beside: tuple[SourceQuantity, ...]) -> Iterator[str]:
    """Yield money divided by those whom the same clause counts."""
    for one, other in pairwise(beside):
        money, heads = (one, other) if one.quantity.kind is QuantityKind.MONEY else (other, one)
        sum_, count = money.quantity, heads.quantity
        if figure.quantity not in (sum_, count) or not _are_heads(sum_, count):
            continue
        between = figure.reading[
            one.span.end - one.sentence.span.start : other.span.start - one.sentence.span.start
        ]
        if _BETWEEN_HEADS.fullmatch(between) and sum_.low and count.low:
            yield f"{_plain(sum_.low)} / {_plain(count.low)} = {_plain(round(sum_.low / count.low, 2))}{_unit(sum_)} a head"


def _are_heads(money: Quantity, heads: Quantity) -> bool:
    counted = heads.kind is QuantityKind.COUNT and heads.noun and _HEADS.search(heads.noun)
    exact = money.value is not None and heads.value is not None and not is_hedged(heads)
    return bool(money.kind is QuantityKind.MONEY and not money.per and counted and exact)


def _plain(value: Decimal) -> str:
    """Return a number with thousands separators and without closing zeros behind the point."""
    words = f"{value:,f}"
    return words.rstrip("0").rstrip(".") if "." in words else words


def _signed(percent: Decimal) -> str:
    return f"{'+' if percent > 0 else '−'}{_plain(round(abs(percent), 1))}"


def _unit(quantity: Quantity) -> str:
    if quantity.kind is QuantityKind.PERCENT:
        return " %"
    return f" {quantity.unit}" if quantity.unit else ""
