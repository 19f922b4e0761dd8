"""Comparing two quantities: does the one of the source bear out the one of the statement?

Values are compared as intervals. A statement is supported when every value that the source allows
lies in what the statement says: "nearly 480" bears out "under 480", not "more than 480".
"""

from decimal import Decimal

from pipeline.numbers import lexicon
from pipeline.numbers.comparison import Comparison, quoted, spelling
from pipeline.numbers.moments import compare_moments
from pipeline.text.words import content_stems
from schemas import Modifier, Quantity, QuantityKind, Status

# What can be rounded: an exact value, and one that is hedged already.
_ROUNDABLE = {
    Modifier.NONE, Modifier.EXACTLY, Modifier.APPROXIMATE, Modifier.JUST_UNDER, Modifier.JUST_OVER,
}  # fmt: skip
_INFINITE = Decimal("Infinity")
# How far a hedge reaches, as a share of the value. "Nearly 480" was written of 452 to 479 in the
# labelled statements that ship with the development data; a tenth covers them.
_HEDGE = Decimal("0.1")
# A bound says something of the value only near it: "more than 5" is no report of 900.
_NEAR = Decimal("0.15")
_CLOSE = Decimal("0.05")
# What a bare number may be of, where nothing says what it counts.
_UNSAID = {QuantityKind.AGE, QuantityKind.DURATION}
_PERIODS = {None, "second", "minute", "hour", "day", "week", "month", "year", "decade"}
_PERIODS_A_YEAR = {"day": 365, "week": 52, "month": 12, "year": 1}


def compare(stated: Quantity, source: Quantity) -> Comparison | None:
    """Return how the source quantity stands to the stated one; None where they have nothing to do."""
    if stated.date or source.date:
        return compare_moments(stated, source)
    if stated.low is None or source.low is None or stated.high is None or source.high is None:
        return None
    if source.kind is QuantityKind.RATIO and stated.kind is not QuantityKind.RATIO:
        return _part_or_whole(stated, source)
    if stated.kind is QuantityKind.RATIO and source.kind is not QuantityKind.RATIO:
        return _same_share(stated, source)
    if source.kind is QuantityKind.ORDINAL and stated.kind is not QuantityKind.ORDINAL:
        return _rank(stated, source)
    stated, source = _as_mass(stated, source), _as_mass(source, stated)
    if _is_cents(stated, source):
        stated, source = _in_currency(stated, source.unit), _in_currency(source, stated.unit)
    if not _same_dimension(stated, source):
        return _bare(stated, source) or _other_unit(stated, source)
    if stated.per != source.per and _comparable_rates(stated.per, source.per):
        if _equal(stated, source):
            return _other_period(stated, source)
        return _converted_period(stated, source)
    return _compare_values(stated, source)


def _comparable_rates(one: str | None, other: str | None) -> bool:
    """Return whether two rates are by time, or by two units of one dimension: kWh and MWh."""
    if {one, other} <= _PERIODS:
        return True
    units = lexicon.UNITS.get(one or ""), lexicon.UNITS.get(other or "")
    return bool(units[0] and units[1] and units[0].dimension == units[1].dimension)


def _part_or_whole(stated: Quantity, source: Quantity) -> Comparison | None:
    """Find a count in "22 of 32"; the share that the two make is derived, with its formula shown."""
    if stated.kind is not QuantityKind.COUNT or stated.low not in {source.low, source.whole}:
        return None
    return Comparison(Status.EXACT, "exact", f"stands in {quoted(source)}")


def _same_share(stated: Quantity, source: Quantity) -> Comparison | None:
    """Compare "seven in ten" with 70%; "22 of 32" counts two things and is no percentage."""
    if dimension(source) != "percent" or source.kind is QuantityKind.RATIO:
        return None
    return _compare_values(stated, source)


def _rank(stated: Quantity, source: Quantity) -> Comparison | None:
    """Compare "five years in a row" with "the fifth year in a row"."""
    if stated.kind not in {QuantityKind.COUNT, QuantityKind.DURATION} or stated.low != source.low:
        return None
    return Comparison(Status.REFORMATTED, "reformatted", f"the source writes {quoted(source)}")


def _compare_values(stated: Quantity, source: Quantity) -> Comparison | None:
    if _equal(stated, source):
        return _equal_values(stated, source)
    if _rounds_to(source, stated):
        return Comparison(Status.ROUNDED, "rounded", f"from {quoted(source)}")
    if _entails(stated, source):
        return Comparison(Status.WITHIN_BOUND, "within_bound", f"follows from {quoted(source)}")
    same_digits = (stated.low, stated.high, stated.whole) == (source.low, source.high, source.whole)
    if stated.unit != source.unit and same_digits:
        return Comparison(Status.CHANGED, "unit", f"the source says {quoted(source)}")
    ends = {source.low, source.high} if source.kind is QuantityKind.RANGE else set()
    if stated.value in ends and _may_count_alike(stated, source):
        return Comparison(Status.CHANGED, "range_end", f"the source says {quoted(source)}")
    return _same_digits(stated, source)


def _may_count_alike(stated: Quantity, source: Quantity) -> bool:
    """Return whether two numbers may count things of one name, as far as both name them."""
    if not stated.noun or not source.noun:
        return True
    return bool(set(content_stems(stated.noun)) & set(content_stems(source.noun)))


def _equal_values(stated: Quantity, source: Quantity) -> Comparison:
    """Compare the bounds of two equal values."""
    if stated.modifier is source.modifier:
        return spelling(stated, source)
    if _entails(stated, source):
        return Comparison(Status.WITHIN_BOUND, "within_bound", f"follows from {quoted(source)}")
    soft = {Modifier.APPROXIMATE, Modifier.JUST_UNDER, Modifier.JUST_OVER}
    if stated.modifier is Modifier.NONE and source.modifier in soft:
        return Comparison(
            Status.ROUNDED,
            "hedge_dropped",
            f"the source says {quoted(source)}; the hedge is dropped",
        )
    dropped = stated.modifier is Modifier.NONE
    code = "bound_dropped" if dropped else "bound"
    return Comparison(Status.CHANGED, code, f"the source says {quoted(source)}")


def _as_mass(quantity: Quantity, other: Quantity) -> Quantity:
    """Return pounds that were read as money as a mass, where the other number is one."""
    pounds = quantity.unit == "GBP" and "pound" in quantity.text.lower()
    if not pounds or dimension(other) != "mass":
        return quantity
    return quantity.model_copy(update={"kind": QuantityKind.MEASURE, "unit": "lb"})


def _is_cents(stated: Quantity, source: Quantity) -> bool:
    """Return whether one is in cents and the other in a currency: 18 cents and €0.18."""
    money = stated.kind is source.kind is QuantityKind.MONEY
    return money and stated.unit != source.unit and "cent" in {stated.unit, source.unit}


def _in_currency(quantity: Quantity, unit: str | None) -> Quantity:
    """Return cents as a part of the currency that they are compared with."""
    if quantity.unit != "cent" or quantity.low is None or quantity.high is None:
        return quantity
    hundredth = Decimal("0.01")
    step = (quantity.step or Decimal(1)) * hundredth
    low, high = quantity.low * hundredth, quantity.high * hundredth
    return quantity.model_copy(update={"unit": unit, "low": low, "high": high, "step": step})


def _bare(stated: Quantity, source: Quantity) -> Comparison | None:
    """Take a number that says not what it counts for an age, a length of time, points or degrees.

    "Dead at 90" is an age, "the Dow ended down 138" is points, "65 degrees" are of either scale.
    """
    for one, other in ((stated, source), (source, stated)):
        counts = one.kind is QuantityKind.COUNT and not one.noun
        unsaid = other.kind in _UNSAID or dimension(other) == "points"
        degrees = one.unit == "degree" and other.kind is QuantityKind.TEMPERATURE
        if not (counts and unsaid) and not degrees:
            continue
        alike = {"unit": other.unit, "noun": other.noun, "kind": other.kind}
        named = one.model_copy(update=alike)
        found = _compare_values(named, source) if one is stated else _compare_values(stated, named)
        return found if found and found.status.supported else None
    return None


def _other_unit(stated: Quantity, source: Quantity) -> Comparison | None:
    """Report the same number of something else: 5 km is no 5 years."""
    if stated.low != source.low or stated.high != source.high or stated.whole != source.whole:
        return None
    return Comparison(
        Status.ELSEWHERE, "unit", f"the source has this number only as {quoted(source)}"
    )


def _other_period(stated: Quantity, source: Quantity) -> Comparison:
    said = f"per {stated.per}" if stated.per else "without a period"
    meant = f"per {source.per}" if source.per else "without a period"
    if stated.per is None:
        return Comparison(Status.REFORMATTED, "period_dropped", f"the source gives it {meant}")
    if source.per is None:
        return Comparison(Status.CHANGED, "period_added", f"stated {said}; the source gives none")
    return Comparison(Status.CHANGED, "period", f"stated {said}; the source gives it {meant}")


def _converted_period(stated: Quantity, source: Quantity) -> Comparison | None:
    """Compare $36 a week with about $1,870 a year."""
    if stated.per not in _PERIODS_A_YEAR or source.per not in _PERIODS_A_YEAR:
        return None
    times = Decimal(_PERIODS_A_YEAR[source.per]) / _PERIODS_A_YEAR[stated.per]
    value, wanted = _ends(source)[0] * times, _ends(stated)[0]
    if abs(value - wanted) > max(_step(stated) / 2, abs(wanted) / 100):
        return None
    formula = (
        f"{source.text} × {times.normalize():f}"
        if times > 1
        else f"{source.text} / {(1 / times).normalize():f}"
    )
    return Comparison(Status.DERIVED, "period_converted", f"{formula} = {value:.0f}")


def _same_digits(stated: Quantity, source: Quantity) -> Comparison | None:
    """Report the same digits at another scale: 3.2 million for 3.2 billion."""
    if not stated.low or not source.low or stated.value is None or source.value is None:
        return None
    shift = stated.low / source.low
    power = abs(shift.adjusted()) if shift == Decimal(1).scaleb(shift.adjusted()) else 0
    digits = len(stated.low.normalize().as_tuple().digits)
    if power in {3, 6, 9} and (digits > 1 or stated.noun == source.noun):
        return Comparison(Status.CHANGED, "scale", f"the source says {quoted(source)}")
    return None


def _same_dimension(stated: Quantity, source: Quantity) -> bool:
    return dimension(stated) == dimension(source)


def dimension(quantity: Quantity) -> str:
    """Return what the quantity measures, so that only like is compared with like."""
    if quantity.kind in {QuantityKind.RATIO, QuantityKind.FRACTION}:
        return "percent"
    if quantity.unit in lexicon.UNITS:
        return lexicon.UNITS[quantity.unit].dimension
    if quantity.unit == "times" or _counted_unit(quantity) == "times":
        return "times"
    if _counted_unit(quantity) in {"point", "points"}:
        return "points"
    if (unit := lexicon.UNITS.get(_counted_unit(quantity))) and unit.dimension in lexicon.DURATIONS:
        return unit.dimension
    return quantity.unit or "count"


def _counted_unit(quantity: Quantity) -> str:
    """Return the last word of what a number counts: the days of "8 anxious days"."""
    words = (quantity.noun or "").lower().split()
    return words[-1] if words and quantity.unit is None else ""


def factor(quantity: Quantity) -> Decimal:
    """Return what one of the quantity's unit is in the base unit of its dimension."""
    if dimension(quantity) in lexicon.DURATIONS and quantity.unit is None:
        return lexicon.UNITS[_counted_unit(quantity)].factor
    unit = lexicon.UNITS.get(quantity.unit or "")
    return unit.factor if unit else Decimal(1)


def _ends(quantity: Quantity) -> tuple[Decimal, Decimal]:
    """Return low and high in the base unit; a share in percent."""
    low, high = quantity.low or Decimal(0), quantity.high or Decimal(0)
    if quantity.whole:
        return low / quantity.whole * 100, high / quantity.whole * 100
    scale = factor(quantity)
    return low * scale, high * scale


def _equal(stated: Quantity, source: Quantity) -> bool:
    """Return whether two values are the same; a conversion of units may round."""
    (low, high), (source_low, source_high) = _ends(stated), _ends(source)
    if stated.unit == source.unit or stated.whole or source.whole:
        return (low, high) == (source_low, source_high)
    reach = (
        max(_step(stated) / 2, abs(low) / 100) if factor(stated) != factor(source) else Decimal(0)
    )
    return abs(low - source_low) <= reach and abs(high - source_high) <= reach


def _step(quantity: Quantity) -> Decimal:
    if quantity.whole:
        return Decimal(1)
    return (quantity.step or Decimal(0)) * factor(quantity)


def _rounds_to(source: Quantity, stated: Quantity) -> bool:
    """Return whether the stated value is the source's, rounded to the digits that are stated.

    A rounding keeps at least two digits, or says that it is one ("about 500"), or is close.
    """
    roundable = source.modifier in _ROUNDABLE and stated.value is not None
    if not roundable or source.value is None or _step(stated) <= _step(source):
        return False
    stated_value, source_value = _ends(stated)[0], _ends(source)[0]
    digits = len(stated.low.normalize().as_tuple().digits) if stated.low else 0
    hedged = stated.modifier is Modifier.APPROXIMATE
    apart = abs(stated_value - source_value)
    close = apart <= abs(source_value) * _CLOSE
    if stated.modifier not in {Modifier.NONE, Modifier.APPROXIMATE} or not (
        hedged or digits > 1 or close
    ):
        return False
    return apart <= _step(stated) / 2 or _is_cut_off(stated, stated_value, source_value)


def _is_cut_off(stated: Quantity, stated_value: Decimal, source_value: Decimal) -> bool:
    """Return whether a value was cut off instead of rounded: $86,804 as $86K, by one in a hundred.

    Of a length of time the months are left off: "16 years and nine months" are 16 years.
    """
    lost = abs(source_value) - abs(stated_value)
    most = Decimal("0.1") if dimension(stated) in lexicon.DURATIONS else Decimal("0.01")
    return 0 < lost < _step(stated) and lost <= abs(source_value) * most


def _entails(stated: Quantity, source: Quantity) -> bool:
    """Return whether all that the source allows lies within what is stated, and near its bound."""
    low, high = _allowed(source)
    stated_low, stated_high = _allowed(stated)
    if stated.modifier in {Modifier.NONE, Modifier.EXACTLY} and stated.value is not None:
        return False
    if stated.kind is source.kind is QuantityKind.AGE and stated.modifier is source.modifier:
        return _ends(stated) == _ends(source)  # "45 and over" is a group of its own
    inside = stated_low <= low and high <= stated_high
    value, bound = _ends(source), _ends(stated)
    near = max(abs(value[0] - bound[0]), abs(value[1] - bound[1]))
    return inside and near <= _NEAR * max(abs(bound[0]), abs(bound[1]))


def _allowed(quantity: Quantity) -> tuple[Decimal, Decimal]:
    """Return the values that the words allow, as a closed interval."""
    low, high = _ends(quantity)
    reach = max(high * _HEDGE, _step(quantity) / 2)
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
