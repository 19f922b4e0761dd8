"""Values: what a quantity measures, in one unit a dimension, and how one value stands to another.

A value is an interval of floats in the base unit of its dimension (money in its currency, lengths
of time in days, shares in percent) with the place of its last digit and what its words bound.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from pipeline.numbers.dimensions import measure_of
from pipeline.numbers.grammar import lexicon
from pipeline.text.remembered import remembered
from schemas import Modifier, Quantity, QuantityKind

POINTS_IN_TIME = frozenset({QuantityKind.DATE, QuantityKind.YEAR, QuantityKind.TIME})
"""Checked although they are no items of the worklist."""
DAYS_A_MONTH, DAYS_A_YEAR = 30.4375, 365.25
_SHARES = {QuantityKind.RATIO, QuantityKind.FRACTION}
_SECONDS_A_DAY = 86_400.0
_CROWNS = frozenset({"NOK", "DKK", "SEK", "CZK", "ISK", "kroner"})
DOLLARS = frozenset({"USD", "AUD", "CAD", "NZD", "SGD", "HKD", "dollar"})
_MILLION = 1e6
_GLUED_M = re.compile(r"\dm$")
_OVER_COMPARISON = re.compile(r"(?:more|fewer|less|extra|additional|further|other)\s+(\S+)$")
_TON_IN_TONNES = 0.90718474
_HALF, _HALF_PERCENT, _NOT_FAR = 0.5, 0.005, 0.25
_EXACTLY, _CONVERTED, _OF_DIGITS = 1e-7, 0.01, 0.03

# How far a hedge reaches, as a share of the value: "nearly 480" was written of 452 to 479.
HEDGE = 0.1
# "About 88" are 86 to 90, "about 200" are 180 to 220: so many of the last digit that is given.
_ABOUT = 3
# A bound says something of a value only near it: "more than 5" is no report of 900.
_NEAR_FLOOR, _NEAR_CEILING, _NEAR_HEDGE = 0.5, 0.25, 0.15
# An unhedged value that is rounded to one digit must be close all the same.
_CLOSE = 0.06
_HAIR = 1e-9
_ROUGH = 5.0
"""Points to which a share in words is told: 68 % are two thirds, and "about seven in ten"."""


class Relation(IntEnum):
    """How a value of the source stands to a stated one; up to `BOUND_ADDED` it may bear it out."""

    EQUAL = 0
    HEDGED = 1
    """The same value, softened on one side only: "480" of "nearly 480"."""
    ROUNDED = 2
    WITHIN = 3
    BOUND_DROPPED = 4
    BOUND_ADDED = 5
    """The same value under a bound that the source does not give: "over 500" of "500"."""
    BOUND = 6
    """The same value under the opposite bound."""
    RANGE = 7
    """One end of a range, or a range with one other end."""
    SCALE = 8
    UNIT = 9
    POINTS = 10
    WAY = 11
    """The same change the other way: a fall of what rose."""
    PART = 12
    """A change for a level, or a level for a change: by for to."""
    NEAR = 13
    """Another value, not far off."""
    OTHER = 14
    """Another value of the same measure."""


BORNE_OUT = frozenset(each for each in Relation if each <= Relation.BOUND_ADDED)
CONFLICTS = frozenset(each for each in Relation if Relation.BOUND <= each <= Relation.PART)
"""What speaks against a stated value by its own nature: the words need not be asked."""
SOFT = frozenset({Modifier.APPROXIMATE, Modifier.JUST_UNDER, Modifier.JUST_OVER})
LOWER = frozenset({Modifier.AT_LEAST, Modifier.MORE_THAN})
UPPER = frozenset({Modifier.AT_MOST, Modifier.LESS_THAN})
EXACT = frozenset({Modifier.NONE, Modifier.EXACTLY})


@dataclass(frozen=True, slots=True)
class Value:
    """An interval in the base unit of a dimension; dates and names have no interval."""

    dimension: str
    low: float
    high: float
    step: float
    modifier: Modifier
    per: str | None = None
    unit: str | None = None

    @property
    def single(self) -> bool:
        """Whether it is one value and no range."""
        return self.low == self.high

    def reaches(self) -> tuple[float, float]:
        """Return the values that the words allow, as a closed interval."""
        low, high, reach = self.low, self.high, max(abs(self.high) * HEDGE, self.step / 2)
        about = max(min(reach, self.step * _ABOUT), self.step / 2) if self.step else reach
        hair = max(abs(high), 1.0) * _HAIR
        match self.modifier:
            case Modifier.APPROXIMATE:
                return low - about, high + about
            case Modifier.JUST_UNDER:
                return low - reach, high - hair
            case Modifier.JUST_OVER:
                return low + hair, high + reach
            case Modifier.AT_LEAST:
                return low, float("inf")
            case Modifier.MORE_THAN:
                return low + hair, float("inf")
            case Modifier.AT_MOST:
                return float("-inf"), high
            case Modifier.LESS_THAN:
                return float("-inf"), high - hair
            case _:
                return low, high


def value_of(quantity: Quantity, cents_of: str | None = None) -> Value | None:
    """Return the value of a quantity, or None for what has none: names and points in time.

    `cents_of` is the currency whose hundredths plain cents are.
    """
    if quantity.low is None or quantity.high is None or quantity.date:
        return None
    if quantity.kind is QuantityKind.IDENTIFIER:
        return None
    low, high = float(quantity.low), float(quantity.high)
    if quantity.whole:
        whole = float(quantity.whole)
        step = _step_of_share(quantity, whole)
        return Value("percent", low / whole * 100, high / whole * 100, step, quantity.modifier)
    dimension, factor = measure(quantity.unit, quantity.noun)
    if dimension == "cent" and cents_of is not None:
        dimension, factor = cents_of, 0.01
    if quantity.kind is QuantityKind.ORDINAL:
        dimension = "ordinal"
    step = float(quantity.step or 0) * factor
    modifier, per = quantity.modifier, quantity.per
    return Value(dimension, low * factor, high * factor, step, modifier, per, quantity.unit)


def is_bare(quantity: Quantity) -> bool:
    """Return whether a number says not what it counts."""
    return quantity.kind is QuantityKind.COUNT and not quantity.noun and not quantity.unit


def other_values(quantity: Quantity, beside: Value | None) -> Iterator[Value]:
    """Yield what else a quantity may measure, where its words leave that open.

    "1.2m" are metres or millions, pounds are money or a mass, "27 times" a count, and a bare number
    is in the unit that its sentence says only once: `beside` is the measured number before it.
    """
    value = value_of(quantity)
    if value is None or quantity.whole or value.dimension == "ordinal":
        return
    if quantity.unit == "metre" and _GLUED_M.search(quantity.text):
        yield _in(value, "count", _MILLION / measure("metre")[1])
    if quantity.unit in {"GBP", "lb"} and "pound" in quantity.text.lower():
        other = "lb" if quantity.unit == "GBP" else "GBP"
        dimension, factor = measure(other)
        yield _in(value, dimension, factor / measure(quantity.unit)[1], other)
    noun = (quantity.noun or "").lower()
    if noun.endswith(("times", "occasions")) and quantity.kind is QuantityKind.COUNT:
        yield _in(value, "times", 1.0)
    if value.dimension == "points" and quantity.unit is None:
        yield _in(value, "count", 1.0)
    compared = _OVER_COMPARISON.match(noun)
    if quantity.unit is None and compared and (unit := lexicon.UNITS.get(compared[1])):
        dimension, factor = measure(compared[1])
        if unit.dimension in {*lexicon.DURATIONS, "length", "mass", "area", "volume"}:
            yield _in(value, dimension, factor, compared[1])
    if is_bare(quantity) and beside is not None and beside.unit:
        dimension, factor = measure(beside.unit)
        if beside.dimension not in {"count", "times"}:
            yield _in(value, beside.dimension, factor, beside.unit)


def _in(value: Value, dimension: str, factor: float, unit: str | None = None) -> Value:
    """Return a value in another dimension."""
    return Value(
        dimension,
        value.low * factor,
        value.high * factor,
        value.step * factor,
        value.modifier,
        value.per,
        unit,
    )


def _step_of_share(quantity: Quantity, whole: float) -> float:
    """Return how finely a share is told in points: "a third" and "three in ten" are rough."""
    if quantity.kind is QuantityKind.FRACTION:
        return _ROUGH
    told_of = " of " in quantity.text or "/" in quantity.text
    return 1.0 if told_of else max(0.1, min(_ROUGH, 100 / whole / 2))


@remembered
def measure(unit: str | None, noun: str | None = None) -> tuple[str, float]:
    """Return the dimension and the factor of a unit, or of what a count counts.

    News writes "tons" where it means tonnes, "degrees" of Celsius, and counts "27 times".
    """
    dimension, factor = measure_of(unit, noun)
    match dimension:
        case "months":
            return "time", float(factor) * DAYS_A_MONTH
        case "time":
            return "time", float(factor) / _SECONDS_A_DAY
        case "degree":
            return "degree_Celsius", 1.0
        case "times" if unit is None:
            return "count", 1.0
    return dimension, float(factor)


def relation(stated: Value, source: Value) -> Relation | None:
    """Return how a value of the source stands to a stated one; None where they are unrelated."""
    if _family(stated.dimension) != _family(source.dimension):
        return _across(stated, source)
    if {stated.per, source.per} <= _PERIODS and stated.per != source.per:
        return Relation.UNIT if _same(stated, source) else None
    if stated.dimension == "mass" and _differ_by_ton(stated, source):
        return Relation.EQUAL
    if _same(stated, source):
        return _of_equals(stated, source)
    for test, found in _TESTS:
        if test(stated, source):
            return found
    return Relation.NEAR if apart(stated, source) <= _NOT_FAR else Relation.OTHER


_PERIODS = frozenset({"hour", "day", "week", "month", "quarter", "year"})


def _family(dimension: str) -> str:
    """Return a dimension, one for all dollars and one for all crowns: "$" does not say whose."""
    if dimension in DOLLARS:
        return "dollar"
    return "crown" if dimension in _CROWNS else dimension


def _across(stated: Value, source: Value) -> Relation | None:
    """Return how two values of unlike measures stand: 5 km is no 5 years."""
    if {stated.dimension, source.dimension} & {"times", "ordinal"}:
        return None
    if not all(map(_is_close, _as_written(stated), _as_written(source))):
        return None
    if {stated.dimension, source.dimension} == {"percent", "points"}:
        return Relation.POINTS
    return Relation.UNIT


def _as_written(value: Value) -> tuple[float, float]:
    """Return the numbers of a value as they are written, in its own unit."""
    factor = measure(value.unit)[1] if value.unit else 1.0
    return value.low / factor, value.high / factor


def _same(one: Value, other: Value) -> bool:
    """Return whether two values are equal; a converted one may round to the stated digits."""
    if one.dimension == "time" and one.step != other.step:
        return apart(one, other) <= _HALF_PERCENT
    converts = one.dimension not in _NEVER_CONVERTED and one.step and other.step
    if converts and not _is_power_of_ten(one.step / other.step):
        size = abs(one.low)
        reach = max(min(one.step / 2, size * _OF_DIGITS), size * _CONVERTED)
        return abs(one.low - other.low) <= reach and abs(one.high - other.high) <= reach
    return _is_close(one.low, other.low) and _is_close(one.high, other.high)


_NEVER_CONVERTED = frozenset({"count", "percent", "points", "times"})


def _is_power_of_ten(ratio: float) -> bool:
    text = f"{ratio:.6e}"
    return text.startswith("1.000000")


def _is_close(one: float, other: float) -> bool:
    return abs(one - other) <= max(abs(one), abs(other)) * _EXACTLY


def _is_one_of(value: float, ends: Iterable[float]) -> bool:
    return any(_is_close(value, end) for end in ends)


def apart(one: Value, other: Value) -> float:
    """Return the relative distance of two values, of ranges the larger of their ends."""
    most = max(abs(one.high), abs(other.high)) or 1.0
    return max(abs(one.low - other.low), abs(one.high - other.high)) / most


def _differ_by_ton(one: Value, other: Value) -> bool:
    """Return whether two masses are the same digits in tons and in tonnes."""
    if not one.low or not other.low or one.step == other.step:
        return False
    ratio = one.low / other.low
    return _is_close(ratio, _TON_IN_TONNES) or _is_close(ratio, 1 / _TON_IN_TONNES)


_ONE_SIDED = (
    *({Modifier.JUST_OVER, each} for each in LOWER),
    *({Modifier.JUST_UNDER, each} for each in UPPER),
)
"""A hedge and a bound that lie on the same side of a number."""


def _of_equals(stated: Value, source: Value) -> Relation:
    mine, theirs = stated.modifier, source.modifier
    if mine is theirs or {mine, theirs} <= EXACT:
        return Relation.EQUAL
    if mine in SOFT | EXACT and theirs in SOFT | EXACT:
        over = {Modifier.JUST_OVER, Modifier.JUST_UNDER}
        return Relation.BOUND if {mine, theirs} == over else Relation.HEDGED
    if _entails(stated, source):
        return Relation.WITHIN
    if mine in EXACT:
        return Relation.BOUND_DROPPED
    if Modifier.APPROXIMATE in {mine, theirs} or {mine, theirs} in _ONE_SIDED:
        return Relation.HEDGED
    if {mine, theirs} <= LOWER or {mine, theirs} <= UPPER:
        return Relation.HEDGED
    return Relation.BOUND_ADDED if theirs in EXACT else Relation.BOUND


def _rounds_to(stated: Value, source: Value) -> bool:
    """Return whether the stated value is the source's, rounded to the digits that are stated."""
    roundable = stated.modifier in SOFT | EXACT and source.modifier in SOFT | EXACT
    if not (roundable and stated.single and source.single):
        return False
    distance = abs(stated.low - source.low)
    if distance > abs(source.low) * _HALF:
        return False
    if stated.step <= source.step:
        return stated.dimension == "percent" and distance <= stated.step / 2
    if stated.modifier is Modifier.JUST_UNDER and source.low > stated.low:
        return False
    if stated.modifier is Modifier.JUST_OVER and source.low < stated.low:
        return False
    hedged = stated.modifier in SOFT
    digits = abs(stated.low) / stated.step if stated.step else 1.0
    close = distance <= abs(source.low) * _CLOSE
    if not (hedged or digits >= 10 or close):
        return False
    cut = 0 < abs(source.low) - abs(stated.low) < stated.step and distance <= abs(source.low) * 0.02
    return distance <= stated.step / 2 * (1 + 1e-9) or cut


def _entails(stated: Value, source: Value) -> bool:
    """Return whether all that the source allows lies in what is stated, and near its bound."""
    if stated.modifier in EXACT and stated.single:
        return False
    soft = source.modifier is Modifier.APPROXIMATE
    low, high = (source.low, source.high) if soft else source.reaches()
    stated_low, stated_high = stated.reaches()
    if not (stated_low <= low and high <= stated_high):
        return False
    near = _NEAR_HEDGE
    if source.modifier in SOFT | EXACT:
        near = {**dict.fromkeys(LOWER, _NEAR_FLOOR), **dict.fromkeys(UPPER, _NEAR_CEILING)}.get(
            stated.modifier, near
        )
    reach = max(near * max(abs(stated.low), abs(stated.high)), stated.step / 2)
    if stated.modifier in LOWER:
        return abs(source.low - stated.low) <= reach
    if stated.modifier in UPPER:
        return abs(source.high - stated.high) <= reach
    return max(abs(source.low - stated.low), abs(source.high - stated.high)) <= reach


def _moves_one_end(stated: Value, source: Value) -> bool:
    if stated.single or source.single:
        return False
    same = _is_close(stated.low, source.low), _is_close(stated.high, source.high)
    return any(same)


def _has_digits_of(stated: Value, source: Value) -> bool:
    """Return whether two values are one number of two units: six weeks for six months."""
    if stated.unit == source.unit or not (stated.unit and source.unit and stated.single):
        return False
    factors = measure(stated.unit)[1], measure(source.unit)[1]
    return _is_close(stated.low / factors[0], source.low / factors[1])


def _shifted(stated: Value, source: Value) -> bool:
    """Return whether two single values have the same digits at another scale."""
    if not (stated.single and source.single and stated.low and source.low):
        return False
    ratio = stated.low / source.low
    return any(
        _is_close(ratio * shift, 1)
        for shift in (1e3, 1e-3, 1e6, 1e-6, 1e9, 1e-9, 10, 0.1, 100, 0.01)
    )


def _is_an_end(stated: Value, source: Value) -> bool:
    """Return whether a single value is one end of a range."""
    is_single = stated.single and not source.single
    return is_single and _is_one_of(stated.low, (source.low, source.high))


_TESTS = (
    (_rounds_to, Relation.ROUNDED),
    (_moves_one_end, Relation.RANGE),
    (_entails, Relation.WITHIN),
    (_is_an_end, Relation.RANGE),
    (_has_digits_of, Relation.UNIT),
    (_shifted, Relation.SCALE),
)
"""What is asked of two values that are not the same; the first that holds tells how they stand."""


def agrees(stated: Value, value: float) -> float | None:
    """Return how well a computed value bears out a stated one: 0 exactly, 1 barely, else None."""
    if not stated.single:
        low, high = stated.low, stated.high
        inside = min(low, high) <= value <= max(low, high)
        return 0.5 if inside else None
    distance = abs(value - stated.low)
    size = abs(value)
    own = min(stated.step / 2, size * 0.03) if stated.step else size * 0.005
    own = max(own, size * 0.0005)
    match stated.modifier:
        case Modifier.APPROXIMATE:
            most = max(own, size * 0.06)
        case Modifier.JUST_UNDER:
            most = max(own, size * HEDGE) if value <= stated.low * (1 + 1e-9) else 0.0
        case Modifier.JUST_OVER:
            most = max(own, size * HEDGE) if value >= stated.low * (1 - 1e-9) else 0.0
        case Modifier.AT_LEAST | Modifier.MORE_THAN:
            most = size * 0.4 if value >= stated.low * (1 - 1e-9) else 0.0
        case Modifier.AT_MOST | Modifier.LESS_THAN:
            most = stated.low * 0.5 if value <= stated.low * (1 + 1e-9) else 0.0
        case _:
            most = own
    if distance > most * (1 + 1e-9):
        return None
    return distance / most if most else 0.0
