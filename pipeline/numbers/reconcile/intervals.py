"""Intervals: what values the words of a quantity allow, and whether one lies within another."""

import re
from decimal import Decimal

from pipeline.numbers.grammar import lexicon
from pipeline.numbers.reconcile.dimensions import dimension, factor
from schemas import Modifier, Quantity, QuantityKind

# What can be rounded: an exact value, and one that is hedged already.
_ROUNDABLE = {
    Modifier.NONE, Modifier.EXACTLY, Modifier.APPROXIMATE, Modifier.JUST_UNDER, Modifier.JUST_OVER,
}  # fmt: skip
# "At least 8" speaks only of the lower end of "8 to 10".
_BOUNDED_END = {
    Modifier.AT_LEAST: 0, Modifier.MORE_THAN: 0, Modifier.AT_MOST: 1, Modifier.LESS_THAN: 1,
}  # fmt: skip
_INFINITE = Decimal("Infinity")
# How far a hedge reaches, as a share of the value. "Nearly 480" was written of 452 to 479 in the
# labelled statements that ship with the development data; a tenth covers them.
_HEDGE = Decimal("0.1")
# A bound says something of the value only near it: "more than 5" is no report of 900.
_NEAR = Decimal("0.15")
_CLOSE_STEP = Decimal("0.15")
_CLOSE = Decimal("0.05")


def ends(quantity: Quantity) -> tuple[Decimal, Decimal]:
    """Return low and high in the base unit; a share in percent."""
    low, high = quantity.low or Decimal(0), quantity.high or Decimal(0)
    if quantity.whole:
        return low / quantity.whole * 100, high / quantity.whole * 100
    scale = factor(quantity)
    return low * scale, high * scale


def equal(stated: Quantity, source: Quantity) -> bool:
    """Return whether two values are the same; a conversion of units may round."""
    (low, high), (source_low, source_high) = ends(stated), ends(source)
    if stated.unit == source.unit or stated.whole or source.whole:
        return (low, high) == (source_low, source_high)
    converted = factor(stated) != factor(source)
    reach = (
        max(min(step(stated) / 2, abs(low) * _CLOSE), abs(low) / 100) if converted else Decimal(0)
    )
    return abs(low - source_low) <= reach and abs(high - source_high) <= reach


def step(quantity: Quantity) -> Decimal:
    """Return the place of the last digit that was given, in the base unit; a point for a share."""
    if quantity.whole:
        return Decimal(1)
    return (quantity.step or Decimal(0)) * factor(quantity)


def rounds_to(source: Quantity, stated: Quantity) -> bool:
    """Return whether the stated value is the source's, rounded to the digits that are stated.

    A rounding keeps at least two digits, or says that it is one ("about 500"), or is close, or
    shows its step ("2K miles" of 2,300, "2 days" of 43 hours).
    """
    roundable = source.modifier in _ROUNDABLE and stated.value is not None
    if roundable and bool(stated.whole) is not bool(source.whole):
        return _is_fraction_of(stated, source)
    if not roundable or source.value is None or step(stated) <= step(source):
        return False
    stated_value, source_value = ends(stated)[0], ends(source)[0]
    digits = len(stated.low.normalize().as_tuple().digits) if stated.low else 0
    hedged = stated.modifier is Modifier.APPROXIMATE
    apart = abs(stated_value - source_value)
    close = apart <= abs(source_value) * (_CLOSE_STEP if _shows_step(stated, source) else _CLOSE)
    if stated.modifier not in {Modifier.NONE, Modifier.APPROXIMATE} or not (
        hedged or digits > 1 or close
    ):
        return False
    return apart <= step(stated) / 2 or _is_cut_off(stated, stated_value, source_value)


def _is_fraction_of(stated: Quantity, source: Quantity) -> bool:
    """Return whether a percentage is a fraction in words, to the nearest point: 67% and two thirds."""
    plain = {stated.modifier, source.modifier} <= {Modifier.NONE, Modifier.APPROXIMATE}
    return plain and abs(ends(stated)[0] - ends(source)[0]) <= step(stated) / 2


def _shows_step(stated: Quantity, source: Quantity) -> bool:
    """Return whether a number is plainly counted in thousands, or in a longer unit of time."""
    longer = dimension(stated) in lexicon.DURATIONS and factor(stated) > factor(source)
    return longer or bool(re.search(r"\d[kKmMbB]\b", stated.text))


def _is_cut_off(stated: Quantity, stated_value: Decimal, source_value: Decimal) -> bool:
    """Return whether a value was cut off instead of rounded: $86,804 as $86K, by one in a hundred.

    Of a length of time the months are left off: "16 years and nine months" are 16 years.
    """
    lost = abs(source_value) - abs(stated_value)
    most = Decimal("0.1") if dimension(stated) in lexicon.DURATIONS else Decimal("0.01")
    return 0 < lost < step(stated) and lost <= abs(source_value) * most


def entails(stated: Quantity, source: Quantity) -> bool:
    """Return whether all that the source allows lies within what is stated, and near its bound."""
    both_soft = stated.modifier is source.modifier is Modifier.APPROXIMATE
    low, high = ends(source) if both_soft else _allowed(source)
    stated_low, stated_high = _allowed(stated)
    if stated.modifier in {Modifier.NONE, Modifier.EXACTLY} and stated.value is not None:
        return False
    if stated.kind is source.kind is QuantityKind.AGE and stated.modifier is source.modifier:
        return ends(stated) == ends(source)  # "45 and over" is a group of its own
    inside = stated_low <= low and high <= stated_high
    value, bound = ends(source), ends(stated)
    apart = abs(value[0] - bound[0]), abs(value[1] - bound[1])
    near = apart[_BOUNDED_END[stated.modifier]] if stated.modifier in _BOUNDED_END else max(apart)
    reach = _NEAR * max(abs(bound[0]), abs(bound[1]))
    if dimension(stated) in lexicon.DURATIONS:  # "more than a year" are 14 months as well
        reach = max(reach, step(stated) / 2)
    return inside and near <= reach


def _allowed(quantity: Quantity) -> tuple[Decimal, Decimal]:
    """Return the values that the words allow, as a closed interval."""
    low, high = ends(quantity)
    reach = max(high * _HEDGE, step(quantity) / 2)
    hair = max(abs(high), Decimal(1)) * Decimal("1e-9")
    match quantity.modifier:
        case Modifier.APPROXIMATE:
            return low - reach, high + reach
        case Modifier.JUST_UNDER:
            return low - reach, high - hair
        case Modifier.JUST_OVER:
            return low + hair, high + reach
        case Modifier.AT_LEAST:
            return low, _INFINITE
        case Modifier.MORE_THAN:
            return low + hair, _INFINITE
        case Modifier.AT_MOST:
            return -_INFINITE, high
        case Modifier.LESS_THAN:
            return -_INFINITE, high - hair
        case _:
            return low, high
