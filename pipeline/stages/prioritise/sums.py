"""Sums that agree: two or three figures that are said to come on top of one another, and their total."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from pipeline.checks.rounding import is_hedged
from pipeline.numbers.dimensions import share_noun
from pipeline.reconcile import Source, SourceQuantity
from schemas import Part, Quantity, QuantityKind, Role, TextSpan

_ADDABLE = {QuantityKind.PERCENT, QuantityKind.COUNT, QuantityKind.MONEY, QuantityKind.MEASURE}
_NEAR = 2
"""Sentences to either side in which the total of a sum is looked for; headline and lede say it too."""
_EDGE = {Role.HEADLINE, Role.LEDE}
# Without one of these beside it, a number that happens to add up is no part of a sum.
_ADDING = re.compile(
    r"\b(?:a further|another|more|additional|plus|remaining|the rest|others?|together|combined|in total|"
    r"in all|altogether|as well as|on top)\b",
    re.IGNORECASE,
)
_BESIDE = 25  # characters
MILLION = Decimal(1_000_000)


def agreeing_sums(source: Source) -> dict[TextSpan, tuple[str, ...]]:
    """Return the sums that agree as formulas, by the place of each part and of the total."""
    found: dict[TextSpan, tuple[str, ...]] = {}
    for parts, total in _sums(source):
        for each in (*parts, total):
            formula = as_sum([part.quantity for part in parts], total.quantity)
            found[each.span] = tuple(dict.fromkeys((*found.get(each.span, ()), formula)))
    return found


def _sums(source: Source) -> Iterator[tuple[list[SourceQuantity], SourceQuantity]]:
    """Yield parts and total: parts that follow one another among the figures of their kind."""
    addable = [each for each in source.quantities if _is_addable(each)]
    totals: dict[object, list[SourceQuantity]] = {}
    for each in addable:
        totals.setdefault((each.quantity.kind, each.quantity.low), []).append(each)
    for kind in _ADDABLE:
        some = [each for each in addable if each.quantity.kind is kind]
        for count in (3, 2):
            for start in range(len(some) - count + 1):
                parts = some[start : start + count]
                value = sum((part.quantity.low or Decimal(0) for part in parts), Decimal(0))
                for total in totals.get((kind, value), ()):
                    if _adds_up(source, parts, total):
                        yield parts, total


def _is_addable(each: SourceQuantity) -> bool:
    quantity = each.quantity
    exact = quantity.value is not None and not is_hedged(quantity) and bool(quantity.low)
    moved = quantity.part is Part.ORIGIN or (
        quantity.part is Part.CHANGE and quantity.kind is QuantityKind.PERCENT
    )
    prose = each.sentence.role is not Role.BOILERPLATE
    return exact and not moved and quantity.kind in _ADDABLE and quantity.checkable and prose


def _adds_up(source: Source, parts: list[SourceQuantity], total: SourceQuantity) -> bool:
    """Return whether parts are near, of one kind, and said to come on top of one another."""
    near = all(later.position - earlier.position <= 1 for earlier, later in pairwise(parts))
    beside = parts[0].position - _NEAR <= total.position <= parts[-1].position + _NEAR
    return (
        total not in parts
        and near
        and (beside or total.sentence.role in _EDGE)
        and all(are_alike(part.quantity, total.quantity) for part in parts)
        and all(_is_added(source, part) for part in parts[1:])
    )


def _is_added(source: Source, part: SourceQuantity) -> bool:
    """Return whether the words beside a number say that it comes on top of another."""
    text, sentence = source.article.reading_text, part.sentence.span
    before = text[max(sentence.start, part.span.start - _BESIDE) : part.span.start]
    after = text[part.span.end : min(sentence.end, part.span.end + _BESIDE)]
    return bool(_ADDING.search(f"{before} | {after}"))


def are_alike(part: Quantity, total: Quantity) -> bool:
    """Return whether two figures measure the same: unit, rate and, of counts, the noun."""
    same = part.kind is total.kind and part.unit == total.unit and part.per == total.per
    return same and (part.kind is not QuantityKind.COUNT or share_noun(part, total))


def as_sum(parts: list[Quantity], total: Quantity) -> str:
    """Return parts and total as a formula: "3.5 + 1.5 = 5 %", "150 + 40 + 22 = 212 million USD"."""
    values = [part.low or Decimal(0) for part in parts]
    large = all(value >= MILLION for value in values)
    scale = MILLION if large else Decimal(1)
    words = " + ".join(plain(value / scale) for value in values)
    whole = plain((total.low or Decimal(0)) / scale)
    return f"{words} = {whole}{' million' if large else ''}{unit_of(total)}"


def plain(value: Decimal) -> str:
    """Return a number with thousands separators and without closing zeros behind the point."""
    words = f"{value:,f}"
    return words.rstrip("0").rstrip(".") if "." in words else words


def unit_of(quantity: Quantity) -> str:
    """Return the unit as it stands behind a number, with its space; empty for a count."""
    if quantity.kind is QuantityKind.PERCENT:
        return " %"
    return f" {quantity.unit}" if quantity.unit else ""
